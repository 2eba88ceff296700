package eu.parvis.organisation;

import eu.parvis.company.OrganisationNumber;
import eu.parvis.db.PersonColumns;
import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.values.Person;
import eu.parvis.values.PhoneNumber;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes organisations and their contacts inside the caller's transaction. */
public final class OrganisationStore {

    /** Constraint of the {@link eu.parvis.db.ConstraintViolation} if the organisation is already registered. */
    public static final String NUMBER_UNIQUE = "organisation_number_unique";

    private static final String INSERT =
            """
            INSERT INTO organisation (id, state, created_at, %s)
            VALUES ($1, 'PENDING', $2, %s)
            ON CONFLICT (id) DO NOTHING
            """.formatted(OrganisationColumns.COLUMNS, OrganisationColumns.COLUMNS.parameters(3));

    private static final String SELECT =
            "SELECT id, state, created_at, " + OrganisationColumns.COLUMNS + " FROM organisation ";

    private static final String BY_ID = SELECT + "WHERE id = $1";

    private static final String BY_ID_FOR_MEMBER = BY_ID + """
             AND EXISTS (SELECT 1 FROM member
                         WHERE member.organisation_id = $1 AND member.account_id = $2 AND member.state = 'ACTIVE')
            """;

    private static final String LOCK = "SELECT name FROM organisation WHERE id = $1 FOR UPDATE";

    private static final String BY_NUMBER = SELECT + "WHERE number_key = $1";

    private static final String ACTIVATE = """
            UPDATE organisation SET state = 'ACTIVE', activated_at = $2 WHERE id = $1 AND state = 'PENDING'
            """;

    private static final String UNACTIVATED = """
            SELECT id FROM organisation WHERE state = 'PENDING' AND created_at < $1 ORDER BY created_at LIMIT $2
            """;

    /** All parts of the statement see the same snapshot: the member rows still exist when the accounts are selected. */
    private static final String REMOVE = """
            WITH removed AS (
                DELETE FROM organisation WHERE id = $1 AND state = 'PENDING' RETURNING id
            ), people AS (
                DELETE FROM account
                USING member, removed
                WHERE member.organisation_id = removed.id
                  AND account.id = member.account_id
                  AND account.state = 'PENDING'
                  AND NOT EXISTS (SELECT 1 FROM member elsewhere
                                  WHERE elsewhere.account_id = account.id AND elsewhere.organisation_id <> removed.id)
            )
            SELECT id FROM removed
            """;

    private static final String CONTACTS = """
            SELECT kind, account_id, %s
            FROM contact
            WHERE organisation_id = $1
            ORDER BY array_position(ARRAY['LEGAL_REPRESENTATIVE', 'BILLING_CONTACT', 'ADMINISTRATIVE_CONTACT'], kind)
            """.formatted(PersonColumns.COLUMNS);

    private static final String SAVE_CONTACT = """
            INSERT INTO contact (organisation_id, kind, account_id, changed_at, %s)
            VALUES ($1, $2, $3, $4, %s)
            ON CONFLICT (organisation_id, kind) DO UPDATE
            SET account_id = $3, changed_at = $4, %s
            """.formatted(
                    PersonColumns.COLUMNS,
                    PersonColumns.COLUMNS.parameters(5),
                    PersonColumns.COLUMNS.each("%1$s = EXCLUDED.%1$s"));

    /** A telephone number that only the contact has stays. */
    private static final String FOLLOW_ACCOUNT = """
            UPDATE contact
            SET first_name = $2, last_name = $3, email = $4, changed_at = $7,
                phone = CASE WHEN phone IS NOT DISTINCT FROM $5::text THEN $6::text ELSE coalesce($6::text, phone) END
            WHERE account_id = $1
              AND EXISTS (SELECT FROM member
                          WHERE member.organisation_id = contact.organisation_id AND member.account_id = $1
                            AND member.state = 'ACTIVE')
            """;

    private static final String REMOVE_CONTACT = "DELETE FROM contact WHERE organisation_id = $1 AND kind = $2";

