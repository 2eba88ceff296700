package eu.parvis.account;

import eu.parvis.bus.Failure;
import eu.parvis.db.PersonColumns;
import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import eu.parvis.values.PhoneNumber;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes accounts inside the caller's transaction. */
public final class AccountStore {

    /**
     * Constraint of the {@link eu.parvis.db.ConstraintViolation} if the identifier is taken. The caller draws another
     * one.
     */
    public static final String IDENTIFIER_TAKEN = "account_identifier_unique";

    /** Constraint of the {@link eu.parvis.db.ConstraintViolation} if another account holds this e-mail address (D20). */
    public static final String EMAIL_TAKEN = "account_email_unique";

    /** The columns that {@link #account(Row)} reads, for statements that join the table under its own name. */
    public static final String COLUMNS =
            "account.id, account.identifier, account.language, account.state, account.step, "
                    + PersonColumns.COLUMNS.each("account.%s");

    private static final String INSERT =
            releasing("$7") + """
            INSERT INTO account (id, identifier, email_key, language, state, step, password_hash, password_kind,
                                 password_expires_at, password_changed_at, created_at, %s)
            VALUES ($1, $2, $3, $4, 'PENDING', 'PASSWORD', $5, 'TEMPORARY', $6, $7, $7, %s)
            """.formatted(PersonColumns.COLUMNS, PersonColumns.COLUMNS.parameters(8));

    private static final String INSERT_ACTIVE =
            releasing("$6") + """
            INSERT INTO account (id, identifier, email_key, language, state, step, password_hash, password_kind,
                                 password_changed_at, created_at, activated_at, %s)
            VALUES ($1, $2, $3, $4, 'ACTIVE', 'DONE', $5, 'CHOSEN', $6, $6, $6, %s)
            """.formatted(PersonColumns.COLUMNS, PersonColumns.COLUMNS.parameters(7));

    private static final String BY_ID = "SELECT " + COLUMNS + " FROM account WHERE id = $1";

    private static final String LOCK = BY_ID + " FOR UPDATE";

    private static final String HOLDER = """
            SELECT %s, held.former_email, held.undo_until FROM account
            LEFT JOIN LATERAL (SELECT former_email, undo_until FROM email_change
                               WHERE account_id = account.id AND former_key = $1 AND account.email_key <> $1
                                 AND state = 'CONFIRMED'
                               ORDER BY undo_until DESC LIMIT 1) held ON true
            WHERE account.id = coalesce((SELECT id FROM account WHERE email_key = $1),
                                        (SELECT account_id FROM email_change
                                         WHERE former_key = $1 AND state = 'CONFIRMED' AND undo_token_hash IS NOT NULL
                                           AND undo_until > $2 LIMIT 1))
            """.formatted(COLUMNS);

    private static final String LOCK_HOLDER = HOLDER + " FOR KEY SHARE OF account";

    private static final String CREDENTIAL_COLUMNS = "password_hash, password_expires_at, locked_at, signed_in_at";

    private static final String CREDENTIAL =
            "SELECT " + COLUMNS + ", " + CREDENTIAL_COLUMNS + " FROM account WHERE id = $1";

    /**
     * An identifier never contains an @, an e-mail address always does; so at most one row matches. A closed account is
     * unknown.
     */
    private static final String CREDENTIAL_BY_LOGIN = "SELECT " + COLUMNS + ", " + CREDENTIAL_COLUMNS
            + " FROM account WHERE (identifier = $1 OR email_key = $1) AND state <> 'CLOSED'";

    private static final String LOCK_PASSWORD =
            "SELECT id FROM account WHERE id = $1 AND password_hash = $2 AND state <> 'CLOSED' FOR SHARE";

    private static final String CHOOSE_PASSWORD = """
            UPDATE account SET password_hash = $2, password_kind = 'CHOSEN', password_expires_at = NULL,
                               password_changed_at = $3, voided_password_hash = NULL
            WHERE id = $1 AND state <> 'CLOSED'
            """;

    private static final String RENEW_TEMPORARY_PASSWORD = """
            UPDATE account SET password_hash = $2, password_expires_at = $3, password_changed_at = $4
            WHERE id = $1 AND state = 'PENDING' AND password_kind = 'TEMPORARY'
            """;

    private static final String PASSWORD_CHANGED_AT = "SELECT password_changed_at FROM account WHERE id = $1";

