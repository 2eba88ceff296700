package eu.parvis.company;

import eu.parvis.company.CompanyApi.Source;
import eu.parvis.company.CompanyApi.State;
import eu.parvis.company.Verification.Decision;
import eu.parvis.company.Verification.Evidence;
import eu.parvis.company.Verification.Kind;
import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.work.Backlog;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Stores the verification of an organisation in the transaction that registers it. Background checks update it later.
 */
public final class VerificationStore {

    private static final String INSERT = """
            INSERT INTO verification (organisation_id, kind, number, state, source, detail, checked_at, next_attempt_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (organisation_id) DO NOTHING
            """;

    private static final String OF_ORGANISATION = """
            SELECT kind, number, state, source, detail, checked_at, decision, decided_state, decision_reason,
                   decision_evidence, decided_by, decided_at
            FROM verification
            WHERE organisation_id = $1
            """;

    private static final String LOCK = OF_ORGANISATION + "FOR UPDATE";

    private static final String DECIDE = """
            UPDATE verification
            SET decision = $2, decided_state = $3, decision_reason = $4, decision_evidence = $5, decided_by = $6,
                decided_at = $7
            WHERE organisation_id = $1
            """;

    /**
     * Shares {@code lease_until} with the recheck of {@link VerificationRepository}. Each claim waits for the lease of the
     * other, and each outcome ends only its own lease. So one node at a time works on a row, and no kind of work can end
     * the lease of the other.
     */
    private static final String CLAIM_NEWS = """
            UPDATE verification SET lease_until = $2
            WHERE organisation_id = (
                SELECT organisation_id FROM verification
                WHERE news AND (lease_until IS NULL OR lease_until <= $1)
                LIMIT 1
                FOR UPDATE SKIP LOCKED)
            RETURNING organisation_id, lease_until
            """;

    private static final String NEWS_BACKLOG = """
            SELECT count(*)::float8 AS due, min(checked_at) AS oldest FROM verification
            WHERE news AND (lease_until IS NULL OR lease_until <= $1)
            """;

    private static final String TAKE_NEWS = """
            UPDATE verification
            SET news = false, lease_until = CASE WHEN lease_until = $2 THEN NULL ELSE lease_until END
            WHERE organisation_id = $1 AND news
            RETURNING kind, number, state, source, detail, checked_at, decision, decided_state, decision_reason,
                      decision_evidence, decided_by, decided_at
            """;

    private static final String ACCEPTED = "ACCEPTED";
    private static final String REFUSED = "REFUSED";

    /** A new company may not be in the register yet. */
    private static final Duration ASK_AGAIN = Duration.ofDays(1);

    private VerificationStore() {}

    /** Queues a first background check at the given time. For kind NONE the state stays unverified. */
    public static Future<Void> queue(Sql transaction, UUID organisationId, Kind kind, String number, Instant at) {
        return store(transaction, organisationId, Verification.unverified(kind, number), at);
    }

    /**
     * Stores an answer that is already known, and schedules a background check if it is inconclusive. An existing row
     * is kept, because it may be newer.
     */
    public static Future<Void> store(Sql transaction, UUID organisationId, Verification verification, Instant now) {
        return transaction
                .run(
                        INSERT,
                        organisationId,
                        verification.kind(),
                        verification.number(),
                        verification.state(),
                        verification.source(),
                        detail(verification.evidence()),
                        verification.checkedAt(),
                        firstAttempt(verification, now))
                .mapEmpty();
    }

    private static Optional<Instant> firstAttempt(Verification verification, Instant now) {
        if (verification.kind() == Kind.NONE) {
            return Optional.empty();
        }
        return switch (verification.state()) {
            case UNVERIFIED -> Optional.of(now);
            case NOT_FOUND -> Optional.of(now.plus(ASK_AGAIN));
            default -> Optional.empty();
        };
    }

    public static Future<Optional<Verification>> of(Sql sql, UUID organisationId) {
        return sql.run(OF_ORGANISATION, organisationId).map(rows -> Rows.first(rows, VerificationStore::verification));
    }

    /** Reads the verification and locks it until the transaction ends. */
    public static Future<Optional<Verification>> lock(Sql transaction, UUID organisationId) {
        return transaction.run(LOCK, organisationId).map(rows -> Rows.first(rows, VerificationStore::verification));
    }

    /** Stores what the registration desk decided, in place of a former decision. */
    public static Future<Void> decide(Sql transaction, UUID organisationId, Decision decision) {
        return transaction
                .run(
                        DECIDE,
                        organisationId,
                        decision.accepted() ? ACCEPTED : REFUSED,
                        decision.about(),
                        decision.reason(),
                        decision.evidence(),
                        decision.by(),
                        decision.at())
                .mapEmpty();
    }

    /**
     * A register's answer about an organisation, received after the registration and claimed by this node.
     *
     * @param leaseUntil the end of the claim
     */
    public record News(UUID organisationId, Instant leaseUntil) {}

    /** Claims an answer of a register that has not been sent to the administrators. */
    public static Future<Optional<News>> claimNews(Sql sql, Instant now, Instant leaseUntil) {
        return sql.run(CLAIM_NEWS, now, leaseUntil)
                .map(rows -> Rows.first(
                        rows, row -> new News(row.getUUID("organisation_id"), Rows.instant(row, "lease_until"))));
    }

    /** Counts the answers of registers that have not been sent to the administrators. */
    public static Future<Backlog> newsBacklog(Sql sql, Instant now) {
        return sql.run(NEWS_BACKLOG, now)
                .map(rows -> Rows.first(
                                rows, row -> new Backlog(row.getDouble("due"), Rows.optionalInstant(row, "oldest")))
                        .orElseThrow());
    }

    /** Takes the answer, so that it is sent once. Empty if another node has taken it. */
    public static Future<Optional<Verification>> takeNews(Sql transaction, News news) {
        return transaction
                .run(TAKE_NEWS, news.organisationId(), news.leaseUntil())
                .map(rows -> Rows.first(rows, VerificationStore::verification));
    }

    private static Verification verification(Row row) {
        return new Verification(
                Rows.constant(row, "kind", Kind.class),
                row.getString("number"),
                Rows.constant(row, "state", State.class),
                Rows.optionalText(row, "source").map(Source::valueOf),
                Rows.optionalInstant(row, "checked_at"),
                evidence(row.getJsonObject("detail")),
                Rows.optionalText(row, "decision").map(text -> decision(row, text)));
    }

    private static Decision decision(Row row, String text) {
        return new Decision(
                text.equals(ACCEPTED),
                Rows.constant(row, "decided_state", State.class),
                Rows.optionalText(row, "decision_reason"),
                Rows.optionalText(row, "decision_evidence"),
                Optional.ofNullable(row.getUUID("decided_by")),
                Rows.instant(row, "decided_at"));
    }

    private static Evidence evidence(JsonObject detail) {
        return new Evidence(
                Optional.ofNullable(detail.getString("name")),
                Optional.ofNullable(detail.getString("address")),
                Optional.ofNullable(detail.getString("requestIdentifier")));
    }

    static JsonObject detail(Evidence evidence) {
        var detail = new JsonObject();
        evidence.name().ifPresent(name -> detail.put("name", name));
        evidence.address().ifPresent(address -> detail.put("address", address));
        evidence.requestIdentifier().ifPresent(identifier -> detail.put("requestIdentifier", identifier));
        return detail;
    }
}
