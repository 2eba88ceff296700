package eu.parvis.membership;

import eu.parvis.bus.Failure;
import eu.parvis.crypto.Shown;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailStore;
import eu.parvis.membership.MembershipApi.AddUser;
import eu.parvis.membership.MembershipApi.AddedUser;
import eu.parvis.membership.MembershipApi.SendAgain;
import eu.parvis.membership.MembershipApi.User;
import eu.parvis.session.SessionApi;
import eu.parvis.values.Person;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Invites persons to an organisation, and sends the mails again. */
final class Invitations {

    private final MembershipServices services;
    private final Administrators administrators;
    private final Roster roster;

    Invitations(MembershipServices services, Administrators administrators, Roster roster) {
        this.services = services;
        this.administrators = administrators;
        this.roster = roster;
    }

    Future<AddedUser> add(AddUser command) {
        return administrators
                .require(command.by())
                .compose(administrator ->
                        requireRoom(services.database(), administrator.organisation(), command.person()))
                .compose(room -> services.drawPassword())
                .compose(password -> administrators.act(
                        command.by(),
                        (acting, sql) -> services.effects()
                                .once(
                                        sql,
                                        command.once(),
                                        AddedUser.class,
                                        services.now(),
                                        () -> add(sql, acting, command, password))));
    }

    /** Checks the quota before expensive work. Existing users need no quota, because they are not invited again. */
    private Future<Void> requireRoom(Sql sql, UUID organisation, Person person) {
        return services.members()
                .member(sql, organisation, person.email())
                .compose(member -> member.isPresent()
                        ? Future.succeededFuture()
                        : services.mails()
                                .requireQuota(sql, person.email(), InvitationStore.MAILS, "users.sentTooOften")
                                .compose(few -> services.invitations().requireRoom(sql, organisation, services.now())));
    }

    private Future<AddedUser> add(Sql sql, ActingAdministrator acting, AddUser command, TemporaryPassword password) {
        var invitation = new Invitation(
                acting.organisation(),
                Optional.of(acting.account()),
                acting.name(),
                command.person(),
                command.roles(),
                acting.language(),
                password);
        return requireRoom(sql, acting.organisation(), command.person())
                .compose(room -> services.invitations().invite(sql, invitation, services.now()))
                .compose(invited -> services.members()
                        .member(sql, acting.organisation(), invited.account())
                        .compose(member -> roster.user(sql, member.orElseThrow()))
                        .map(user -> new AddedUser(user, invited.alreadyMember())));
    }

    /**
     * Sends both mails again. If this organisation created the account and no password was chosen yet, they contain a
     * new temporary password, because the first one is stored only as a hash. Otherwise they contain none: the person
     * has a password already, or another organisation's invitation supplies it. Both cases send two mails, so that the
     * caller cannot tell them apart. A mail that is being sent at this moment is not replaced, because it might arrive
     * after the new ones.
     */
    Future<User> sendAgain(SendAgain command) {
        return administrators
                .require(command.by())
                .compose(administrator -> services.drawPassword())
                .compose(password -> administrators.act(
                        command.by(),
                        (acting, sql) -> services.effects()
                                .once(
                                        sql,
                                        command.once(),
                                        User.class,
                                        services.now(),
                                        () -> sendAgain(sql, acting, command, password))));
    }

    private Future<User> sendAgain(Sql sql, ActingAdministrator acting, SendAgain command, TemporaryPassword password) {
        return roster.lock(sql, acting.organisation(), command.user())
                .compose(member -> requireDue(sql, member, command.shown())
                        .compose(due -> services.invitations().isBeingSent(sql, member))
                        .compose(leaving -> leaving
                                ? services.invitations().hurryMails(sql, member, services.now())
                                : replaceMails(sql, acting, member, password))
                        .compose(sent -> services.journal()
                                .record(sql, acting.entry(MembershipEvent.USER_INVITED_AGAIN, member))))
                .compose(recorded -> roster.user(sql, acting.organisation(), command.user()));
    }

    private Future<Void> requireDue(Sql sql, Member member, Optional<Shown> shown) {
        Shown.require(shown, member.shown());
        if (member.state() != Member.State.INVITED) {
            var why = member.state() == Member.State.ACTIVE ? "users.activated" : "users.deactivated";
            return Future.failedFuture(Failure.of(Failure.Kind.CONFLICT, why));
        }
        var pause = member.mailedAt()
                .map(this::pauseAfter)
                .filter(left -> left.compareTo(Duration.ZERO) > 0)
                .map(left -> Failure.rateLimited("users.sentJustNow", left));
        return MailStore.longer(
                pause,
                services.mails()
                        .requireQuota(sql, member.person().email(), InvitationStore.MAILS, "users.sentTooOften"));
    }

    private Duration pauseAfter(Instant sent) {
        var pause = services.configuration().get(MembershipSettings.class).resendAfter();
        return Duration.between(services.now(), sent.plus(pause));
    }

    private Future<Void> replaceMails(Sql sql, ActingAdministrator acting, Member member, TemporaryPassword password) {
        return services.invitations()
                .cancelMails(sql, member)
                .compose(cancelled -> member.madeAccount()
                        ? services.temporaryPasswords().renew(sql, member.account(), password)
                        : Future.succeededFuture(TemporaryPasswordStore.Outcome.CHOSEN))
                .compose(outcome -> outcome == TemporaryPasswordStore.Outcome.RENEWED
                        ? inviteAnew(sql, acting, member, password)
                        : send(sql, acting, member, Optional.empty()));
    }

    /** Ends the sessions opened with the former temporary password. */
    private Future<Void> inviteAnew(Sql sql, ActingAdministrator acting, Member member, TemporaryPassword password) {
        return services.sessions()
                .endAll(sql, member.account(), SessionApi.Ending.INVITED_AGAIN, services.now())
                .compose(ended -> send(sql, acting, member, Optional.of(password)));
    }

    private Future<Void> send(
            Sql sql, ActingAdministrator acting, Member member, Optional<TemporaryPassword> password) {
        return services.accounts()
                .byId(sql, member.account())
                .map(Optional::orElseThrow)
                .compose(account -> services.invitations()
                        .send(
                                sql,
                                acting.organisation(),
                                account,
                                acting.notice(member.roles()),
                                password,
                                services.now()));
    }
}
