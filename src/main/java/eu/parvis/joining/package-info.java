/**
 * Requests to join an organisation that is registered already: asking, deciding, and escalation of requests that nobody
 * answers. Its face is {@link eu.parvis.joining.JoinApi}. Knows nothing of how an organisation registers.
 */
package eu.parvis.joining;
