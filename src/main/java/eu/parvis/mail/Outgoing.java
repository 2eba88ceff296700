package eu.parvis.mail;

import eu.parvis.values.Language;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A mail claimed for delivery.
 *
 * @param attempts number of claims, including this one
 * @param deferrals how often it was postponed although our own mail server was reachable
 */
record Outgoing(
        UUID id,
        String occasion,
        String recipient,
        Language language,
        String reference,
        Map<String, String> content,
        Optional<Buffer> sealed,
        int attempts,
        int deferrals,
        Instant createdAt) {

    /** Binds a sealed secret to its row. */
    static String context(UUID id) {
        return "mail:" + id;
    }

    String domain() {
        return domainOf(recipient);
    }

    static String domainOf(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }
}