    private static final String CHANGE_PROFILE = """
            UPDATE account SET first_name = $2, last_name = $3, phone = $4, language = $5
            WHERE id = $1 AND state <> 'CLOSED'
            """;

    private static final String CHANGE_EMAIL =
            releasing("$4") + "UPDATE account SET email = $2, email_key = $3 WHERE id = $1 AND state <> 'CLOSED'";

    private static final String REHASH =
            "UPDATE account SET password_hash = $3 WHERE id = $1 AND password_hash = $2 AND state <> 'CLOSED'";

    private static final String SIGNED_IN =
            "UPDATE account SET signed_in_at = $2 WHERE id = $1 AND signed_in_at IS NULL";

    /** A void password counts as chosen: only a mailed link leads to the next one. */
    private static final String MOVE_STEP =
            "UPDATE account SET step = $3 WHERE id = $1 AND step = $2 AND state = 'PENDING'";

    private static final String ACTIVATE = """
            UPDATE account SET state = 'ACTIVE', step = 'DONE', activated_at = $2
            WHERE id = $1 AND state = 'PENDING' AND password_kind = 'CHOSEN'
            """;

    private static final String DELETE_PENDING = "DELETE FROM account WHERE id = $1 AND state = 'PENDING'";

    private static final String SET_TERMS_VERSION =
            "UPDATE account SET terms_version = $2 WHERE id = $1 AND state <> 'CLOSED'";

    /** Precedes a statement that writes the key $3: ends the reservation of the address if its time is over. */
    private static String releasing(String now) {
        return """
                WITH released AS (UPDATE email_change SET undo_token_hash = NULL
                                  WHERE former_key = $3 AND state = 'CONFIRMED' AND undo_until <= %s)
                """.formatted(now);
    }

    /** Fails with {@link eu.parvis.db.ConstraintViolation} {@link #IDENTIFIER_TAKEN} or {@link #EMAIL_TAKEN}. */
    public Future<Void> insert(Sql sql, NewAccount account) {
        return sql.run(
                        INSERT,
                        account.id(),
                        account.identifier(),
                        account.person().email().key(),
                        account.language().code(),
                        account.temporaryPasswordHash(),
                        account.temporaryPasswordExpiresAt(),
                        account.createdAt(),
                        PersonColumns.values(account.person()))
                .mapEmpty();
    }

    /** Inserts an active account with a chosen password. Fails like {@link #insert}. */
    public Future<Void> insertActive(Sql sql, Account account, String phc, Instant at) {
        return sql.run(
                        INSERT_ACTIVE,
                        account.id(),
                        account.identifier(),
                        account.person().email().key(),
                        account.language().code(),
                        phc,
                        at,
                        PersonColumns.values(account.person()))
                .mapEmpty();
    }

    public Future<Optional<Account>> byId(Sql sql, UUID id) {
        return sql.run(BY_ID, id).map(rows -> Rows.first(rows, AccountStore::account));
    }

    /** Reads the account and locks its row against changes until the transaction ends. */
    public Future<Optional<Account>> lock(Sql sql, UUID id) {
        return sql.run(LOCK, id).map(rows -> Rows.first(rows, AccountStore::account));
    }

    /** The account that has the address, or for which it is reserved. */
    public Future<Optional<AddressHolder>> holder(Sql sql, EmailAddress email, Instant now) {
        return sql.run(HOLDER, email.key(), now).map(rows -> Rows.first(rows, AccountStore::holder));
    }

    /** Like {@link #holder}, and locks the account against deletion until the transaction ends. */
    public Future<Optional<AddressHolder>> lockHolder(Sql sql, EmailAddress email, Instant now) {
        return sql.run(LOCK_HOLDER, email.key(), now).map(rows -> Rows.first(rows, AccountStore::holder));
    }

    public Future<Optional<Account>> byLogin(Sql sql, Login login) {
        return credentialByLogin(sql, login).map(found -> found.map(Credential::account));
    }

    public Future<Optional<Credential>> credential(Sql sql, UUID id) {
        return sql.run(CREDENTIAL, id).map(rows -> Rows.first(rows, AccountStore::credential));
    }

    public Future<Optional<Credential>> credentialByLogin(Sql sql, Login login) {
        return sql.run(CREDENTIAL_BY_LOGIN, login.key()).map(rows -> Rows.first(rows, AccountStore::credential));
    }

