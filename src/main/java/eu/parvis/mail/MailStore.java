package eu.parvis.mail;

import eu.parvis.bus.Failure;
import eu.parvis.capability.Foundation;
import eu.parvis.crypto.SecretBox;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailApi.MailState;
import eu.parvis.values.EmailAddress;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The outbox, for whoever causes mails: a mail is a row in the transaction of its cause, or it does not exist. */
public final class MailStore {

    private static final Duration HOUR = Duration.ofHours(1);

    private final MailRepository repository = new MailRepository();
    private final SecretBox box;
    private final Clock clock;
    private final int perAddressAndHour;

    public MailStore(Foundation foundation) {
        this(
                foundation.box(),
                foundation.clock(),
                foundation.configuration().get(MailSettings.class).perAddressAndHour());
    }

    MailStore(SecretBox box, Clock clock, int perAddressAndHour) {
        this.box = box;
        this.clock = clock;
        this.perAddressAndHour = perAddressAndHour;
    }

    /** After the commit, publish {@link MailApi#QUEUED}. There may be nobody to write to. */
    public Future<Void> queue(Sql transaction, Letter... letters) {
        return letters.length == 0
                ? Future.succeededFuture()
                : repository.insert(transaction, List.of(letters), this::sealed, clock.instant());
    }

    private Object sealed(Letter letter) {
        return letter.secret()
                .map(secret -> box.seal(secret, Outgoing.context(letter.id())))
                .orElse(null);
    }

    /** What has not left yet will not leave, and its secrets are wiped. */
    public Future<Void> cancel(Sql transaction, UUID group) {
        return repository.cancel(transaction, group, clock.instant());
    }

    /** What waits for its next try is tried now. Afterwards, publish {@link MailApi#QUEUED}. */
    public Future<Void> hurry(Sql transaction, UUID group) {
        return repository.hurry(transaction, group, clock.instant());
    }

    /** The same for every mail of these occasions to one address. */
    public Future<Void> cancel(Sql transaction, String recipientKey, Set<Occasion> occasions) {
        return repository.cancel(transaction, recipientKey, occasions, clock.instant());
    }

    /** Where each mail of a group is, in their order; without the cancelled ones. */
    public Future<List<MailState>> of(Sql sql, UUID group) {
        return repository.states(sql, group);
    }

    /** Queues the letter unless the address has used up its quota of mails for this hour. */
    public Future<Void> queueWithinQuota(Sql transaction, EmailAddress address, Letter letter) {
        return isFull(transaction, address)
                .compose(full -> full ? Future.succeededFuture() : queue(transaction, letter));
    }

    /** Whether the address has used up its quota of mails for this hour. */
    public Future<Boolean> isFull(Sql sql, EmailAddress address) {
        return repository.countSince(sql, address.key(), anHourAgo()).map(count -> count >= perAddressAndHour);
    }

    /**
     * Fails with {@code RATE_LIMITED} where the address has used up its quota of mails of these occasions for this hour. A
     * form that anybody may send counts only the mails it causes itself; otherwise its refusal would disclose that the
     * address receives other mails.
     */
    public Future<Void> requireQuota(Sql sql, EmailAddress address, Set<Occasion> occasions, String messageId) {
        return isFull(sql, address, occasions)
                .compose(full ->
                        full ? Future.failedFuture(Failure.rateLimited(messageId, HOUR)) : Future.succeededFuture());
    }

    /** The same as a question. */
    public Future<Boolean> isFull(Sql sql, EmailAddress address, Set<Occasion> occasions) {
        return repository
                .countSince(sql, address.key(), occasions, anHourAgo())
                .map(count -> count >= perAddressAndHour);
    }

    private Instant anHourAgo() {
        return clock.instant().minus(HOUR);
    }
}
