package eu.parvis.organisation;

import eu.parvis.company.OrganisationNumber;
import eu.parvis.contact.EmailAddress;
import eu.parvis.contact.Language;
import eu.parvis.contact.PersonName;
import eu.parvis.contact.PhoneNumber;
import eu.parvis.contact.Postcode;
import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Organisations, members and contacts, inside the caller's transaction. */
public final class OrganisationStore {

    /** Whose violation says that the organisation is registered already. */
    public static final String NUMBER_UNIQUE = "organisation_number_unique";

    private static final String INSERT = """
            INSERT INTO organisation (id, number_key, registered_in, siret, vat_number, identification_number, type, name,
                                      phone, fax, address, postcode, town, region, country, state, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'PENDING', $16)
            ON CONFLICT (id) DO NOTHING
            """;

    private static final String SELECT = """
            SELECT id, registered_in, siret, vat_number, identification_number, type, name, phone, fax, address, postcode,
                   town, region, country, state, created_at
            FROM organisation
            """;

    private static final String BY_ID = SELECT + "WHERE id = $1";

    private static final String BY_NUMBER = SELECT + "WHERE number_key = $1";

    private static final String ACTIVATE = """
            UPDATE organisation SET state = 'ACTIVE', activated_at = $2 WHERE id = $1 AND state = 'PENDING'
            """;

    private static final String UNACTIVATED = """
            SELECT id FROM organisation WHERE state = 'PENDING' AND created_at < $1 ORDER BY created_at LIMIT $2
            """;

    /** All parts see the same rows: the members are still there when their accounts are looked for. */
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

    private static final String ADD_MEMBER = """
            INSERT INTO member (organisation_id, account_id, roles, state, founder, invited_by, created_at, changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
            ON CONFLICT (organisation_id, account_id) DO NOTHING
            """;

    private static final String REMOVE_MEMBER = "DELETE FROM member WHERE organisation_id = $1 AND account_id = $2";

    private static final String SET_ROLES = """
            UPDATE member SET roles = $3, changed_at = $4 WHERE organisation_id = $1 AND account_id = $2
            """;

    private static final String ACCEPT = """
            UPDATE member SET state = 'ACTIVE', changed_at = $2 WHERE account_id = $1 AND state = 'INVITED'
            """;

    private static final String MEMBERSHIPS = """
            SELECT organisation.id, organisation.name, organisation.state AS organisation_state, member.roles,
                   member.state, member.founder
            FROM member
            JOIN organisation ON organisation.id = member.organisation_id
            WHERE member.account_id = $1
            ORDER BY organisation.name, organisation.id
            """;

    private static final String SELECT_MEMBER = """
            SELECT member.organisation_id, member.account_id, account.first_name, account.last_name, account.email,
                   account.phone, account.language, member.roles, member.state, member.founder, member.mails,
                   member.mailed_at, member.created_at
            FROM member
            JOIN account ON account.id = member.account_id
            WHERE member.organisation_id = $1
            """;

    private static final String MEMBERS = SELECT_MEMBER + "ORDER BY account.last_name, account.first_name, account.id";

    private static final String MEMBER = SELECT_MEMBER + "AND member.account_id = $2";

    private static final String CONTACTS = """
            SELECT kind, account_id, first_name, last_name, email, phone
            FROM contact
            WHERE organisation_id = $1
            ORDER BY array_position(ARRAY['LEGAL_REPRESENTATIVE', 'BILLING_CONTACT', 'ADMINISTRATIVE_CONTACT'], kind)
            """;

    private static final String SAVE_CONTACT = """
            INSERT INTO contact (organisation_id, kind, account_id, first_name, last_name, email, phone, changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (organisation_id, kind) DO UPDATE
            SET account_id = $3, first_name = $4, last_name = $5, email = $6, phone = $7, changed_at = $8
            """;

    private static final String REMOVE_CONTACT = "DELETE FROM contact WHERE organisation_id = $1 AND kind = $2";

    /**
     * Pending; one that is there already under its id stays as it is. Fails with a {@link eu.parvis.db.UniqueViolation}
     * of {@link #NUMBER_UNIQUE} where it is registered already.
     */
    public Future<Void> insert(Sql sql, NewOrganisation organisation) {
        return sql.run(
                        INSERT,
                        organisation.id(),
                        organisation.number().map(OrganisationNumber::key),
                        organisation.registeredIn(),
                        organisation.siret(),
                        organisation.vatNumber(),
                        organisation.identificationNumber(),
                        organisation.type(),
                        organisation.name().value(),
                        organisation.phone().e164(),
                        organisation.fax().map(PhoneNumber::e164),
                        organisation.address().value(),
                        organisation.postcode().map(Postcode::value),
                        organisation.town().value(),
                        organisation.region().value(),
                        organisation.country().code(),
                        organisation.createdAt())
                .mapEmpty();
    }

    public Future<Optional<Organisation>> byId(Sql sql, UUID id) {
        return sql.run(BY_ID, id).map(rows -> Rows.first(rows, OrganisationStore::organisation));
    }

    public Future<Optional<Organisation>> byNumber(Sql sql, OrganisationNumber number) {
        return sql.run(BY_NUMBER, number.key()).map(rows -> Rows.first(rows, OrganisationStore::organisation));
    }

