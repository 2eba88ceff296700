package eu.parvis.membership;

import eu.parvis.db.PersonColumns;
import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.organisation.Organisation;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.NameOrder;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes members inside the caller's transaction. */
public final class MembershipStore {

    private static final String ADD_MEMBER =
            """
            INSERT INTO member (id, organisation_id, account_id, roles, state, founder, made_account, invited_by,
                                created_at, changed_at, %s)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, %s)
            ON CONFLICT (organisation_id, account_id) DO NOTHING
            """.formatted(PersonColumns.COLUMNS.each("invited_%s"), PersonColumns.COLUMNS.parameters(10));

    private static final String REMOVE_MEMBER = "DELETE FROM member WHERE organisation_id = $1 AND account_id = $2";

    private static final String SET_ROLES = """
            UPDATE member
            SET roles = $3, changed_at = $4,
                handed_over_to = CASE WHEN 'ADMINISTRATOR' = ANY ($3::text[]) THEN NULL ELSE handed_over_to END
            WHERE organisation_id = $1 AND account_id = $2
            """;

    private static final String SET_ACTIVE = """
            UPDATE member
            SET state = 'ACTIVE', created_at = $1, changed_at = $1, %s
            """.formatted(PersonColumns.COLUMNS.each("invited_%s = NULL"));

    private static final String ACCEPT_BY_ACTIVATING =
            SET_ACTIVE + "WHERE account_id = $2 AND state = 'INVITED' AND (founder OR made_account)";

    private static final String READMIT = """
            UPDATE member
            SET state = CASE WHEN account.state = 'PENDING' THEN 'INVITED' ELSE 'ACTIVE' END, changed_at = $3
            FROM account
            WHERE member.organisation_id = $1 AND member.account_id = $2 AND account.id = $2
            """;

    private static final String ACCEPT = SET_ACTIVE + "WHERE id = $2 AND state = 'INVITED'";

    private static final String RECEIVED_BY = """
            SELECT member.id, member.roles, organisation.id AS organisation_id, organisation.name AS organisation_name,
                   inviter.first_name AS inviter_first_name, inviter.last_name AS inviter_last_name
            FROM member
            JOIN organisation ON organisation.id = member.organisation_id
            LEFT JOIN account inviter ON inviter.id = member.invited_by
            WHERE member.account_id = $1 AND member.state = 'INVITED'
            ORDER BY organisation.id
            """;

    private static final String MEMBERSHIPS = """
            SELECT organisation.id, organisation.name, organisation.state AS organisation_state, member.roles,
                   member.state, member.founder, member.made_account
            FROM member
            JOIN organisation ON organisation.id = member.organisation_id
            WHERE member.account_id = $1
            ORDER BY organisation.id
            """;

    private static final String AS_INVITED =
            "CASE WHEN member.invited_email IS NULL THEN account.%1$s ELSE member.invited_%1$s END AS %1$s";

    private static final String SELECT_MEMBER = """
            SELECT member.id, member.organisation_id, member.account_id, account.language, member.roles, member.state,
                   member.founder, member.made_account, member.invited_by, member.mails, member.mailed_at,
                   member.created_at, %s
            FROM member
            JOIN account ON account.id = member.account_id
            """.formatted(PersonColumns.COLUMNS.each(AS_INVITED));

    private static final String IN_ORGANISATION = SELECT_MEMBER + "WHERE member.organisation_id = $1 ";

    private static final String MEMBERS = IN_ORGANISATION + "ORDER BY id";

    private static final String MEMBER = IN_ORGANISATION + "AND member.account_id = $2";

    private static final String USER = IN_ORGANISATION + "AND member.id = $2";

    private static final String MEMBER_BY_EMAIL = IN_ORGANISATION + "AND account.email_key = $2";

    private static final String OF_ACCOUNT = SELECT_MEMBER + "WHERE member.account_id = $1 AND member.id = $2";

