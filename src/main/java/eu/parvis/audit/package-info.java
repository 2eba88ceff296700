/**
 * The journal of what matters for security: who did what, when, to what, with which outcome. Append-only, and chained by
 * hash so that tampering shows. Its face: {@link eu.parvis.audit.AuditStore} to write, {@link eu.parvis.audit.AuditApi}
 * to verify. Knows no capability and no secret.
 */
package eu.parvis.audit;
