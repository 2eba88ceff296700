/**
 * The pages "My users" (CG-44 to CG-49), which show members and requests to join together. Contains no rules: they are
 * in {@code membership} and {@code joining}.
 */
package eu.parvis.users;
