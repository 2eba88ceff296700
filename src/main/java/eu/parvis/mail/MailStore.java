package eu.parvis.mail;

import eu.parvis.crypto.SecretBox;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailApi.MailState;
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

    public MailStore(SecretBox box, Clock clock) {
        this.box = box;
        this.clock = clock;
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
    public Future<Void> cancel(Sql transaction, String recipientKey, Set<String> occasions) {
        return repository.cancel(transaction, recipientKey, occasions, clock.instant());
    }

    /** Where each mail of a group is, in their order; without the cancelled ones. */
    public Future<List<MailState>> of(Sql sql, UUID group) {
        return repository.states(sql, group);
    }

    /** Whether an address has had so many mails within the hour that it gets no more for now. */
    public Future<Boolean> isFull(Sql sql, String recipientKey, int most) {
        return repository.countSince(sql, recipientKey, anHourAgo()).map(count -> count >= most);
    }

    /**
     * The same of mails of these occasions only. A form that anybody may send counts those it causes itself: else its
     * refusal would tell that somebody gets others.
     */
    public Future<Boolean> isFull(Sql sql, String recipientKey, Set<String> occasions, int most) {
        return repository.countSince(sql, recipientKey, occasions, anHourAgo()).map(count -> count >= most);
    }

    private Instant anHourAgo() {
        return clock.instant().minus(HOUR);
    }
}
