package eu.parvis.organisation;

import eu.parvis.account.Account;
import eu.parvis.account.AccountStore;
import eu.parvis.account.NewAccount;
import eu.parvis.audit.AuditStore;
import eu.parvis.audit.Entry;
import eu.parvis.audit.Event;
import eu.parvis.bus.Failure;
import eu.parvis.config.Configuration;
import eu.parvis.crypto.Identifiers;
import eu.parvis.crypto.Ids;
import eu.parvis.db.Sql;
import eu.parvis.db.UniqueViolation;
import eu.parvis.mail.Letter;
import eu.parvis.mail.MailStore;
import eu.parvis.organisation.Invited.Outcome;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Invitations inside the caller's transaction: member, account where there is none, and the mails (CG-44). */
public final class InvitationStore {

    /** Whatever they are about is over once the account they tell of is gone. */
    static final Set<String> MAILS =
            Set.of("invitation-identifier", "invitation-password", "invitation-reminder", "joined");

    private static final Duration DAY = Duration.ofDays(1);

    /** After which it is worth another try. */
    private static final Duration HOUR = Duration.ofHours(1);

    private static final String SET_MAILS = """
            UPDATE member SET mails = $3, mailed_at = $4 WHERE organisation_id = $1 AND account_id = $2
            """;

    private final OrganisationStore organisations = new OrganisationStore();
    private final AccountStore accounts = new AccountStore();
    private final MailStore mails;
    private final AuditStore journal;
    private final Letters letters;
    private final Identifiers identifiers;
    private final Ids ids;
    private final Duration passwordLife;
    private final int perDay;

    /** One for each verticle that invites. */
    public InvitationStore(MailStore mails, AuditStore journal, SecureRandom random, Configuration configuration) {
        this.mails = mails;
        this.journal = journal;
        this.letters = new Letters(random);
        this.identifiers = new Identifiers(random);
        this.ids = new Ids(random);
        this.passwordLife = configuration.registration().temporaryPassword();
        this.perDay = configuration.limits().invitationsPerDay();
    }

    /**
     * Fails where an organisation has invited as many strangers within a day as it may. Asked again for each of them; to be
     * asked beforehand by whoever would hash passwords in vain. Counted in the journal, which also knows whom nobody finds
     * any more.
     */
    public Future<Void> requireRoom(Sql sql, UUID organisation, Instant now) {
        return journal.count(sql, Event.USER_ADDED, organisation, now.minus(DAY))
                .compose(count -> count < perDay
                        ? Future.succeededFuture()
                        : Future.failedFuture(Failure.rateLimited("users.invitedTooMany", HOUR)));
    }

    /**
     * Whether a transaction came to nothing only because somebody else was first with an identifier or with an account
     * for the same person. Run it again then: it finds what it needs.
     */
    public static boolean again(Throwable cause) {
        return UniqueViolation.of(AccountStore.IDENTIFIER_TAKEN, cause)
                || UniqueViolation.of(AccountStore.EMAIL_TAKEN, cause);
    }

    /**
     * A person without an account gets one, and two mails: identifier, then temporary password. A person with an account
     * joins with it and is told so. A person who is in the organisation already stays as they are.
     *
     * <p>After the commit, publish {@link eu.parvis.mail.MailApi#QUEUED}.
     */
    public Future<Invited> invite(Sql sql, Invitation invitation, Instant at) {
        return organisations
                .byId(sql, invitation.organisation())
                .map(found -> found.orElseThrow(() -> Failure.of(Failure.Kind.NOT_FOUND, "problem.notFound")))
                .compose(organisation -> invite(sql, invitation, organisation.name(), at));
    }

    private Future<Invited> invite(Sql sql, Invitation invitation, String organisation, Instant at) {
        return admit(sql, invitation, organisation, at)
                .compose(invited -> invited.outcome() == Outcome.JOINED
                        ? tellJoined(sql, invitation, organisation, invited)
                        : Future.succeededFuture(invited));
    }

    private Future<Invited> tellJoined(Sql sql, Invitation invitation, String organisation, Invited invited) {
        var welcome = new Welcome(invitation.inviter(), organisation, invitation.roles());
        return accounts.byId(sql, invited.account())
                .map(account -> letters.joined(Addressee.of(account.orElseThrow()), welcome))
                .compose(letter -> mails.queue(sql, letter))
                .map(queued -> invited);
    }

    /** The same, but a person who had an account hears of it from the caller. */
    Future<Invited> admit(Sql sql, Invitation invitation, String organisation, Instant at) {
        return accounts.holdByEmail(sql, invitation.person().email())
                .compose(known -> known.isPresent()
                        ? join(sql, invitation, known.get(), at)
                        : create(sql, invitation, organisation, at))
                .compose(invited -> record(sql, invitation, invited).map(recorded -> invited));
    }

    private Future<Void> record(Sql sql, Invitation invitation, Invited invited) {
        if (invited.outcome() == Outcome.THERE) {
            return Future.succeededFuture();
        }
        var event = invited.outcome() == Outcome.NEW ? Event.USER_ADDED : Event.USER_JOINED;
        var entry = Entry.done(event)
                .in(invitation.organisation())
                .on(invited.account())
                .with("roles", invitation.roles());
        return journal.record(sql, invitation.invitedBy().map(entry::by).orElse(entry));
    }

    private Future<Invited> join(Sql sql, Invitation invitation, Account account, Instant at) {
        return addMember(sql, invitation, account, at)
                .map(added -> new Invited(account.id(), added ? Outcome.JOINED : Outcome.THERE));
    }

    private Future<Invited> create(Sql sql, Invitation invitation, String organisation, Instant at) {
        var row = newAccount(invitation, at);
        var account = account(row);
        var welcome = new Welcome(invitation.inviter(), organisation, invitation.roles());
        return requireRoom(sql, invitation.organisation(), at)
                .compose(room -> accounts.insert(sql, row))
                .compose(inserted -> addMember(sql, invitation, account, at))
                .compose(added -> send(sql, invitation.organisation(), account, welcome, invitation.password(), at))
                .map(sent -> new Invited(account.id(), Outcome.NEW));
    }

    private Future<Boolean> addMember(Sql sql, Invitation invitation, Account account, Instant at) {
        var state = account.state() == Account.State.PENDING ? Member.State.INVITED : Member.State.ACTIVE;
        return organisations.addMember(
                sql,
                invitation.organisation(),
                account.id(),
                invitation.roles(),
                state,
                false,
                invitation.invitedBy(),
                at);
    }

    /** Both mails, and where to find what became of them. */
    Future<Void> send(
            Sql sql, UUID organisation, Account account, Welcome welcome, TemporaryPassword password, Instant at) {
        var both = letters.invitation(account, welcome, password, at.plus(passwordLife));
        return mails.queue(sql, both.toArray(Letter[]::new))
                .compose(queued -> sql.run(
                        SET_MAILS, organisation, account.id(), both.get(0).group(), at))
                .mapEmpty();
    }

    private NewAccount newAccount(Invitation invitation, Instant at) {
        var person = invitation.person();
        return new NewAccount(
                ids.next(),
                identifiers.next(),
                person.email(),
                person.firstName(),
                person.lastName(),
                person.phone(),
                invitation.language(),
                invitation.password().phc(),
                at.plus(passwordLife),
                at);
    }

    private static Account account(NewAccount row) {
        return new Account(
                row.id(),
                row.identifier(),
                row.email().value(),
                row.firstName().value(),
                row.lastName().value(),
                row.phone().map(phone -> phone.e164()),
                row.language(),
                Account.State.PENDING,
                Account.Step.PASSWORD);
    }
}