    /**
     * Locks the password until the transaction ends. False if it was changed after this hash was read, or if the
     * account was closed; the verified hash is then invalid.
     */
    public Future<Boolean> lockPassword(Sql sql, UUID id, String phc) {
        return sql.run(LOCK_PASSWORD, id, phc).map(rows -> rows.size() > 0);
    }

    /** Sets a password chosen by the person. It replaces the previous password, including a temporary one (D7). */
    public Future<Boolean> setChosenPassword(Sql sql, UUID id, String phc, Instant at) {
        return sql.run(CHOOSE_PASSWORD, id, phc, at).map(Rows::changed);
    }

    /**
     * Replaces the temporary password by a new one. False, without a change, if the person has already chosen a
     * password; they get a reset link instead (D6).
     */
    public Future<Boolean> renewTemporaryPassword(Sql sql, UUID id, String phc, Instant expiresAt, Instant at) {
        return sql.run(RENEW_TEMPORARY_PASSWORD, id, phc, expiresAt, at).map(Rows::changed);
    }

    public Future<Instant> passwordChangedAt(Sql sql, UUID id) {
        return sql.run(PASSWORD_CHANGED_AT, id)
                .map(rows -> Rows.first(rows, row -> Rows.instant(row, "password_changed_at"))
                        .orElseThrow(Failure::notFound));
    }

    /** Sets names, telephone number and language; the e-mail address stays. */
    public Future<Boolean> changeProfile(Sql sql, UUID id, Person person, Language language) {
        return sql.run(
                        CHANGE_PROFILE,
                        id,
                        person.firstName().value(),
                        person.lastName().value(),
                        person.phone().map(PhoneNumber::e164),
                        language.code())
                .map(Rows::changed);
    }

    /** Fails with {@link eu.parvis.db.ConstraintViolation} {@link #EMAIL_TAKEN}. */
    public Future<Boolean> changeEmail(Sql sql, UUID id, EmailAddress email, Instant now) {
        return sql.run(CHANGE_EMAIL, id, email.value(), email.key(), now).map(Rows::changed);
    }

    /** Stores the same password hashed with the current parameters, unless the password was changed meanwhile. */
    public Future<Boolean> rehash(Sql sql, UUID id, String oldPhc, String newPhc) {
        return sql.run(REHASH, id, oldPhc, newPhc).map(Rows::changed);
    }

    /** Notes that somebody has signed in to the account for the first time. */
    public Future<Void> noteFirstSignIn(Sql sql, UUID id, Instant at) {
        return sql.run(SIGNED_IN, id, at).mapEmpty();
    }

    /** Moves the wizard from one step to another. False, without a change, if the account is at another step. */
    public Future<Boolean> moveStep(Sql sql, UUID id, Account.Step from, Account.Step to) {
        return sql.run(MOVE_STEP, id, from, to).map(Rows::changed);
    }

    /** Activates the account. False if it is not pending, or if its password is still the temporary one. */
    public Future<Boolean> activate(Sql sql, UUID id, Instant at) {
        return sql.run(ACTIVATE, id, at).map(Rows::changed);
    }

    /** Deletes an account that was never activated; its e-mail address becomes free. */
    public Future<Boolean> deletePending(Sql sql, UUID id) {
        return sql.run(DELETE_PENDING, id).map(Rows::changed);
    }

    /** Stores which version of the terms of use the person accepted last. False if there is no such account. */
    public Future<Boolean> setTermsVersion(Sql sql, UUID id, String version) {
        return sql.run(SET_TERMS_VERSION, id, version).map(Rows::changed);
    }

    private static Credential credential(Row row) {
        return new Credential(
                account(row),
                row.getString("password_hash"),
                Rows.optionalInstant(row, "password_expires_at"),
                Rows.optionalInstant(row, "locked_at"),
                Rows.optionalInstant(row, "signed_in_at").isEmpty());
    }

    private static AddressHolder holder(Row row) {
        var account = account(row);
        var former = Optional.ofNullable(row.getString("former_email")).map(EmailAddress::new);
        return new AddressHolder(
                account, former.orElse(account.person().email()), Rows.optionalInstant(row, "undo_until"));
    }

    /** Maps a row with {@link #COLUMNS}. */
    public static Account account(Row row) {
        return new Account(
                row.getUUID("id"),
                row.getString("identifier"),
                PersonColumns.person(row),
                PersonColumns.language(row),
                Rows.constant(row, "state", Account.State.class),
                Rows.constant(row, "step", Account.Step.class));
    }
}
