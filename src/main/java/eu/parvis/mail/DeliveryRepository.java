package eu.parvis.mail;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.values.Language;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The deliveries: claims of mails, their outcomes, and the deletion of old mails. */
final class DeliveryRepository {

    /**
     * Claims the claimable mail that has been due for longest and whose domain is not busy. The commit does not wait
     * for the disk: a claim lost in a crash only leaves one attempt uncounted, and the statement that records a sent
     * mail needs no claim.
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
            """.formatted(claimable("due"), claimable("other"));

    /** The mail is due at {@code $1}, no node holds a lease, and no earlier mail of its group waits. */
    private static String claimable(String mail) {
        return """
                %1$s.state IN ('QUEUED', 'DELAYED') AND %1$s.next_attempt_at <= $1
                AND (%1$s.lease_until IS NULL OR %1$s.lease_until <= $1)
                AND NOT EXISTS (
                    SELECT 1 FROM mail earlier
                    WHERE earlier.group_id = %1$s.group_id AND earlier.position < %1$s.position
                      AND earlier.state IN ('QUEUED', 'DELAYED'))""".formatted(mail);
    }

    /**
     * Records that a mail has left, also after its lease has ended or the mail was cancelled, and claims the next mail of
     * the group to the same reader. The commit does not wait for the disk: if it is lost in a crash, the same mail leaves
     * twice.
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
     * Postpones the mail whose delivery found our mail server unreachable, and all due mails. Locks the row of that
     * mail first, while it holds no other lock, and skips other rows that are locked. So nodes that do this at the same
     * time cannot deadlock. A node that has locked a row updates it itself.
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

    /** Deletes few rows at once, so that no lock is held for long; skips the rows that another node is deleting. */
    private static final String DELETE_OLD = """
            DELETE FROM mail WHERE id IN (
                SELECT id FROM mail
                WHERE state IN ('SENT', 'REFUSED', 'CANCELLED') AND changed_at <= $1
                ORDER BY changed_at
                LIMIT $2
                FOR UPDATE SKIP LOCKED)
            """;

    private static final String WAITING = """
            SELECT count(*)::float8 AS mails, min(created_at) AS oldest,
                count(*) FILTER (WHERE next_attempt_at <= $1 AND (lease_until IS NULL OR lease_until <= $1))::float8 AS due,
                min(next_attempt_at) FILTER (WHERE next_attempt_at <= $1 AND (lease_until IS NULL OR lease_until <= $1))
                    AS due_since
            FROM mail WHERE state IN ('QUEUED', 'DELAYED')
            """;

    /**
     * A mail that belongs to this node until its lease ends.
     *
     * @param others whether mails of other groups are due, too
     * @param more whether mails of its group wait for other recipients
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
     * The mails that have not left yet.
     *
     * @param mails their number; NaN before the first count
     * @param oldest when the first of them was queued
     * @param due number of due mails
     * @param dueSince when the first of the due mails became due
     */
    record Waiting(double mails, Optional<Instant> oldest, double due, Optional<Instant> dueSince) {

        static final Waiting UNKNOWN = new Waiting(Double.NaN, Optional.empty(), Double.NaN, Optional.empty());
    }

    Future<Waiting> waiting(Sql sql, Instant now) {
        return sql.run(WAITING, now)
                .map(rows -> Rows.first(rows, DeliveryRepository::waiting).orElse(Waiting.UNKNOWN));
    }

    private static Waiting waiting(Row row) {
        return new Waiting(
                row.getDouble("mails"),
                Rows.optionalInstant(row, "oldest"),
                row.getDouble("due"),
                Rows.optionalInstant(row, "due_since"));
    }

    /** Returns the next mail of the group to the same reader, claimed. */
    Future<Optional<Outgoing>> sent(Sql sql, Outgoing mail, Instant now, Instant leaseUntil) {
        return sql.run(SENT, mail.id(), now, leaseUntil).map(rows -> Rows.first(rows, DeliveryRepository::outgoing));
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

    /** Deletes mails that have been in a final state since that time or longer; returns their number. */
    Future<Integer> deleteOld(Sql sql, Instant until, int most) {
        return sql.run(DELETE_OLD, until, most).map(rows -> rows.rowCount());
    }
}
