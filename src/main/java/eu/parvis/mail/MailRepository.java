package eu.parvis.mail;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailApi.MailState;
import eu.parvis.mail.MailApi.SentMail;
import eu.parvis.mail.MailApi.State;
import eu.parvis.values.EmailAddress;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * The statements of the outbox for callers that queue or query mails. {@link DeliveryRepository} has those of the
 * delivery.
 */
final class MailRepository {

    private static final String INSERT = """
            INSERT INTO mail (id, reference, group_id, position, occasion, recipient, recipient_key, language, content,
                              sealed, state, created_at, next_attempt_at, changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'QUEUED', $11, $11, $11)
            """;

    private static final String CANCEL = """
            UPDATE mail SET state = 'CANCELLED', sealed = NULL, changed_at = $2
            WHERE group_id = $1 AND state IN ('QUEUED', 'DELAYED')
            """;

    private static final String HURRY = """
            UPDATE mail SET next_attempt_at = $2, hurried_at = $2 WHERE group_id = $1 AND state IN ('QUEUED', 'DELAYED')
            """;

    private static final String CANCEL_TO = """
            UPDATE mail SET state = 'CANCELLED', sealed = NULL, changed_at = $3
            WHERE recipient_key = $1 AND occasion = ANY ($2) AND state IN ('QUEUED', 'DELAYED')
            """;

    /** The row locks keep the mails from being claimed until the transaction ends. */
    private static final String LOCK_TO = """
            SELECT id FROM mail
            WHERE recipient_key = $1 AND occasion = ANY ($2) AND state IN ('QUEUED', 'DELAYED')
            ORDER BY id
            FOR UPDATE
            """;

    private static final String LOCK_GROUP = """
            SELECT COALESCE(lease_until > $2, false) AS leased FROM mail
            WHERE group_id = $1 AND state IN ('QUEUED', 'DELAYED')
            ORDER BY id
            FOR UPDATE
            """;

    /** Whole groups, because a mail waits for the earlier ones of its group. */
    private static final String HURRY_TO = """
            UPDATE mail SET next_attempt_at = $3, hurried_at = $3
            WHERE state IN ('QUEUED', 'DELAYED') AND COALESCE(hurried_at, created_at) <= $4
              AND group_id IN (
                  SELECT group_id FROM mail
                  WHERE recipient_key = $1 AND occasion = ANY ($2) AND state IN ('QUEUED', 'DELAYED'))
            """;

    private static final String STATES = """
            SELECT id, occasion, recipient, state, reason, answer, changed_at, hurried_at FROM mail
            WHERE group_id = $1 AND state <> 'CANCELLED' ORDER BY position, created_at
            """;

    private static final String COUNT_SINCE = """
            SELECT count(*)::int AS mails FROM mail
            WHERE recipient_key = $1 AND created_at > $2 AND occasion <> ALL ($3)
              AND (state <> 'CANCELLED' OR sent_at IS NOT NULL)
            """;

    private static final String NEWEST_OF_SINCE = """
            SELECT created_at FROM mail
            WHERE recipient_key = $1 AND created_at > $2 AND occasion = ANY ($3)
              AND (state <> 'CANCELLED' OR sent_at IS NOT NULL)
            ORDER BY created_at DESC OFFSET $4 LIMIT 1
            """;

    private static final String SENT_UNDER = """
            SELECT occasion, recipient, sent_at FROM mail
            WHERE reference = $1 AND sent_at IS NOT NULL ORDER BY sent_at, position
            """;

    private static final String TO = """
            SELECT id, reference, occasion, CASE WHEN sent_at IS NOT NULL THEN 'SENT' ELSE state END AS state, created_at
            FROM mail
            WHERE recipient_key = $1 AND created_at >= $2 AND (created_at, id) < ($3, $4)
              AND (state <> 'CANCELLED' OR sent_at IS NOT NULL)
            ORDER BY created_at DESC, id DESC LIMIT $5
            """;

    Future<Void> insert(Sql transaction, List<Letter> letters, Function<Letter, Object> sealed, Instant now) {
        var rows = letters.stream()
                .map(letter -> row(letter, sealed.apply(letter), now))
                .toList();
        return transaction.batch(INSERT, rows).mapEmpty();
    }

