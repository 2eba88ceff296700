package eu.parvis.organisation;

import eu.parvis.company.OrganisationNumber;
import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import eu.parvis.values.PersonName;
import eu.parvis.values.PhoneNumber;
import eu.parvis.values.Postcode;
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
            INSERT INTO member (id, organisation_id, account_id, roles, state, founder, made_account, invited_by,
                                invited_first_name, invited_last_name, invited_email, invited_phone, created_at,
                                changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)
            ON CONFLICT (organisation_id, account_id) DO NOTHING
            """;

    private static final String REMOVE_MEMBER = "DELETE FROM member WHERE organisation_id = $1 AND account_id = $2";

    private static final String SET_ROLES = """
            UPDATE member SET roles = $3, changed_at = $4 WHERE organisation_id = $1 AND account_id = $2
            """;

    private static final String SET_ACTIVE = """
            UPDATE member
            SET state = 'ACTIVE', invited_first_name = NULL, invited_last_name = NULL, invited_email = NULL,
                invited_phone = NULL, created_at = $1, changed_at = $1
            """;

    private static final String ACCEPT_BY_ACTIVATING =
            SET_ACTIVE + "WHERE account_id = $2 AND state = 'INVITED' AND (founder OR made_account)";

    private static final String ACCEPT = SET_ACTIVE + "WHERE id = $2 AND state = 'INVITED'";

    private static final String RECEIVED_BY = """
            SELECT member.id, member.roles, organisation.id AS organisation_id, organisation.name AS organisation_name,
                   inviter.first_name AS inviter_first_name, inviter.last_name AS inviter_last_name
            FROM member
            JOIN organisation ON organisation.id = member.organisation_id
            LEFT JOIN account inviter ON inviter.id = member.invited_by
            WHERE member.account_id = $1 AND member.state = 'INVITED'
            ORDER BY organisation.name, organisation.id
            """;

    private static final String MEMBERSHIPS = """
            SELECT organisation.id, organisation.name, organisation.state AS organisation_state, member.roles,
                   member.state, member.founder, member.made_account
            FROM member
            JOIN organisation ON organisation.id = member.organisation_id
            WHERE member.account_id = $1
            ORDER BY organisation.name, organisation.id
            """;

    private static final String SELECT_MEMBER = """
            SELECT member.id, member.organisation_id, member.account_id,
                   COALESCE(member.invited_first_name, account.first_name) AS first_name,
                   COALESCE(member.invited_last_name, account.last_name) AS last_name,
                   COALESCE(member.invited_email, account.email) AS email,
                   CASE WHEN member.invited_email IS NULL THEN account.phone ELSE member.invited_phone END AS phone,
                   account.language, member.roles, member.state, member.founder, member.made_account, member.invited_by,
                   member.mails, member.mailed_at, member.created_at
            FROM member
            JOIN account ON account.id = member.account_id
            """;

    private static final String IN_ORGANISATION = SELECT_MEMBER + "WHERE member.organisation_id = $1 ";

    private static final String MEMBERS = IN_ORGANISATION + "ORDER BY last_name, first_name, id";

    private static final String MEMBER = IN_ORGANISATION + "AND member.account_id = $2";

    private static final String USER = IN_ORGANISATION + "AND member.id = $2";

    private static final String MEMBER_BY_EMAIL = IN_ORGANISATION + "AND account.email_key = $2";

    private static final String OF_ACCOUNT = SELECT_MEMBER + "WHERE member.account_id = $1 AND member.id = $2";

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
     * Pending; one that is there already under its id stays as it is. Fails with a {@link eu.parvis.db.ConstraintViolation}
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
    public Future<Boolean> addMember(Sql sql, NewMember member) {
        var typed = member.typed();
        return sql.run(
                        ADD_MEMBER,
                        member.id(),
                        member.organisation(),
                        member.account(),
                        member.roles(),
                        member.state(),
                        member.founder(),
                        member.madeAccount(),
                        member.invitedBy(),
                        typed.map(person -> person.firstName().value()),
                        typed.map(person -> person.lastName().value()),
                        typed.map(person -> person.email().value()),
                        typed.flatMap(Person::phone).map(PhoneNumber::e164),
                        member.createdAt())
                .map(Rows::changed);
    }

    /** Who was never in it, or was not meant to be; whoever leaves is deactivated instead. */
    public Future<Void> removeMember(Sql sql, UUID organisation, UUID account) {
        return sql.run(REMOVE_MEMBER, organisation, account).mapEmpty();
    }

    /** They hold at the person's next request. */
    public Future<Void> setRoles(Sql sql, UUID organisation, UUID account, List<Role> roles, Instant at) {
        return sql.run(SET_ROLES, organisation, account, roles, at).mapEmpty();
    }

    /**
     * Who activates an account accepts what it was made for, and nothing that others have invited them to meanwhile.
     */
    public Future<Void> acceptByActivating(Sql sql, UUID account, Instant at) {
        return sql.run(ACCEPT_BY_ACTIVATING, at, account).mapEmpty();
    }

    /** From now on they are known by their own name. */
    Future<Void> accept(Sql sql, UUID member, Instant at) {
        return sql.run(ACCEPT, at, member).mapEmpty();
    }

    /** What a person is invited to, by the name of the organisation. */
    public Future<List<ReceivedInvitation>> received(Sql sql, UUID account) {
        return sql.run(RECEIVED_BY, account).map(rows -> Rows.all(rows, OrganisationStore::received));
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

    /** By the id that the organisation calls them by. */
    Future<Optional<Member>> user(Sql sql, UUID organisation, UUID id) {
        return sql.run(USER, organisation, id).map(rows -> Rows.first(rows, OrganisationStore::member));
    }

    /** By the address of their account. */
    Future<Optional<Member>> member(Sql sql, UUID organisation, EmailAddress email) {
        return sql.run(MEMBER_BY_EMAIL, organisation, email.key())
                .map(rows -> Rows.first(rows, OrganisationStore::member));
    }

    /** One of a person's own memberships. */
    Future<Optional<Member>> ofAccount(Sql sql, UUID account, UUID id) {
        return sql.run(OF_ACCOUNT, account, id).map(rows -> Rows.first(rows, OrganisationStore::member));
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
                row.getBoolean("founder"),
                row.getBoolean("made_account"));
    }

    private static ReceivedInvitation received(Row row) {
        return new ReceivedInvitation(
                row.getUUID("id"),
                row.getUUID("organisation_id"),
                row.getString("organisation_name"),
                Rows.optionalText(row, "inviter_first_name")
                        .map(name -> name + " " + row.getString("inviter_last_name")),
                Rows.constants(row, "roles", Role.class));
    }

    private static Member member(Row row) {
        return new Member(
                row.getUUID("id"),
                row.getUUID("organisation_id"),
                row.getUUID("account_id"),
                person(row),
                Language.of(row.getString("language")).orElseThrow(),
                Rows.constants(row, "roles", Role.class),
                Rows.constant(row, "state", Member.State.class),
                row.getBoolean("founder"),
                row.getBoolean("made_account"),
                Optional.ofNullable(row.getUUID("invited_by")),
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
