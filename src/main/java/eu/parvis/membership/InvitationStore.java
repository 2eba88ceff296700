package eu.parvis.membership;

import eu.parvis.account.Account;
import eu.parvis.account.AccountStore;
import eu.parvis.account.NewAccount;
import eu.parvis.audit.AuditStore;
import eu.parvis.audit.Entry;
import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.capability.Foundation;
import eu.parvis.crypto.Identifiers;
import eu.parvis.crypto.Ids;
import eu.parvis.db.ConstraintViolation;
import eu.parvis.db.Database;
import eu.parvis.db.Sql;
import eu.parvis.mail.Letter;
import eu.parvis.mail.MailApi;
import eu.parvis.mail.MailStore;
import eu.parvis.mail.Occasion;
import eu.parvis.organisation.OrganisationStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Invites persons inside the caller's transaction: adds the member, creates the account if needed, queues the mails
 * (CG-44).
 */
public final class InvitationStore {

    /** Mails that become pointless when the account they mention is deleted. */
    static final Set<Occasion> MAILS = Set.of(
            Occasion.INVITATION_IDENTIFIER,
            Occasion.INVITATION_PASSWORD,
            Occasion.INVITATION_ACCOUNT,
            Occasion.INVITATION_ANSWER);

    private static final String SET_MAILS = """
            UPDATE member SET mails = $3, mailed_at = $4 WHERE organisation_id = $1 AND account_id = $2
            """;

    private final Bus bus;
    private final Database database;
    private final OrganisationStore organisations = new OrganisationStore();
    private final MembershipStore members = new MembershipStore();
    private final AccountStore accounts = new AccountStore();
    private final MailStore mails;
    private final AuditStore journal;
    private final MembershipLetters letters;
    private final RepresentativeStore representatives;
    private final Identifiers identifiers;
    private final Ids ids;
    private final Duration passwordLife;
    private final InvitationQuotaStore quota;

    public InvitationStore(Foundation foundation) {
        this.bus = foundation.bus();
        this.database = foundation.database();
        this.mails = new MailStore(foundation);
        this.journal = new AuditStore(foundation.clock());
        this.letters = new MembershipLetters(foundation.random());
        this.representatives = new RepresentativeStore(foundation);
        this.identifiers = new Identifiers(foundation.random());
        this.ids = new Ids(foundation.random());
        this.passwordLife =
                foundation.configuration().get(MembershipSettings.class).temporaryPassword();
        this.quota = new InvitationQuotaStore(foundation);
    }

    /**
     * Runs a transaction that may call {@link #invite}. Repeats it once if a concurrent transaction has taken the same
     * identifier or created an account for the same person. After the commit it notifies the mail verticle.
     */
    public <T> Future<T> inTransaction(Function<Sql, Future<T>> work) {
        return database.inTransaction(work)
                .recover(cause -> isRetryable(cause) ? database.inTransaction(work) : Future.failedFuture(cause))
                .onSuccess(done -> bus.publish(MailApi.QUEUED, new MailApi.Queued()));
    }

    /**
     * Fails if the organisation has used up its daily quota of invitations. {@link #invite} checks it for each person;
     * callers check it first to avoid needless hashing. Withdrawn invitations count, too.
     */
    public Future<Void> requireRoom(Sql sql, UUID organisation, Instant now) {
        return quota.requireRoom(sql, MembershipEvent.USER_ADDED, organisation, now);
    }

    /**
     * Whether a transaction failed only because a concurrent one took the identifier or created an account for the same
     * person. A repetition then succeeds.
     */
    public static boolean isRetryable(Throwable cause) {
        return ConstraintViolation.of(AccountStore.IDENTIFIER_TAKEN, cause)
                || ConstraintViolation.of(AccountStore.EMAIL_TAKEN, cause);
    }

    /**
     * Invites a person. A person without an account gets one, and two mails: identifier, then temporary password. A
     * person with an account also gets two mails, and accepts after sign-in. Until then the organisation cannot tell
     * the two cases apart. An existing member stays unchanged.
     *
     * <p>After the commit, publish {@link eu.parvis.mail.MailApi#QUEUED}.
     */
    public Future<InvitationResult> invite(Sql sql, Invitation invitation, Instant at) {
        return organisations
                .byId(sql, invitation.organisation())
                .map(found -> found.orElseThrow(() -> Failure.of(Failure.Kind.NOT_FOUND, "problem.notFound")))
                .compose(organisation -> accounts.lockHolder(
                                sql, invitation.person().email(), at)
                        .compose(known -> known.isPresent()
                                ? invite(
                                        sql,
                                        invitation,
                                        organisation.name(),
                                        known.get().account(),
                                        false,
                                        at)
                                : create(sql, invitation, organisation.name(), at)));
    }

