package eu.parvis.company;

import eu.parvis.company.CompanyApi.State;
import eu.parvis.company.Verification.Kind;
import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.work.Backlog;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The organisations that a register is asked about again. */
final class VerificationRepository {

    private static final String CLAIM = """
            UPDATE verification
            SET lease_until = $2, attempts = attempts + 1
            WHERE organisation_id = (
                SELECT organisation_id
                FROM verification
                WHERE next_attempt_at <= $1 AND (lease_until IS NULL OR lease_until <= $1)
                ORDER BY next_attempt_at
                LIMIT 1
                FOR UPDATE SKIP LOCKED)
            RETURNING organisation_id, kind, number, state, attempts, lease_until
            """;

    private static final String SETTLE = """
            UPDATE verification
            SET state = $3, source = $4, detail = $5, checked_at = $6, next_attempt_at = $7, lease_until = NULL,
                news = news OR state <> $3
            WHERE organisation_id = $1 AND lease_until = $2
            """;

    private static final String POSTPONE = """
            UPDATE verification
            SET next_attempt_at = $3, lease_until = NULL
            WHERE organisation_id = $1 AND lease_until = $2
            """;

    private static final String BACKLOG = """
            SELECT count(*)::float8 AS due, min(next_attempt_at) AS oldest FROM verification
            WHERE next_attempt_at <= $1 AND (lease_until IS NULL OR lease_until <= $1)
            """;

    /**
     * A verification that belongs to this node until the lease ends.
     *
     * @param state the state before this check
     * @param attempts number of attempts, including this one
     */
    record ClaimedVerification(
            UUID organisationId, Kind kind, String number, State state, int attempts, Instant leaseUntil) {}

    private final Sql sql;

    VerificationRepository(Sql sql) {
        this.sql = sql;
    }

    Future<Optional<ClaimedVerification>> claim(Instant now, Instant leaseUntil) {
        return sql.run(CLAIM, now, leaseUntil).map(rows -> Rows.first(rows, VerificationRepository::claimed));
    }

    private static ClaimedVerification claimed(Row row) {
        return new ClaimedVerification(
                row.getUUID("organisation_id"),
                Rows.constant(row, "kind", Kind.class),
                row.getString("number"),
                Rows.constant(row, "state", State.class),
                row.getInteger("attempts"),
                Rows.instant(row, "lease_until"));
    }

    /** Stores an answer; false if the lease was lost meanwhile. */
    Future<Boolean> settle(ClaimedVerification claimed, Verification verification, Optional<Instant> next) {
        return sql.run(
                        SETTLE,
                        claimed.organisationId(),
                        claimed.leaseUntil(),
                        verification.state(),
                        verification.source(),
                        VerificationStore.detail(verification.evidence()),
                        verification.checkedAt(),
                        next)
                .map(Rows::changed);
    }

    /** Keeps the stored state and schedules the next attempt; empty means no further attempt. */
    Future<Boolean> postpone(ClaimedVerification claimed, Optional<Instant> next) {
        return sql.run(POSTPONE, claimed.organisationId(), claimed.leaseUntil(), next)
                .map(Rows::changed);
    }

    Future<Backlog> backlog(Instant now) {
        return sql.run(BACKLOG, now)
                .map(rows -> Rows.first(rows, VerificationRepository::backlog).orElseThrow());
    }

    private static Backlog backlog(Row row) {
        return new Backlog(row.getDouble("due"), Rows.optionalInstant(row, "oldest"));
    }
}
