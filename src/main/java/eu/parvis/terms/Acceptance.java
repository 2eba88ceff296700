package eu.parvis.terms;

import eu.parvis.values.Language;
import java.time.Instant;
import java.util.UUID;

/**
 * That a person has accepted a version of the terms.
 *
 * @param language of the text that the person read
 * @param sha256 of that text, in hexadecimal digits
 * @param address network address of the visitor
 */
public record Acceptance(
        UUID id, String version, Language language, String sha256, Instant acceptedAt, String address, UUID session) {}