    private static Tuple row(Letter letter, Object sealed, Instant now) {
        return Sql.parameters(
                letter.id(),
                letter.reference(),
                letter.group(),
                letter.position(),
                letter.occasion().folder(),
                letter.recipient(),
                new EmailAddress(letter.recipient()).key(),
                letter.language().code(),
                new JsonObject(Map.copyOf(letter.content())),
                sealed,
                now);
    }

    Future<Void> cancel(Sql transaction, UUID group, Instant now) {
        return transaction.run(CANCEL, group, now).mapEmpty();
    }

    Future<Void> hurry(Sql transaction, UUID group, Instant now) {
        return transaction.run(HURRY, group, now).mapEmpty();
    }

    Future<Void> cancel(Sql transaction, String recipientKey, Set<Occasion> occasions, Instant now) {
        return transaction.run(CANCEL_TO, recipientKey, folders(occasions), now).mapEmpty();
    }

    /** Whether mails of these occasions wait for this address; locks them. */
    Future<Boolean> lockWaiting(Sql transaction, String recipientKey, Set<Occasion> occasions) {
        return transaction.run(LOCK_TO, recipientKey, folders(occasions)).map(rows -> rows.size() > 0);
    }

    /** Whether a node holds the lease of a waiting mail of this group; locks the mails. */
    Future<Boolean> lockLeased(Sql transaction, UUID group, Instant now) {
        return transaction
                .run(LOCK_GROUP, group, now)
                .map(rows -> Rows.all(rows, row -> row.getBoolean("leased")).contains(true));
    }

    /** @param lastBefore mails that were queued or hurried later stay as they are */
    Future<Void> hurry(Sql transaction, String recipientKey, Set<Occasion> occasions, Instant now, Instant lastBefore) {
        return transaction
                .run(HURRY_TO, recipientKey, folders(occasions), now, lastBefore)
                .mapEmpty();
    }

    private static List<String> folders(Set<Occasion> occasions) {
        return occasions.stream().map(Occasion::folder).toList();
    }

    Future<List<MailState>> states(Sql sql, UUID group) {
        return sql.run(STATES, group).map(rows -> Rows.all(rows, MailRepository::state));
    }

    private static MailState state(Row row) {
        return new MailState(
                row.getUUID("id"),
                row.getString("occasion"),
                masked(row),
                Rows.constant(row, "state", State.class),
                Rows.instant(row, "changed_at"),
                Rows.optionalInstant(row, "hurried_at"),
                Rows.optionalText(row, "reason"),
                Rows.optionalText(row, "answer"));
    }

    /** Counts all mails except those of these occasions. */
    Future<Integer> countOthersSince(Sql sql, String recipientKey, Set<Occasion> occasions, Instant since) {
        return sql.run(COUNT_SINCE, recipientKey, since, folders(occasions))
                .map(rows -> rows.iterator().next().getInteger("mails"));
    }

    /** When the mail at this position was queued, from the newest at 1 back to those since the given time. */
    Future<Optional<Instant>> newest(
            Sql sql, String recipientKey, Set<Occasion> occasions, int position, Instant since) {
        return sql.run(NEWEST_OF_SINCE, recipientKey, since, folders(occasions), position - 1L)
                .map(rows -> Rows.first(rows, row -> Rows.instant(row, "created_at")));
    }

    Future<List<SentMail>> sentUnder(Sql sql, String reference) {
        return sql.run(SENT_UNDER, reference).map(rows -> Rows.all(rows, MailRepository::sentMail));
    }

    private static SentMail sentMail(Row row) {
        return new SentMail(row.getString("occasion"), Rows.instant(row, "sent_at"), masked(row));
    }

    private static String masked(Row row) {
        return new EmailAddress(row.getString("recipient")).masked();
    }

    Future<List<MailHeader>> to(Sql sql, String recipientKey, Instant since, Instant before, UUID beforeId, int most) {
        return sql.run(TO, recipientKey, since, before, beforeId, most)
                .map(rows -> Rows.all(rows, MailRepository::header));
    }

    private static MailHeader header(Row row) {
        return new MailHeader(
                row.getUUID("id"),
                row.getString("reference"),
                row.getString("occasion"),
                Rows.constant(row, "state", State.class),
                Rows.instant(row, "created_at"));
    }
}