    private Future<InvitationResult> create(Sql sql, Invitation invitation, String organisation, Instant at) {
        var row = newAccount(invitation, at);
        return accounts.insert(sql, row)
                .compose(inserted -> invite(sql, invitation, organisation, account(row), true, at));
    }

    private Future<InvitationResult> invite(
            Sql sql, Invitation invitation, String organisation, Account account, boolean made, Instant at) {
        return members.addMember(sql, NewMember.invited(ids.next(), invitation, account.id(), made, at))
                .compose(added -> added
                        ? sendInvitation(sql, invitation, organisation, account, made, at)
                        : Future.succeededFuture(false))
                .map(sent -> new InvitationResult(account.id(), !sent));
    }

    private Future<Boolean> sendInvitation(
            Sql sql, Invitation invitation, String organisation, Account account, boolean made, Instant at) {
        var notice = new MembershipNotice(invitation.inviter(), organisation, invitation.roles());
        var password = Optional.of(invitation.password()).filter(drawn -> made);
        return requireRoom(sql, invitation.organisation(), at)
                .compose(room -> send(sql, invitation.organisation(), account, notice, password, at))
                .compose(sent -> record(sql, invitation, account))
                .compose(recorded -> representatives.follow(
                        sql,
                        Appointment.of(invitation, organisation),
                        account.id(),
                        invitation.person(),
                        invitation.roles()))
                .map(true);
    }

    /** Reactivates a deactivated member with these roles; an active one stays unchanged. */
    public Future<Void> readmit(Sql sql, Invitation invitation, UUID account, Instant at) {
        return members.member(sql, invitation.organisation(), account)
                .map(Optional::orElseThrow)
                .compose(member -> member.state() == Member.State.DEACTIVATED
                        ? readmit(sql, invitation, member, at)
                        : Future.succeededFuture());
    }

    private Future<Void> readmit(Sql sql, Invitation invitation, Member member, Instant at) {
        return members.setRoles(sql, member.organisation(), member.account(), invitation.roles(), at)
                .compose(set -> members.readmit(sql, member, at))
                .compose(back -> organisations.byId(sql, member.organisation()))
                .compose(organisation -> representatives.follow(
                        sql,
                        Appointment.of(invitation, organisation.orElseThrow().name()),
                        member.account(),
                        member.person(),
                        invitation.roles()));
    }

    private Future<Void> record(Sql sql, Invitation invitation, Account account) {
        var entry = Entry.done(MembershipEvent.USER_ADDED)
                .in(invitation.organisation())
                .on(account.id())
                .with("roles", invitation.roles());
        return journal.record(sql, invitation.invitedBy().map(entry::by).orElse(entry));
    }

    /**
     * Queues both mails and stores their group in the member row.
     *
     * @param password the new temporary password; empty if the person can already sign in
     */
    Future<Void> send(
            Sql sql,
            UUID organisation,
            Account account,
            MembershipNotice notice,
            Optional<TemporaryPassword> password,
            Instant at) {
        var both = password.map(drawn -> letters.invitation(account, notice, drawn, at.plus(passwordLife)))
                .orElseGet(() -> letters.invitation(account, notice));
        return mails.queue(sql, both.toArray(Letter[]::new))
                .compose(queued -> sql.run(
                        SET_MAILS, organisation, account.id(), both.get(0).group(), at))
                .mapEmpty();
    }

    /** Cancels mails that are not sent yet. */
    Future<Void> cancelMails(Sql sql, Member member) {
        return member.mails().map(group -> mails.cancel(sql, group)).orElse(Future.succeededFuture());
    }

    /** Whether a mail is being sent at this moment. */
    Future<Boolean> isBeingSent(Sql sql, Member member) {
        return member.mails().map(group -> mails.isBeingSent(sql, group)).orElse(Future.succeededFuture(false));
    }

    /** Makes the waiting mails due now. */
    Future<Void> hurryMails(Sql sql, Member member, Instant at) {
        var group = member.mails().orElseThrow();
        return mails.hurry(sql, group)
                .compose(hurried -> sql.run(SET_MAILS, member.organisation(), member.account(), group, at))
                .mapEmpty();
    }

    private NewAccount newAccount(Invitation invitation, Instant at) {
        return new NewAccount(
                ids.next(),
                identifiers.next(),
                invitation.person(),
                invitation.language(),
                invitation.password().phc(),
                at.plus(passwordLife),
                at);
    }

    private static Account account(NewAccount row) {
        return new Account(
                row.id(), row.identifier(), row.person(), row.language(), Account.State.PENDING, Account.Step.PASSWORD);
    }
}