    public Future<Void> activate(Sql sql, UUID id, Instant at) {
        return sql.run(ACTIVATE, id, at).mapEmpty();
    }

    /** Pending since before that time, the oldest first. */
    public Future<List<UUID>> unactivated(Sql sql, Instant before, int limit) {
        return sql.run(UNACTIVATED, before, limit).map(rows -> Rows.all(rows, row -> row.getUUID("id")));
    }

    /**
     * Removes an organisation that nobody activated, with the accounts that exist for its sake alone; its number is free
     * again.
     *
     * @return false where it is active, or gone already
     */
    public Future<Boolean> remove(Sql sql, UUID id) {
        return sql.run(REMOVE, id).map(rows -> rows.size() > 0);
    }

    /** Changes nothing, and says false, where that person is in the organisation already. */
    public Future<Boolean> addMember(
            Sql sql,
            UUID organisation,
            UUID account,
            List<Role> roles,
            Member.State state,
            boolean founder,
            Optional<UUID> invitedBy,
            Instant at) {
        return sql.run(ADD_MEMBER, organisation, account, roles, state, founder, invitedBy, at)
                .map(Rows::changed);
    }

    /** Who was never meant to be in it; whoever leaves is deactivated instead. */
    public Future<Void> removeMember(Sql sql, UUID organisation, UUID account) {
        return sql.run(REMOVE_MEMBER, organisation, account).mapEmpty();
    }

    /** They hold at the person's next request. */
    public Future<Void> setRoles(Sql sql, UUID organisation, UUID account, List<Role> roles, Instant at) {
        return sql.run(SET_ROLES, organisation, account, roles, at).mapEmpty();
    }

    /** Once an account is active, it is so in every organisation that waited for it. */
    public Future<Void> accept(Sql sql, UUID account, Instant at) {
        return sql.run(ACCEPT, account, at).mapEmpty();
    }

    /** Every organisation of a person, whatever their state in it, by name. */
    public Future<List<Membership>> memberships(Sql sql, UUID account) {
        return sql.run(MEMBERSHIPS, account).map(rows -> Rows.all(rows, OrganisationStore::membership));
    }

    /** Everybody in an organisation, by name. */
    public Future<List<Member>> members(Sql sql, UUID organisation) {
        return sql.run(MEMBERS, organisation).map(rows -> Rows.all(rows, OrganisationStore::member));
    }

    public Future<Optional<Member>> member(Sql sql, UUID organisation, UUID account) {
        return sql.run(MEMBER, organisation, account).map(rows -> Rows.first(rows, OrganisationStore::member));
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
        var person = contact.person();
        return sql.run(
                        SAVE_CONTACT,
                        organisation,
                        contact.kind(),
                        contact.account(),
                        person.firstName().value(),
                        person.lastName().value(),
                        person.email().value(),
                        person.phone().map(PhoneNumber::e164),
                        at)
                .mapEmpty();
    }

    public Future<Void> removeContact(Sql sql, UUID organisation, Contact.Kind kind) {
        return sql.run(REMOVE_CONTACT, organisation, kind).mapEmpty();
    }

    private static Organisation organisation(Row row) {
        return new Organisation(
                row.getUUID("id"),
                Rows.constant(row, "registered_in", RegisteredIn.class),
                Rows.optionalText(row, "siret"),
                Rows.optionalText(row, "vat_number"),
                Rows.optionalText(row, "identification_number"),
                Rows.constant(row, "type", OrganisationType.class),
                row.getString("name"),
                row.getString("phone"),
                Rows.optionalText(row, "fax"),
                row.getString("address"),
                Rows.optionalText(row, "postcode"),
                row.getString("town"),
                row.getString("region"),
                row.getString("country"),
                Rows.constant(row, "state", Organisation.State.class),
                Rows.instant(row, "created_at"));
    }

    private static Membership membership(Row row) {
        return new Membership(
                row.getUUID("id"),
                row.getString("name"),
                Rows.constant(row, "organisation_state", Organisation.State.class),
                Rows.constants(row, "roles", Role.class),
                Rows.constant(row, "state", Member.State.class),
                row.getBoolean("founder"));
    }

    private static Member member(Row row) {
        return new Member(
                row.getUUID("organisation_id"),
                row.getUUID("account_id"),
                person(row),
                Language.of(row.getString("language")).orElseThrow(),
                Rows.constants(row, "roles", Role.class),
                Rows.constant(row, "state", Member.State.class),
                row.getBoolean("founder"),
                Optional.ofNullable(row.getUUID("mails")),
                Rows.optionalInstant(row, "mailed_at"),
                Rows.instant(row, "created_at"));
    }

    private static Contact contact(Row row) {
        return new Contact(
                Rows.constant(row, "kind", Contact.Kind.class),
                Optional.ofNullable(row.getUUID("account_id")),
                person(row));
    }

    static Person person(Row row) {
        return new Person(
                new PersonName(row.getString("first_name")),
                new PersonName(row.getString("last_name")),
                new EmailAddress(row.getString("email")),
                Rows.optionalText(row, "phone").map(PhoneNumber::new));
    }
}
