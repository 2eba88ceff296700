/**
 * Requests to join a registered organisation: asking, deciding, and escalating requests without answer. Its face is
 * {@link eu.parvis.joining.JoinApi}. Must not know how an organisation registers.
 */
package eu.parvis.joining;
