package eu.parvis.membership;

import eu.parvis.bus.Failure;
import eu.parvis.bus.Message;
import eu.parvis.crypto.Shown;
import eu.parvis.db.Sql;
import eu.parvis.mail.Addressee;
import eu.parvis.mail.Letter;
import eu.parvis.mail.Occasion;
import eu.parvis.membership.Member.State;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.membership.MembershipApi.ChangeRoles;
import eu.parvis.membership.MembershipApi.Deactivate;
import eu.parvis.membership.MembershipApi.HandOver;
import eu.parvis.membership.MembershipApi.Leave;
import eu.parvis.membership.MembershipApi.Reactivate;
import eu.parvis.membership.MembershipApi.User;
import eu.parvis.session.SessionApi.Ending;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** Changes members' roles and states. Sessions read roles at each request, so changes apply at once. */
final class Memberships {

    private final MembershipServices services;
    private final Administrators administrators;
    private final Roster roster;

    Memberships(MembershipServices services, Administrators administrators, Roster roster) {
        this.services = services;
        this.administrators = administrators;
        this.roster = roster;
    }

    Future<User> changeRoles(ChangeRoles command) {
        return administrators
                .act(
                        command.by(),
                        (acting, sql) -> changed(
                                sql,
                                acting,
                                command.user(),
                                member -> changeRoles(sql, acting, member, command.roles(), command.shown())))
                .recover(cause -> answerAgain(cause, command.by(), command.user(), () -> hasOwnRoles(command)));
    }

    /** Whether the actor has just these roles: they gave up the others themselves, or ask for no change. */
    private Future<Boolean> hasOwnRoles(ChangeRoles command) {
        return services.members()
                .member(
                        services.database(),
                        command.by().organisation(),
                        command.by().account())
                .map(found -> found.filter(member -> member.state() == State.ACTIVE
                                && member.id().equals(command.user())
                                && Set.copyOf(member.roles()).equals(Set.copyOf(command.roles())))
                        .isPresent());
    }

    /** A caller that lost the answer asks again, and is no administrator any more. */
    private Future<User> answerAgain(Throwable cause, Actor by, UUID user, Supplier<Future<Boolean>> isDone) {
        if (!(cause instanceof Failure failure && failure.kind() == Failure.Kind.FORBIDDEN)) {
            return Future.failedFuture(cause);
        }
        return isDone.get()
                .compose(done ->
                        done ? roster.user(services.database(), by.organisation(), user) : Future.failedFuture(cause));
    }

    private Future<User> changed(
            Sql sql, ActingAdministrator acting, UUID user, Function<Member, Future<Void>> change) {
        return roster.lock(sql, acting.organisation(), user)
                .compose(change)
                .compose(changed -> roster.user(sql, acting.organisation(), user));
    }

    private Future<Void> changeRoles(
            Sql sql, ActingAdministrator acting, Member member, List<Role> roles, Optional<Shown> shown) {
        if (Set.copyOf(member.roles()).equals(Set.copyOf(roles))) {
            return Future.succeededFuture();
        }
        Shown.require(shown, member.shown());
        return setRoles(sql, member, roles)
                .compose(set -> administrators.requireOneLeft(sql, acting.actor()))
                .compose(checked -> services.representatives().follow(sql, Appointment.of(acting), member, roles))
                .compose(checked -> services.journal()
                        .record(
                                sql,
                                acting.change(MembershipEvent.ROLES_CHANGED, member)
                                        .with("roles", roles)))
                .compose(recorded -> notifyMember(
                        sql, acting, member, to -> services.letters().rolesChanged(to, acting.notice(roles))));
    }

    private Future<Void> setRoles(Sql sql, Member member, List<Role> roles) {
        return services.members().setRoles(sql, member.organisation(), member.account(), roles, services.now());
    }

    /** Notifies an active member. The acting administrator is not notified about their own account. */
    private Future<Void> notifyMember(
            Sql sql, ActingAdministrator acting, Member member, Function<Addressee, Letter> letter) {
        return member.state() == State.ACTIVE && !member.account().equals(acting.account())
                ? services.mails().queueWithinQuota(sql, member.person().email(), letter.apply(member.addressee()))
                : Future.succeededFuture();
    }

    Future<User> deactivate(Deactivate command) {
        return administrators.act(
                command.by(),
                (acting, sql) -> roster.lock(sql, acting.organisation(), command.user())
                        .compose(member -> deactivate(sql, acting, member, command.shown())));
    }

    private Future<User> deactivate(Sql sql, ActingAdministrator acting, Member member, Optional<Shown> shown) {
        if (member.state() != State.DEACTIVATED) {
            Shown.require(shown, member.shown());
        }
        return switch (member.state()) {
            case ACTIVE ->
                endAccess(sql, acting, member).compose(ended -> roster.user(sql, acting.organisation(), member.id()));
            case INVITED ->
                services.representatives()
                        .requireNotNamed(sql, member)
                        .compose(checked -> withdraw(sql, acting, member));
            case DEACTIVATED, WITHDRAWN -> roster.user(sql, member);
        };
    }

    private Future<Void> endAccess(Sql sql, ActingAdministrator acting, Member member) {
        return setState(sql, member, State.DEACTIVATED)
                .compose(set -> administrators.requireOneLeft(sql, acting.actor()))
                .compose(checked -> services.representatives().requireNotNamed(sql, member))
                .compose(checked -> endSessions(sql, acting, member))
                .compose(ended ->
                        services.journal().record(sql, acting.change(MembershipEvent.USER_DEACTIVATED, member)))
                .compose(recorded -> notifyMember(
                        sql,
                        acting,
                        member,
                        to -> services.letters().deactivated(to, acting.name(), acting.organisationName())));
    }

