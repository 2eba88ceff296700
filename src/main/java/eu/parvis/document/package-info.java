/**
 * Stores the bytes of documents: received, checked, scanned and sent chunk by chunk, never whole in memory. Its face:
 * {@link eu.parvis.document.DocumentInput} to receive, {@link eu.parvis.document.DocumentStore} to keep and discard,
 * {@link eu.parvis.document.DocumentStream} to send. Knows no request: a document is an id.
 */
package eu.parvis.document;
