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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Queues mails in the outbox. A mail is inserted in the transaction of its cause, so it exists if and only if that
 * transaction commits.
 */
public final class MailStore {

    private static final Duration HOUR = Duration.ofHours(1);

    /** Anybody can cause these mails; they must not keep other mails from the address. */
    private static final Set<Occasion> OWN_QUOTA =
            Set.of(Occasion.SIGN_IN_LINK, Occasion.SIGN_IN_LINK_ACTIVATION, Occasion.NEW_DEVICE);

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

    /** Queues letters; there may be none. After the commit, publish {@link MailApi#QUEUED}. */
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

    /** Cancels the waiting mails of a group and deletes their secrets. */
    public Future<Void> cancel(Sql transaction, UUID group) {
        return repository.cancel(transaction, group, clock.instant());
    }

    /** Makes the waiting mails of a group due now. Afterwards, publish {@link MailApi#QUEUED}. */
    public Future<Void> hurry(Sql transaction, UUID group) {
        return repository.hurry(transaction, group, clock.instant());
    }

    /** Cancels the waiting mails of these occasions to one address, and deletes their secrets. */
    public Future<Void> cancel(Sql transaction, String recipientKey, Set<Occasion> occasions) {
        return repository.cancel(transaction, recipientKey, occasions, clock.instant());
    }

    /**
     * Whether mails of these occasions wait for this address, or are being sent. They are not claimed before the
     * transaction ends.
     */
    public Future<Boolean> isOnItsWay(Sql transaction, EmailAddress address, Set<Occasion> occasions) {
        return repository.lockWaiting(transaction, address.key(), occasions);
    }

    /** Whether a mail of this group is being sent, so that cancelling may come too late. The others are not claimed. */
    public Future<Boolean> isBeingSent(Sql transaction, UUID group) {
        return repository.lockLeased(transaction, group, clock.instant());
    }

    /**
     * Makes the waiting mails of these occasions to one address due now, with their groups: each as often as the
     * address could have received a new mail. Afterwards, publish {@link MailApi#QUEUED}.
     */
    public Future<Void> hurry(Sql transaction, EmailAddress address, Set<Occasion> occasions) {
        var now = clock.instant();
        return repository.hurry(
                transaction, address.key(), occasions, now, now.minus(HOUR.dividedBy(perAddressAndHour)));
    }

    /** Returns the state of each mail of a group in the order of delivery, without cancelled mails. */
    public Future<List<MailState>> of(Sql sql, UUID group) {
        return repository.states(sql, group);
    }

    /**
     * The mails to an address, the newest first; without those that were cancelled before they were sent. Mails are
     * deleted after {@code mail.keep}.
     *
     * @param since from this time on
     * @param before before this time, and at this time those with a smaller id
     */
    public Future<List<MailHeader>> to(
            Sql sql, EmailAddress address, Instant since, Instant before, UUID beforeId, int most) {
        return repository.to(sql, address.key(), since, before, beforeId, most);
    }

    /** Queues the letter unless the address has used up its quota of mails for this hour. */
    public Future<Void> queueWithinQuota(Sql transaction, EmailAddress address, Letter letter) {
        return isFull(transaction, address)
                .compose(full -> full ? Future.succeededFuture() : queue(transaction, letter));
    }

    /** Whether the address has used up its quota of mails for this hour. */
    public Future<Boolean> isFull(Sql sql, EmailAddress address) {
        return repository
                .countOthersSince(sql, address.key(), OWN_QUOTA, anHourAgo())
                .map(count -> count >= perAddressAndHour);
    }

    /**
     * Fails with {@code RATE_LIMITED} if the address has used up its quota of mails of these occasions for this hour. A
     * form that anybody may send counts only the mails it causes itself; otherwise its refusal would disclose that the
     * address receives other mails.
     */
    public Future<Void> requireQuota(Sql sql, EmailAddress address, Set<Occasion> occasions, String messageId) {
        return usedUpBy(sql, address, occasions)
                .compose(oldest -> oldest.map(at -> Duration.between(clock.instant(), at.plus(HOUR)))
                        .map(wait -> Future.<Void>failedFuture(Failure.rateLimited(messageId, wait)))
                        .orElseGet(Future::succeededFuture));
    }

    /** The longer of a pause and the wait for the quota: after the shorter one the other would refuse. */
    public static Future<Void> longer(Optional<Failure> pause, Future<Void> quota) {
        return pause.isEmpty()
                ? quota
                : quota.transform(room -> Future.failedFuture(
                        room.cause() instanceof Failure full && wait(full).compareTo(wait(pause.get())) > 0
                                ? full
                                : pause.get()));
    }

    private static Duration wait(Failure limit) {
        return limit.retryAfter().orElse(Duration.ZERO);
    }

    /** Whether the address has used up its quota of mails of these occasions for this hour. */
    public Future<Boolean> isFull(Sql sql, EmailAddress address, Set<Occasion> occasions) {
        return usedUpBy(sql, address, occasions).map(Optional::isPresent);
    }

    /** The mail that leaves room for another one when it is an hour old; empty while there is room. */
    private Future<Optional<Instant>> usedUpBy(Sql sql, EmailAddress address, Set<Occasion> occasions) {
        return perAddressAndHour < 1
                ? Future.succeededFuture(Optional.of(clock.instant()))
                : repository.newest(sql, address.key(), occasions, perAddressAndHour, anHourAgo());
    }

    private Instant anHourAgo() {
        return clock.instant().minus(HOUR);
    }
}
