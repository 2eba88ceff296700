package eu.parvis.mail;

import eu.parvis.words.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A mail on a page that follows it.
 *
 * @param kind constant of the sender
 * @param reason a sentence, where it is delayed or refused
 * @param sendAgainIn seconds until it can be sent again, 0 when it can
 */
public record MailRow(String kind, MailApi.State state, Instant at, Optional<String> reason, long sendAgainIn) {

    /**
     * Puts a mail into words.
     *
     * @param reason message id
     */
    public static MailRow of(
            Enum<?> kind,
            MailApi.State state,
            Instant at,
            Optional<String> reason,
            Instant againAt,
            Words words,
            Instant now) {
        return new MailRow(
                kind.name(),
                state,
                at,
                reason.map(words::text),
                Math.max(0, Duration.between(now, againAt).toSeconds()));
    }
}
