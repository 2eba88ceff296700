package eu.parvis.membership;

import eu.parvis.audit.AuditStore;
import eu.parvis.audit.Entry;
import eu.parvis.capability.Foundation;
import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.mail.Letter;
import eu.parvis.mail.MailStore;
import eu.parvis.mail.Occasion;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;

/** People leave organisations: one, or all of them because the account is deleted; inside the caller's transaction. */
public final class DepartureStore {

    /** Always in the same order, so that two transactions never wait for each other. */
    private static final String LOCK = """
            SELECT id FROM organisation
            WHERE id IN (SELECT organisation_id FROM member WHERE account_id = $1) ORDER BY id FOR UPDATE
            """;

    private static final String ONLY_ADMINISTRATOR_OF = """
            SELECT organisation.id, organisation.name
            FROM member
            JOIN organisation ON organisation.id = member.organisation_id
            WHERE member.account_id = $1 AND member.state = 'ACTIVE' AND 'ADMINISTRATOR' = ANY (member.roles)
              AND NOT EXISTS (SELECT FROM member other
                              JOIN account ON account.id = other.account_id AND account.state = 'ACTIVE'
                              WHERE other.organisation_id = member.organisation_id AND other.account_id <> $1
                                AND other.state = 'ACTIVE' AND 'ADMINISTRATOR' = ANY (other.roles))
            ORDER BY organisation.name, organisation.id
            """;

    private static final String LEAVE = "DELETE FROM member WHERE account_id = $1 RETURNING id, organisation_id, state";

    private static final String FORGET_INVITER = "UPDATE member SET invited_by = NULL WHERE invited_by = $1";

    private static final String FORGET_SUCCESSOR = "UPDATE member SET handed_over_to = NULL WHERE handed_over_to = $1";

    private final MembershipStore members = new MembershipStore();
    private final MailStore mails;
    private final MembershipLetters letters;
    private final AuditStore journal;

    public DepartureStore(Foundation foundation) {
        this.mails = new MailStore(foundation);
        this.letters = new MembershipLetters(foundation.random());
        this.journal = new AuditStore(foundation.clock());
    }

    /** An organisation that would have no administrator. */
    public record Orphan(UUID organisation, String name) {}

    /** Locks the organisations of the person, as every change of administrators does. Before the account is locked. */
    public Future<Void> lock(Sql sql, UUID account) {
        return sql.run(LOCK, account).mapEmpty();
    }

    /** The organisations whose only administrator the person is. */
    public Future<List<Orphan>> onlyAdministratorOf(Sql sql, UUID account) {
        return sql.run(ONLY_ADMINISTRATOR_OF, account)
                .map(rows -> Rows.all(rows, row -> new Orphan(row.getUUID("id"), row.getString("name"))));
    }

    /**
     * Deletes all memberships and invitations of the person, and what others have of them as inviter or successor. The
     * other administrators are told.
     */
    public Future<Void> leaveAll(Sql sql, UUID account) {
        return tellAdministrators(sql, account)
                .compose(told -> sql.run(LEAVE, account))
                .map(rows -> Rows.all(rows, row -> entry(account, row)))
                .compose(entries -> record(sql, entries))
                .compose(recorded -> sql.run(FORGET_INVITER, account))
                .compose(forgotten -> sql.run(FORGET_SUCCESSOR, account))
                .mapEmpty();
    }

    private Future<Void> tellAdministrators(Sql sql, UUID account) {
        return members.memberships(sql, account).compose(all -> {
            Future<Void> done = Future.succeededFuture();
            for (var membership : all) {
                if (membership.state() == Member.State.ACTIVE) {
                    done = done.compose(next -> members.member(sql, membership.organisation(), account))
                            .compose(left -> tellAdministrators(
                                    sql, Occasion.MEMBER_DELETED, left.orElseThrow(), membership.name()));
                }
            }
            return done;
        });
    }

    /** Mails the other administrators of the organisation that this member has left. */
    Future<Void> tellAdministrators(Sql sql, Occasion why, Member left, String organisation) {
        return members.members(sql, left.organisation())
                .map(all -> all.stream()
                        .filter(member ->
                                member.administers() && !member.account().equals(left.account()))
                        .map(member -> letters.memberLeft(why, member.addressee(), left, organisation))
                        .toArray(Letter[]::new))
                .compose(told -> mails.queue(sql, told));
    }

    private static Entry entry(UUID account, Row row) {
        var event = Rows.constant(row, "state", Member.State.class) == Member.State.INVITED
                ? MembershipEvent.INVITATION_DECLINED
                : MembershipEvent.USER_DEACTIVATED;
        return Entry.done(event)
                .by(account)
                .in(row.getUUID("organisation_id"))
                .on(account)
                .changes(row.getUUID("id"));
    }

    private Future<Void> record(Sql sql, List<Entry> entries) {
        Future<Void> done = Future.succeededFuture();
        for (var entry : entries) {
            done = done.compose(next -> journal.record(sql, entry));
        }
        return done;
    }
}