    /** Whatever the roles of the person are. */
    Future<Message.Done> leave(Leave command) {
        var by = command.by();
        return services.inTransaction(sql -> services.organisations()
                        .lock(sql, by.organisation())
                        .map(found -> found.orElseThrow(Failure::notFound))
                        .compose(name -> services.accounts()
                                .lock(sql, by.account())
                                .compose(locked -> services.members().member(sql, by.organisation(), by.account()))
                                .map(found -> found.filter(member -> member.state() == State.ACTIVE)
                                        .orElseThrow(Failure::notFound))
                                .compose(member -> endAccess(sql, new ActingAdministrator(by, member, name), member)
                                        .compose(ended -> services.departures()
                                                .tellAdministrators(sql, Occasion.MEMBER_LEFT, member, name)))))
                .map(Message.DONE);
    }

    /** Ends the person's sessions, unless they are a member of another organisation or invited to one. */
    private Future<Void> endSessions(Sql sql, ActingAdministrator acting, Member member) {
        var reason = member.account().equals(acting.account()) ? Ending.LEFT : Ending.DEACTIVATED;
        return services.repository()
                .isMemberOrInvited(sql, member.account())
                .compose(elsewhere -> elsewhere
                        ? Future.succeededFuture()
                        : services.sessions().endAll(sql, member.account(), reason, services.now()));
    }

    /**
     * Withdraws an invitation. The member row is deleted; the founder's is only deactivated, because the waiting page
     * of the registration needs it. Cancels the mails and deletes the pending account, unless another organisation has
     * invited the person too.
     */
    private Future<User> withdraw(Sql sql, ActingAdministrator acting, Member member) {
        return (member.founder()
                        ? setState(sql, member, State.DEACTIVATED)
                        : services.members().removeMember(sql, member.organisation(), member.account()))
                .compose(removed -> forget(sql, member))
                .compose(forgotten ->
                        services.journal().record(sql, acting.change(MembershipEvent.INVITATION_WITHDRAWN, member)))
                .compose(recorded ->
                        roster.user(sql, member.with(member.founder() ? State.DEACTIVATED : State.WITHDRAWN)));
    }

    private Future<Void> forget(Sql sql, Member member) {
        return services.repository().isMemberOrInvited(sql, member.account()).compose(elsewhere -> {
            if (elsewhere) {
                // The other organisation's invitation needs the mails that give access to this account.
                return member.madeAccount()
                        ? Future.succeededFuture()
                        : services.invitations().cancelMails(sql, member);
            }
            return services.mails()
                    .cancel(sql, member.person().email().key(), InvitationStore.MAILS)
                    .compose(cancelled -> services.mails()
                            .cancel(sql, member.person().email().key(), Occasion.WITH_TEMPORARY_PASSWORD))
                    .compose(cancelled -> member.founder()
                            ? services.sessions().endAll(sql, member.account(), Ending.DEACTIVATED, services.now())
                            : services.accounts()
                                    .deletePending(sql, member.account())
                                    .mapEmpty());
        });
    }

    private Future<Void> setState(Sql sql, Member member, State state) {
        return services.repository().setState(sql, member.organisation(), member.account(), state, services.now());
    }

    Future<User> reactivate(Reactivate command) {
        return administrators.act(
                command.by(),
                (acting, sql) -> changed(
                        sql, acting, command.user(), member -> reactivate(sql, acting, member, command.shown())));
    }

    private Future<Void> reactivate(Sql sql, ActingAdministrator acting, Member member, Optional<Shown> shown) {
        if (member.state() != State.DEACTIVATED) {
            return Future.succeededFuture();
        }
        Shown.require(shown, member.shown());
        return services.members()
                .readmit(sql, member, services.now())
                .compose(set -> services.journal().record(sql, acting.change(MembershipEvent.USER_REACTIVATED, member)))
                .compose(recorded -> services.mails()
                        .queueWithinQuota(
                                sql,
                                member.person().email(),
                                services.letters().reactivated(member.addressee(), acting.notice(member.roles()))));
    }

    Future<User> handOver(HandOver command) {
        return administrators
                .act(
                        command.by(),
                        (acting, sql) -> changed(sql, acting, command.user(), member -> {
                            Shown.require(command.shown(), member.shown());
                            return handOver(sql, acting, member);
                        }))
                .recover(cause -> answerAgain(
                        cause,
                        command.by(),
                        command.user(),
                        () -> services.repository().isSuccessor(services.database(), command.by(), command.user())));
    }

    private Future<Void> handOver(Sql sql, ActingAdministrator acting, Member successor) {
        if (successor.state() != State.ACTIVE || successor.account().equals(acting.account())) {
            return Future.failedFuture(Failure.of(Failure.Kind.CONFLICT, "users.notActive"));
        }
        return setRoles(sql, successor, Role.with(successor.roles(), Role.ADMINISTRATOR))
                .compose(raised -> setRoles(
                        sql, acting.member(), Role.without(acting.member().roles(), Role.ADMINISTRATOR)))
                .compose(left -> services.repository()
                        .setSuccessor(sql, acting.organisation(), acting.account(), successor.account()))
                .compose(left -> services.journal()
                        .record(sql, acting.change(MembershipEvent.ORGANISATION_HANDED_OVER, successor)))
                .compose(recorded -> notifyMember(
                        sql,
                        acting,
                        successor,
                        to -> services.letters()
                                .rolesChanged(to, acting.notice(Role.with(successor.roles(), Role.ADMINISTRATOR)))));
    }
}