    /** Adds a member. False, without a change, if the person is already in the organisation. */
    public Future<Boolean> addMember(Sql sql, NewMember member) {
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
                        member.createdAt(),
                        PersonColumns.values(member.typed()))
                .map(Rows::changed);
    }

    /** Deletes the row of a person who never was a member. Members who leave are deactivated instead. */
    public Future<Void> removeMember(Sql sql, UUID organisation, UUID account) {
        return sql.run(REMOVE_MEMBER, organisation, account).mapEmpty();
    }

    /** Sets the roles; they apply from the person's next request. */
    public Future<Void> setRoles(Sql sql, UUID organisation, UUID account, List<Role> roles, Instant at) {
        return sql.run(SET_ROLES, organisation, account, roles, at).mapEmpty();
    }

    /** Accepts the invitations for which the account was created, but no others. */
    public Future<Void> acceptByActivating(Sql sql, UUID account, Instant at) {
        return sql.run(ACCEPT_BY_ACTIVATING, at, account).mapEmpty();
    }

    /** Undoes a deactivation. The member becomes active, or invited if the account is still pending. */
    public Future<Void> readmit(Sql sql, Member member, Instant at) {
        return sql.run(READMIT, member.organisation(), member.account(), at).mapEmpty();
    }

    /** Accepts the invitation; from then on the organisation sees the name of the account. */
    Future<Void> accept(Sql sql, UUID member, Instant at) {
        return sql.run(ACCEPT, at, member).mapEmpty();
    }

    /** The person's open invitations, sorted by organisation name. */
    public Future<List<ReceivedInvitation>> received(Sql sql, UUID account) {
        return sql.run(RECEIVED_BY, account)
                .map(rows -> Rows.all(rows, MembershipStore::received))
                .map(all -> NameOrder.byName(all, ReceivedInvitation::organisationName));
    }

    /** All memberships of a person in any state, sorted by organisation name. */
    public Future<List<Membership>> memberships(Sql sql, UUID account) {
        return sql.run(MEMBERSHIPS, account)
                .map(rows -> Rows.all(rows, MembershipStore::membership))
                .map(all -> NameOrder.byName(all, Membership::name));
    }

    /** All members of an organisation, sorted by name. */
    public Future<List<Member>> members(Sql sql, UUID organisation) {
        return sql.run(MEMBERS, organisation)
                .map(rows -> Rows.all(rows, MembershipStore::member))
                .map(all -> NameOrder.byPerson(all, Member::person));
    }

    public Future<Optional<Member>> member(Sql sql, UUID organisation, UUID account) {
        return sql.run(MEMBER, organisation, account).map(rows -> Rows.first(rows, MembershipStore::member));
    }

    /** Finds a member by member id. */
    Future<Optional<Member>> user(Sql sql, UUID organisation, UUID id) {
        return sql.run(USER, organisation, id).map(rows -> Rows.first(rows, MembershipStore::member));
    }

    /** Finds a member by the e-mail address of the account. */
    Future<Optional<Member>> member(Sql sql, UUID organisation, EmailAddress email) {
        return sql.run(MEMBER_BY_EMAIL, organisation, email.key())
                .map(rows -> Rows.first(rows, MembershipStore::member));
    }

    /** Finds one of a person's own memberships. */
    Future<Optional<Member>> ofAccount(Sql sql, UUID account, UUID id) {
        return sql.run(OF_ACCOUNT, account, id).map(rows -> Rows.first(rows, MembershipStore::member));
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
                PersonColumns.person(row),
                PersonColumns.language(row),
                Rows.constants(row, "roles", Role.class),
                Rows.constant(row, "state", Member.State.class),
                row.getBoolean("founder"),
                row.getBoolean("made_account"),
                Optional.ofNullable(row.getUUID("invited_by")),
                Optional.ofNullable(row.getUUID("mails")),
                Rows.optionalInstant(row, "mailed_at"),
                Rows.instant(row, "created_at"));
    }
}
