/**
 * The security journal: who did what, when, to which object, with which outcome. Append-only, and chained by hashes so
 * that tampering is detected. Its face is {@link eu.parvis.audit.AuditStore} to write and to read a person's entries, {@link eu.parvis.audit.AuditApi}
 * to verify. Must not know any capability or secret.
 */
package eu.parvis.audit;
