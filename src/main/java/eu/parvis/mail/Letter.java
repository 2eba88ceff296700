package eu.parvis.mail;

import eu.parvis.crypto.Secret;
import eu.parvis.values.Language;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A mail to be sent.
 *
 * <p>No value may contain a control character: a line break in a subject or a name would inject a header (ASVS 1.3.11).
 *
 * @param id of the outbox row and, with the sender's domain, the Message-ID
 * @param group mails of one group are sent in the order of their positions, each after the one before has been sent
 * @param reference shown in the subject; the reader can check it on the portal
 * @param content values for the templates; no secrets, because it is stored unencrypted
 * @param secret a temporary password or the token of a link, and perhaps a code after a space; stored encrypted, and
 *     deleted once the mail has been sent
 */
public record Letter(
        UUID id,
        UUID group,
        int position,
        Occasion occasion,
        String recipient,
        Language language,
        String reference,
        Map<String, String> content,
        Optional<Secret> secret) {

    public Letter {
        content = Map.copyOf(content);
        refuseControls("recipient", recipient);
        refuseControls("reference", reference);
        content.forEach(Letter::refuseControls);
        secret.ifPresent(hidden -> refuseControls("secret", hidden.text()));
    }

    /** The same letter at another place of its group. */
    public Letter at(int place) {
        return new Letter(id, group, place, occasion, recipient, language, reference, content, secret);
    }

    private static void refuseControls(String name, String value) {
        if (value.codePoints().anyMatch(Letter::isControl)) {
            throw new IllegalArgumentException("A control character in this value of a mail: " + name);
        }
    }

    private static boolean isControl(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
        };
    }
}
