package eu.parvis.registration.person;

import eu.parvis.crypto.Tokens;
import eu.parvis.db.PersonColumns;
import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.registration.person.PersonApi.State;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class PersonRepository {

    /**
     * A registration as stored.
     *
     * @param passwordHash PHC string; empty once it is that of the account
     * @param codeTries wrong codes so far
     * @param corrections how often the address was corrected
     * @param at when it was submitted
     */
    record StoredPerson(
            UUID id,
            State state,
            String reference,
            Person person,
            Language language,
            Optional<String> passwordHash,
            Code code,
            int codeTries,
            int corrections,
            Instant at) {

        boolean codeExpired(Instant now) {
            return !now.isBefore(code.expiresAt());
        }

        StoredPerson with(Code other) {
            return new StoredPerson(
                    id, state, reference, person, language, passwordHash, other, codeTries, corrections, at);
        }

        /** With a corrected address. */
        StoredPerson with(EmailAddress email) {
            return new StoredPerson(
                    id,
                    state,
                    reference,
                    person.with(email),
                    language,
                    passwordHash,
                    code,
                    codeTries,
                    corrections + 1,
                    at);
        }

        @Override
        public String toString() {
            return "StoredPerson[" + id + "]";
        }
    }

    /**
     * The code that is valid now.
     *
     * @param mac see {@link VerificationMails}
     */
    record Code(String mac, Instant expiresAt) {}

    /** Constraint of the {@link eu.parvis.db.ConstraintViolation} if the same form was submitted concurrently. */
    static final String TOKEN_TAKEN = "person_registration_token_unique";

    /** Constraint of the {@link eu.parvis.db.ConstraintViolation} if the reference is taken. */
    static final String REFERENCE_TAKEN = "person_registration_reference_unique";

    private static final String INSERT = """
            INSERT INTO person_registration (id, token_hash, reference, email_key, language, password_hash, code_mac,
                                             code_expires_at, created_at, expires_at, %s)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, %s)
            """.formatted(PersonColumns.COLUMNS, PersonColumns.COLUMNS.parameters(11));

    private static final String SELECT = """
            SELECT id, state, reference, language, password_hash, code_mac, code_tries, code_expires_at, corrections,
                   created_at, %s
            FROM person_registration
            """.formatted(PersonColumns.COLUMNS);

    private static final String BY_TOKEN = SELECT + "WHERE token_hash = $1 AND expires_at > $2";

    private static final String LOCK = BY_TOKEN + " FOR UPDATE";

    private static final String BY_ID = SELECT + "WHERE id = $1 AND expires_at > $2";

    private static final String LOCK_BY_ID = BY_ID + " FOR UPDATE";

    private static final String LATEST_WAITING =
            SELECT + "WHERE email_key = $1 AND expires_at > $2 AND state = 'WAITING' ORDER BY created_at DESC LIMIT 1";

    private static final String SET_CODE =
            "UPDATE person_registration SET code_mac = $2, code_expires_at = $3, code_tries = 0 WHERE id = $1";

    private static final String COUNT_TRY = "UPDATE person_registration SET code_tries = code_tries + 1 WHERE id = $1";

    private static final String CORRECT = """
            UPDATE person_registration SET email = $2, email_key = $3, corrections = corrections + 1 WHERE id = $1
            """;

    private static final String FINISH =
            "UPDATE person_registration SET state = $2, password_hash = NULL WHERE id = $1";

    private static final String DELETE = "DELETE FROM person_registration WHERE id = $1";

    private static final String TO_REMIND = """
            SELECT id FROM person_registration
            WHERE state = 'WAITING' AND reminded_at IS NULL AND expires_at > $1 AND expires_at <= $2 AND created_at < $3
            ORDER BY expires_at LIMIT $4
            """;

    private static final String REMIND =
            "UPDATE person_registration SET reminded_at = $2 WHERE id = $1 AND reminded_at IS NULL";

    private static final String DELETE_EXPIRED = "DELETE FROM person_registration WHERE expires_at <= $1";

    Future<Void> insert(Sql sql, StoredPerson row, String token, Instant end) {
        return sql.run(
                        INSERT,
                        row.id(),
                        Tokens.sha256(token),
                        row.reference(),
                        row.person().email().key(),
                        row.language().code(),
                        row.passwordHash(),
                        row.code().mac(),
                        row.code().expiresAt(),
                        row.at(),
                        end,
                        PersonColumns.values(row.person()))
                .mapEmpty();
    }

    Future<Optional<StoredPerson>> byToken(Sql sql, String token, Instant now) {
        return one(sql, BY_TOKEN, Tokens.sha256(token), now);
    }

    Future<Optional<StoredPerson>> lock(Sql sql, String token, Instant now) {
        return one(sql, LOCK, Tokens.sha256(token), now);
    }

    Future<Optional<StoredPerson>> byId(Sql sql, UUID id, Instant now) {
        return one(sql, BY_ID, id, now);
    }

    Future<Optional<StoredPerson>> lock(Sql sql, UUID id, Instant now) {
        return one(sql, LOCK_BY_ID, id, now);
    }

    Future<Optional<StoredPerson>> latestWaiting(Sql sql, String emailKey, Instant now) {
        return one(sql, LATEST_WAITING, emailKey, now);
    }

    private static Future<Optional<StoredPerson>> one(Sql sql, String statement, Object key, Instant now) {
        return sql.run(statement, key, now).map(rows -> Rows.first(rows, PersonRepository::person));
    }

    /** Replaces the code; all its tries are free again. */
    Future<Void> setCode(Sql sql, UUID id, Code code) {
        return sql.run(SET_CODE, id, code.mac(), code.expiresAt()).mapEmpty();
    }

    Future<Void> countTry(Sql sql, UUID id) {
        return sql.run(COUNT_TRY, id).mapEmpty();
    }

    Future<Void> correct(Sql sql, UUID id, EmailAddress email) {
        return sql.run(CORRECT, id, email.value(), email.key()).mapEmpty();
    }

    Future<Void> finish(Sql sql, UUID id, State state) {
        return sql.run(FINISH, id, state).mapEmpty();
    }

    Future<Void> delete(Sql sql, UUID id) {
        return sql.run(DELETE, id).mapEmpty();
    }

    /**
     * Registrations that nobody was reminded of.
     *
     * @param until they expire by then
     * @param before they were submitted earlier
     */
    Future<List<UUID>> toRemind(Sql sql, Instant now, Instant until, Instant before, int most) {
        return sql.run(TO_REMIND, now, until, before, most).map(rows -> Rows.all(rows, row -> row.getUUID("id")));
    }

    /** False if it was done before. */
    Future<Boolean> remind(Sql sql, UUID id, Instant now) {
        return sql.run(REMIND, id, now).map(Rows::changed);
    }

    Future<Integer> deleteExpired(Sql sql, Instant now) {
        return sql.run(DELETE_EXPIRED, now).map(rows -> rows.rowCount());
    }

    private static StoredPerson person(Row row) {
        return new StoredPerson(
                row.getUUID("id"),
                Rows.constant(row, "state", State.class),
                row.getString("reference"),
                PersonColumns.person(row),
                PersonColumns.language(row),
                Rows.optionalText(row, "password_hash"),
                new Code(row.getString("code_mac"), Rows.instant(row, "code_expires_at")),
                row.getInteger("code_tries"),
                row.getInteger("corrections"),
                Rows.instant(row, "created_at"));
    }
}
