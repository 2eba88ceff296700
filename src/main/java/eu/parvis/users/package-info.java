/**
 * The pages "My users" (CG-44 to CG-49), which show members and requests to join side by side. Has no rules of its own:
 * they are in {@code membership} and {@code joining}.
 */
package eu.parvis.users;
