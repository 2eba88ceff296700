package eu.parvis.request;

import java.util.Optional;

/**
 * Why the desk refused a request or a document.
 *
 * @param code of a reason of the catalogue
 * @param text as the operator typed it
 */
public record Refusal(Optional<String> code, Optional<String> text) {}
