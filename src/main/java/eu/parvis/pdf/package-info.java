/**
 * PDF files that screen readers can read, from templates in {@code templates/pdf}. Its face: {@link
 * eu.parvis.pdf.PdfWorker}. Knows no capability: what a file says comes as variables of its template.
 */
package eu.parvis.pdf;
