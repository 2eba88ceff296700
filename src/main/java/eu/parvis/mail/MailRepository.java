package eu.parvis.mail;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailApi.MailState;
import eu.parvis.mail.MailApi.SentMail;
import eu.parvis.mail.MailApi.State;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.Language;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

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

    private static final String STATES = """
            SELECT id, occasion, recipient, state, reason, answer, changed_at, hurried_at FROM mail
            WHERE group_id = $1 AND state <> 'CANCELLED' ORDER BY position, created_at
            """;

    private static final String COUNT_SINCE = """
            SELECT count(*)::int AS mails FROM mail
            WHERE recipient_key = $1 AND created_at > $2 AND (state <> 'CANCELLED' OR sent_at IS NOT NULL)
            """;

    private static final String WAITING = """
            SELECT count(*)::float8 AS mails, min(created_at) AS oldest FROM mail WHERE state IN ('QUEUED', 'DELAYED')
            """;

    private static final String COUNT_OF_SINCE = """
            SELECT count(*)::int AS mails FROM mail
            WHERE recipient_key = $1 AND created_at > $2 AND occasion = ANY ($3)
              AND (state <> 'CANCELLED' OR sent_at IS NOT NULL)
            """;

    private static final String SENT_UNDER = """
            SELECT occasion, recipient, sent_at FROM mail
            WHERE reference = $1 AND sent_at IS NOT NULL ORDER BY sent_at, position
            """;

    /**
     * The mail that has been due for longest, and is to be had, and whose domain is not busy. Not waited for until it is
     * on the disk: a claim that is forgotten was never made, and whoever sent the mail says so.
     */
    private static final String CLAIM = """
            UPDATE mail SET attempts = attempts + 1, lease_until = $2
            FROM set_config('synchronous_commit', 'off', true)
            WHERE id = (
                SELECT due.id FROM mail due
                WHERE %s
                  AND split_part(due.recipient_key, '@', 2) <> ALL ($3)
                ORDER BY due.next_attempt_at, due.position
                LIMIT 1
                FOR UPDATE SKIP LOCKED)
            RETURNING id, occasion, recipient, language, reference, content, sealed, attempts, deferrals, created_at,
                EXISTS (
                    SELECT 1 FROM mail other
                    WHERE %s
                      AND other.group_id <> mail.group_id) AS others,
                EXISTS (
                    SELECT 1 FROM mail later
                    WHERE later.group_id = mail.group_id AND later.recipient_key <> mail.recipient_key
                      AND later.state IN ('QUEUED', 'DELAYED')) AS more
            """.formatted(toBeHad("due"), toBeHad("other"));

    /** It is due at {@code $1}, no node holds it, and it is its turn in its group. */
    private static String toBeHad(String mail) {
        return """
                %1$s.state IN ('QUEUED', 'DELAYED') AND %1$s.next_attempt_at <= $1
                AND (%1$s.lease_until IS NULL OR %1$s.lease_until <= $1)
                AND NOT EXISTS (
                    SELECT 1 FROM mail earlier
                    WHERE earlier.group_id = %1$s.group_id AND earlier.position < %1$s.position
                      AND earlier.state IN ('QUEUED', 'DELAYED'))""".formatted(mail);
    }

    /**
     * Whoever has sent it says so, also when its lease has passed or the mail was cancelled meanwhile; and claims the one
     * that is next for the same reader. Not waited for until it is on the disk: should it be forgotten, the same mail
     * leaves twice.
     */
    private static final String SENT = """
            WITH sent AS (
                UPDATE mail SET state = CASE state WHEN 'CANCELLED' THEN state ELSE 'SENT' END, sent_at = $2,
                                changed_at = $2, sealed = NULL, reason = NULL, answer = NULL, lease_until = NULL
                FROM set_config('synchronous_commit', 'off', true)
                WHERE id = $1 AND sent_at IS NULL
                RETURNING group_id, recipient_key)
            UPDATE mail SET attempts = attempts + 1, lease_until = $3
            WHERE id = (
                SELECT next.id FROM mail next JOIN sent USING (group_id, recipient_key)
                WHERE next.state IN ('QUEUED', 'DELAYED') AND next.id <> $1
                ORDER BY next.position
                LIMIT 1
                FOR UPDATE OF next SKIP LOCKED)
              AND next_attempt_at <= $2 AND (lease_until IS NULL OR lease_until <= $2)
            RETURNING id, occasion, recipient, language, reference, content, sealed, attempts, deferrals, created_at
            """;

    private static final String DELAYED = """
            UPDATE mail SET state = 'DELAYED', reason = $3, answer = $4, deferrals = deferrals + 1, next_attempt_at = $5,
                            lease_until = NULL, changed_at = $6
            WHERE id = $1 AND attempts = $2 AND state IN ('QUEUED', 'DELAYED')
            """;

    private static final String REFUSED = """
            UPDATE mail SET state = 'REFUSED', reason = $3, answer = $4, sealed = NULL, lease_until = NULL, changed_at = $5
            WHERE id = $1 AND attempts = $2 AND state IN ('QUEUED', 'DELAYED')
            """;

    /**
     * The one that met the closed door, and all that would meet it next. The one first, for which it waits while it holds
     * nothing; of the others only those that nobody holds. So nodes that meet the same door never wait for each other in
     * a circle; whoever holds a row writes it himself.
     */
    private static final String POSTPONE_ALL = """
            WITH met AS (
                SELECT id FROM mail
                WHERE id = $1 AND attempts = $2 AND state IN ('QUEUED', 'DELAYED')
                FOR UPDATE
            ), next AS (
                SELECT id FROM mail
                WHERE id <> $1 AND state IN ('QUEUED', 'DELAYED') AND next_attempt_at <= $3
                  AND (lease_until IS NULL OR lease_until <= $3)
                ORDER BY id
                FOR UPDATE SKIP LOCKED
            )
            UPDATE mail SET state = 'DELAYED', reason = $4, answer = NULL, next_attempt_at = $5, lease_until = NULL,
                            changed_at = CASE state WHEN 'DELAYED' THEN changed_at ELSE $3 END
            WHERE id IN (SELECT id FROM met UNION ALL SELECT id FROM next)
            """;

    /** Few at once, so that nothing is held for long; what another node is deleting is left to it. */
    private static final String DELETE_OLD = """
            DELETE FROM mail WHERE id IN (
                SELECT id FROM mail
                WHERE state IN ('SENT', 'REFUSED', 'CANCELLED') AND changed_at <= $1
                ORDER BY changed_at
                LIMIT $2
                FOR UPDATE SKIP LOCKED)
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

    Future<Integer> countSince(Sql sql, String recipientKey, Instant since) {
        return sql.run(COUNT_SINCE, recipientKey, since)
                .map(rows -> rows.iterator().next().getInteger("mails"));
    }

    Future<Integer> countSince(Sql sql, String recipientKey, Set<Occasion> occasions, Instant since) {
        return sql.run(COUNT_OF_SINCE, recipientKey, since, folders(occasions))
                .map(rows -> rows.iterator().next().getInteger("mails"));
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

    /**
     * A mail that is ours now.
     *
     * @param others of other groups are due, too
     * @param more of its group go to other readers
     */
    record Claimed(Outgoing mail, boolean others, boolean more) {}

    Future<Optional<Claimed>> claim(Sql sql, Instant now, Instant leaseUntil, Collection<String> busyDomains) {
        return sql.run(CLAIM, now, leaseUntil, busyDomains)
                .map(rows -> Rows.first(
                        rows, row -> new Claimed(outgoing(row), row.getBoolean("others"), row.getBoolean("more"))));
    }

    private static Outgoing outgoing(Row row) {
        return new Outgoing(
                row.getUUID("id"),
                row.getString("occasion"),
                row.getString("recipient"),
                Language.of(row.getString("language")).orElseThrow(),
                row.getString("reference"),
                content(row.getJsonObject("content")),
                Optional.ofNullable(row.getBuffer("sealed")),
                row.getInteger("attempts"),
                row.getInteger("deferrals"),
                Rows.instant(row, "created_at"));
    }

    private static Map<String, String> content(JsonObject json) {
        return json.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().toString()));
    }

    /**
     * What has not left yet.
     *
     * @param mails their number; not a number where nobody has counted
     * @param oldest when the first of them was written
     */
    record Waiting(double mails, Optional<Instant> oldest) {

        static final Waiting UNKNOWN = new Waiting(Double.NaN, Optional.empty());
    }

    Future<Waiting> waiting(Sql sql) {
        return sql.run(WAITING)
                .map(rows -> Rows.first(rows, MailRepository::waiting).orElse(Waiting.UNKNOWN));
    }

    private static Waiting waiting(Row row) {
        return new Waiting(row.getDouble("mails"), Rows.optionalInstant(row, "oldest"));
    }

    /** Tells the next of its group to the same reader, which is ours then. */
    Future<Optional<Outgoing>> sent(Sql sql, Outgoing mail, Instant now, Instant leaseUntil) {
        return sql.run(SENT, mail.id(), now, leaseUntil).map(rows -> Rows.first(rows, MailRepository::outgoing));
    }

    Future<Void> delayed(
            Sql sql, Outgoing mail, String reason, Optional<String> answer, Instant nextAttempt, Instant now) {
        return sql.run(DELAYED, mail.id(), mail.attempts(), reason, answer, nextAttempt, now)
                .mapEmpty();
    }

    Future<Void> refused(Sql sql, Outgoing mail, String reason, Optional<String> answer, Instant now) {
        return sql.run(REFUSED, mail.id(), mail.attempts(), reason, answer, now).mapEmpty();
    }

    Future<Void> postponeAll(Sql sql, Outgoing mail, String reason, Instant nextAttempt, Instant now) {
        return sql.run(POSTPONE_ALL, mail.id(), mail.attempts(), now, reason, nextAttempt)
                .mapEmpty();
    }

    /** What has been neither queued nor delayed since that time. */
    Future<Integer> deleteOld(Sql sql, Instant until, int most) {
        return sql.run(DELETE_OLD, until, most).map(rows -> rows.rowCount());
    }
}