    /**
     * Inserts a pending organisation; an existing one with the same id stays unchanged. Fails with a {@link
     * eu.parvis.db.ConstraintViolation} of {@link #NUMBER_UNIQUE} if the number is already registered.
     */
    public Future<Void> insert(Sql sql, UUID id, OrganisationDetails details, Instant at) {
        return sql.run(INSERT, id, at, OrganisationColumns.values(details)).mapEmpty();
    }

    public Future<Optional<Organisation>> byId(Sql sql, UUID id) {
        return sql.run(BY_ID, id).map(rows -> Rows.first(rows, OrganisationStore::organisation));
    }

    /** Empty if the account is not an active member. */
    Future<Optional<Organisation>> byIdForMember(Sql sql, UUID id, UUID account) {
        return sql.run(BY_ID_FOR_MEMBER, id, account).map(rows -> Rows.first(rows, OrganisationStore::organisation));
    }

    /**
     * Locks the organisation until the transaction ends. Every change of its administrators takes this lock first.
     *
     * @return its name
     */
    public Future<Optional<String>> lock(Sql sql, UUID id) {
        return sql.run(LOCK, id).map(rows -> Rows.first(rows, row -> row.getString("name")));
    }

    public Future<Optional<Organisation>> byNumber(Sql sql, OrganisationNumber number) {
        return sql.run(BY_NUMBER, number.key()).map(rows -> Rows.first(rows, OrganisationStore::organisation));
    }

    public Future<Void> activate(Sql sql, UUID id, Instant at) {
        return sql.run(ACTIVATE, id, at).mapEmpty();
    }

    /** Organisations that are pending since before that time, the oldest first. */
    public Future<List<UUID>> unactivated(Sql sql, Instant before, int limit) {
        return sql.run(UNACTIVATED, before, limit).map(rows -> Rows.all(rows, row -> row.getUUID("id")));
    }

    /**
     * Removes an organisation that was never activated, with the accounts that were created only for it; its number
     * becomes free.
     *
     * @return false if it is active or already removed
     */
    public Future<Boolean> remove(Sql sql, UUID id) {
        return sql.run(REMOVE, id).map(rows -> rows.size() > 0);
    }

    public Future<List<Contact>> contacts(Sql sql, UUID organisation) {
        return sql.run(CONTACTS, organisation).map(rows -> Rows.all(rows, OrganisationStore::contact));
    }

    public Future<Optional<Contact>> contact(Sql sql, UUID organisation, Contact.Kind kind) {
        return contacts(sql, organisation)
                .map(contacts -> contacts.stream()
                        .filter(contact -> contact.kind() == kind)
                        .findFirst());
    }

    /** Replaces the contact of that kind. */
    public Future<Void> saveContact(Sql sql, UUID organisation, Contact contact, Instant at) {
        return sql.run(
                        SAVE_CONTACT,
                        organisation,
                        contact.kind(),
                        contact.account(),
                        at,
                        PersonColumns.values(contact.person()))
                .mapEmpty();
    }

    /** The person of an account has changed: the contacts that are this account change alike. */
    public Future<Void> followAccount(Sql sql, UUID account, Person before, Person now, Instant at) {
        return sql.run(
                        FOLLOW_ACCOUNT,
                        account,
                        now.firstName().value(),
                        now.lastName().value(),
                        now.email().value(),
                        before.phone().map(PhoneNumber::e164),
                        now.phone().map(PhoneNumber::e164),
                        at)
                .mapEmpty();
    }

    /** False if there was none. */
    public Future<Boolean> removeContact(Sql sql, UUID organisation, Contact.Kind kind) {
        return sql.run(REMOVE_CONTACT, organisation, kind).map(Rows::changed);
    }

    private static Organisation organisation(Row row) {
        return new Organisation(
                row.getUUID("id"),
                OrganisationColumns.details(row),
                Rows.constant(row, "state", Organisation.State.class),
                Rows.instant(row, "created_at"));
    }

    private static Contact contact(Row row) {
        return new Contact(
                Rows.constant(row, "kind", Contact.Kind.class),
                Optional.ofNullable(row.getUUID("account_id")),
                PersonColumns.person(row));
    }
}
