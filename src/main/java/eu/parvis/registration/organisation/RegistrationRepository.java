package eu.parvis.registration.organisation;

import eu.parvis.crypto.Tokens;
import eu.parvis.db.PersonColumns;
import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.values.Language;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

final class RegistrationRepository {

    /**
     * A registration as stored.
     *
     * @param draft encrypted
     * @param account created by it; empty for a draft, and if the address already had an account
     * @param at when it was submitted or, if it was not yet, begun
     */
    record StoredRegistration(
            UUID id,
            boolean submitted,
            Language language,
            Buffer draft,
            Optional<String> reference,
            Optional<UUID> account,
            Instant at) {}

    /** Constraint of the {@link eu.parvis.db.ConstraintViolation} if the same call has already registered it. */
    static final String TOKEN_TAKEN = "registration_token_unique";

    /**
     * Constraint of the {@link eu.parvis.db.ConstraintViolation} if the reference is taken. The caller draws another
     * one.
     */
    static final String REFERENCE_TAKEN = "registration_reference_unique";

    private static final String INSERT = """
            INSERT INTO registration (id, token_hash, state, language, draft, created_at, expires_at)
            VALUES ($1, $2, 'DRAFT', $3, $4, $5, $6)
            """;

    private static final String BY_TOKEN = """
            SELECT id, state, language, draft, reference, account_id, COALESCE(submitted_at, created_at) AS at
            FROM registration
            WHERE token_hash = $1 AND expires_at > $2
            """;

    private static final String LOCK = BY_TOKEN + " FOR UPDATE";

    private static final String LOCK_BY_ID = """
            SELECT id, state, language, draft, reference, account_id, COALESCE(submitted_at, created_at) AS at
            FROM registration
            WHERE id = $1
            FOR UPDATE
            """;

    private static final String UPDATE_DRAFT = """
            UPDATE registration SET draft = $2, language = $3, expires_at = $4, version = version + 1
            WHERE id = $1 AND state = 'DRAFT'
            """;

    private static final String DELETE_DRAFT = """
            DELETE FROM registration WHERE token_hash = $1 AND state = 'DRAFT'
            """;

    /** Turns a draft into a registration, or inserts one without draft. A corrected address keeps the time. */
    private static final String SUBMIT = """
            INSERT INTO registration AS known (id, token_hash, state, language, draft, created_at, submitted_at,
                                               expires_at, reference, email, organisation_id, account_id)
            VALUES ($1, $2, 'SUBMITTED', $3, $4, $5, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (id) DO UPDATE
            SET state = 'SUBMITTED', draft = $4, language = $3, submitted_at = COALESCE(known.submitted_at, $5),
                expires_at = $6, reference = $7, email = $8, organisation_id = $9, account_id = $10,
                version = known.version + 1
            """;

    private static final String ASSIGN = """
            UPDATE registration SET organisation_id = $2, account_id = $3 WHERE id = $1
            """;

    /** Keeps registrations that are offered to an account owner, as long as the organisation waits for them. */
    private static final String DELETE_EXPIRED = """
            DELETE FROM registration
            WHERE expires_at <= $1
              AND (account_id IS NOT NULL
                   OR NOT EXISTS (SELECT 1 FROM organisation
                                  WHERE organisation.id = registration.organisation_id AND organisation.state = 'PENDING'))
            """;

    Future<Void> insert(Sql sql, UUID id, String token, Language language, Buffer draft, Instant now, Instant end) {
        return sql.run(INSERT, id, Tokens.sha256(token), language.code(), draft, now, end)
                .mapEmpty();
    }

    Future<Optional<StoredRegistration>> byToken(Sql sql, String token, Instant now) {
        return sql.run(BY_TOKEN, Tokens.sha256(token), now)
                .map(rows -> Rows.first(rows, RegistrationRepository::registration));
    }

    Future<Optional<StoredRegistration>> lock(Sql sql, String token, Instant now) {
        return sql.run(LOCK, Tokens.sha256(token), now)
                .map(rows -> Rows.first(rows, RegistrationRepository::registration));
    }

    /** Reads and locks a registration, even if its waiting page has expired. */
    Future<Optional<StoredRegistration>> lock(Sql sql, UUID id) {
        return sql.run(LOCK_BY_ID, id).map(rows -> Rows.first(rows, RegistrationRepository::registration));
    }

    Future<Void> updateDraft(Sql sql, UUID id, Buffer draft, Language language, Instant end) {
        return sql.run(UPDATE_DRAFT, id, draft, language.code(), end).mapEmpty();
    }

    Future<Void> deleteDraft(Sql sql, String token) {
        return sql.run(DELETE_DRAFT, Tokens.sha256(token)).mapEmpty();
    }

    Future<Void> submit(
            Sql sql,
            UUID id,
            String token,
            Buffer draft,
            Language language,
            Instant now,
            Instant end,
            String reference,
            String email,
            UUID organisation,
            Optional<UUID> account) {
        return sql.run(
                        SUBMIT,
                        id,
                        Tokens.sha256(token),
                        language.code(),
                        draft,
                        now,
                        end,
                        reference,
                        email,
                        organisation,
                        account)
                .mapEmpty();
    }

    /** Links the registration with the organisation and account that accepted it. */
    Future<Void> assign(Sql sql, UUID id, UUID organisation, UUID account) {
        return sql.run(ASSIGN, id, organisation, account).mapEmpty();
    }

    Future<Integer> deleteExpired(Sql sql, Instant now) {
        return sql.run(DELETE_EXPIRED, now).map(rows -> rows.rowCount());
    }

    private static StoredRegistration registration(Row row) {
        return new StoredRegistration(
                row.getUUID("id"),
                row.getString("state").equals("SUBMITTED"),
                PersonColumns.language(row),
                row.getBuffer("draft"),
                Rows.optionalText(row, "reference"),
                Optional.ofNullable(row.getUUID("account_id")),
                Rows.instant(row, "at"));
    }
}
