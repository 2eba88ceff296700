package eu.parvis.company;

import eu.parvis.company.CompanyApi.Source;
import eu.parvis.company.CompanyApi.State;
import eu.parvis.company.Verification.Evidence;
import eu.parvis.company.Verification.Kind;
import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
            SELECT kind, number, state, source, detail, checked_at
            FROM verification
            WHERE organisation_id = $1
            """;

    private static final String WITH_NEWS = "SELECT organisation_id FROM verification WHERE news LIMIT $1";

    private static final String TAKE_NEWS = """
            UPDATE verification SET news = false
            WHERE organisation_id = $1 AND news
            RETURNING kind, number, state, source, detail, checked_at
            """;

    /** A new company may not be in the register yet. */
    private static final Duration ASK_AGAIN = Duration.ofDays(1);

    private VerificationStore() {}

    /** Queues a first background check at the given time. For kind NONE the state stays unverified. */
    public static Future<Void> queue(Sql transaction, UUID organisationId, Kind kind, String number, Instant at) {
        return keep(transaction, organisationId, Verification.unverified(kind, number), at);
    }

    /**
     * Stores an answer that is already known, and schedules a background check if it is inconclusive. An existing row
     * is kept, because it may be newer.
     */
    public static Future<Void> keep(Sql transaction, UUID organisationId, Verification verification, Instant now) {
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

    /**
     * Organisations with a register answer that came after registration and that their members have not been notified
     * of.
     */
    public static Future<List<UUID>> withNews(Sql sql, int most) {
        return sql.run(WITH_NEWS, most).map(rows -> Rows.all(rows, row -> row.getUUID("organisation_id")));
    }

    /** Marks the news as taken and returns it; empty if another node has taken it. */
    public static Future<Optional<Verification>> takeNews(Sql transaction, UUID organisationId) {
        return transaction
                .run(TAKE_NEWS, organisationId)
                .map(rows -> Rows.first(rows, VerificationStore::verification));
    }

    private static Verification verification(Row row) {
        return new Verification(
                Rows.constant(row, "kind", Kind.class),
                row.getString("number"),
                Rows.constant(row, "state", State.class),
                Rows.optionalText(row, "source").map(Source::valueOf),
                Rows.optionalInstant(row, "checked_at"),
                evidence(row.getJsonObject("detail")));
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
