package eu.parvis.work;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

final class WorkRepository {

    /** The subject of a duty, which has only one row. */
    static final UUID NONE = new UUID(0, 0);

    /** {@code LEAST} ignores the NULL of a job that was given up. */
    private static final String ADD = """
            INSERT INTO work (kind, subject, due_at, created_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (kind, subject) DO UPDATE SET
                due_at = LEAST(work.due_at, EXCLUDED.due_at), attempts = 0, last_error = NULL,
                created_at = EXCLUDED.created_at
            """;

    private static final String CLAIM = """
            UPDATE work SET lease_until = $3, attempts = attempts + 1
            WHERE (kind, subject) = (
                SELECT kind, subject FROM work
                WHERE kind = $1 AND due_at <= $2 AND (lease_until IS NULL OR lease_until <= $2)
                ORDER BY due_at
                LIMIT 1
                FOR UPDATE SKIP LOCKED)
            RETURNING kind, subject, attempts, lease_until, created_at
            """;

    /**
     * The first claim of a duty inserts its row. A time later than {@code $5} or {@code $6} was written by a node whose
     * clock was ahead, and is ignored.
     */
    private static final String CLAIM_DUTY = """
            INSERT INTO work (kind, subject, due_at, lease_until, attempts, created_at) VALUES ($1, $2, $3, $4, 1, $3)
            ON CONFLICT (kind, subject) DO UPDATE SET lease_until = $4, attempts = work.attempts + 1
            WHERE (work.due_at <= $3 OR work.due_at > $5)
              AND (work.lease_until IS NULL OR work.lease_until <= $3 OR work.lease_until > $6)
            RETURNING kind, subject, attempts, lease_until, created_at
            """;

    private static final String REPEAT = """
            UPDATE work SET due_at = $4, lease_until = NULL, attempts = 0, last_error = NULL
            WHERE kind = $1 AND subject = $2 AND lease_until = $3
            """;

    /** A job that was added again meanwhile has no attempts; it stays, and runs again when the lease ends. */
    private static final String FINISH =
            "DELETE FROM work WHERE kind = $1 AND subject = $2 AND lease_until = $3 AND attempts = $4";

    private static final String PUT_OFF = """
            UPDATE work SET due_at = $5, lease_until = NULL, last_error = $6
            WHERE kind = $1 AND subject = $2 AND lease_until = $3 AND attempts = $4
            """;

    private static final String BACKLOG = """
            SELECT count(*)::float8 AS due, min(due_at) AS oldest FROM work
            WHERE kind = $1 AND due_at <= $2 AND (lease_until IS NULL OR lease_until <= $2)
            """;

    private final Sql sql;

    WorkRepository(Sql sql) {
        this.sql = sql;
    }

    Future<Void> add(String kind, UUID subject, Instant dueAt, Instant now) {
        return sql.run(ADD, kind, subject, dueAt, now).mapEmpty();
    }

    Future<Optional<Job>> claim(String kind, Instant now, Instant leaseUntil) {
        return sql.run(CLAIM, kind, now, leaseUntil).map(rows -> Rows.first(rows, WorkRepository::job));
    }

    Future<Optional<Job>> claimDuty(
            String kind, Instant now, Instant leaseUntil, Instant latestDueAt, Instant latestLease) {
        return sql.run(CLAIM_DUTY, kind, NONE, now, leaseUntil, latestDueAt, latestLease)
                .map(rows -> Rows.first(rows, WorkRepository::job));
    }

    private static Job job(Row row) {
        return new Job(
                row.getString("kind"),
                row.getUUID("subject"),
                row.getInteger("attempts"),
                Rows.instant(row, "lease_until"),
                Rows.instant(row, "created_at"));
    }

    /** Ends one run of a duty. */
    Future<Void> repeat(Job job, Instant dueAt) {
        return sql.run(REPEAT, job.kind(), job.subject(), job.leaseUntil(), dueAt)
                .mapEmpty();
    }

    Future<Void> finish(Job job) {
        return sql.run(FINISH, job.kind(), job.subject(), job.leaseUntil(), job.attempts())
                .mapEmpty();
    }

    /** Without a next time the job is given up; its row stays and shows the error. */
    Future<Void> putOff(Job job, Optional<Instant> dueAt, String error) {
        return sql.run(PUT_OFF, job.kind(), job.subject(), job.leaseUntil(), job.attempts(), dueAt, error)
                .mapEmpty();
    }

    Future<Backlog> backlog(String kind, Instant now) {
        return sql.run(BACKLOG, kind, now)
                .map(rows -> Rows.first(rows, WorkRepository::backlog).orElse(Backlog.UNKNOWN));
    }

    private static Backlog backlog(Row row) {
        return new Backlog(row.getDouble("due"), Rows.optionalInstant(row, "oldest"));
    }
}
