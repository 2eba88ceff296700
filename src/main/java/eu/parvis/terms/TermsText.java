package eu.parvis.terms;

/**
 * The terms in one language.
 *
 * @param markdown CommonMark, as in the file
 * @param sha256 of the bytes of the file, in hexadecimal digits
 */
public record TermsText(String markdown, String sha256) {}
