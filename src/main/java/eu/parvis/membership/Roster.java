package eu.parvis.membership;

import eu.parvis.bus.Failure;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailApi.MailState;
import eu.parvis.membership.MembershipApi.AskLeaving;
import eu.parvis.membership.MembershipApi.FindUser;
import eu.parvis.membership.MembershipApi.Found;
import eu.parvis.membership.MembershipApi.Leaving;
import eu.parvis.membership.MembershipApi.ListUsers;
import eu.parvis.membership.MembershipApi.ShowUser;
import eu.parvis.membership.MembershipApi.User;
import eu.parvis.membership.MembershipApi.Users;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the members of an organisation. */
final class Roster {

    private final MembershipServices services;
    private final Administrators administrators;

    Roster(MembershipServices services, Administrators administrators) {
        this.services = services;
        this.administrators = administrators;
    }

    Future<Users> list(ListUsers query) {
        var organisation = query.by().organisation();
        return administrators
                .requireMember(query.by())
                .compose(asking -> services.members()
                        .members(services.database(), organisation)
                        .compose(members -> asking.administers()
                                ? users(services.database(), members)
                                : Future.succeededFuture(namesOf(members))))
                .map(Users::new);
    }

    private List<User> namesOf(List<Member> members) {
        return members.stream().map(member -> user(member, List.of())).toList();
    }

    Future<User> show(ShowUser query) {
        return administrators
                .requireMember(query.by())
                .compose(asking -> member(services.database(), query.by().organisation(), query.user()))
                .map(member -> user(member, List.of()));
    }

    Future<Found> find(FindUser query) {
        var organisation = query.by().organisation();
        return administrators
                .require(query.by())
                .compose(administrator -> member(services.database(), organisation, query.user()))
                .compose(member -> user(services.database(), member)
                        .compose(user -> services.repository()
                                .countAdministrators(services.database(), organisation)
                                .map(count -> new Found(user, member.administers() && count == 1))));
    }

    /** Checks without a lock what leaving checks under one. */
    Future<Leaving> leaving(AskLeaving query) {
        var sql = services.database();
        return administrators
                .requireMember(query.by())
                .compose(member -> services.repository()
                        .countAdministrators(sql, member.organisation())
                        .compose(count -> member.administers() && count == 1
                                ? Future.failedFuture(Administrators.lastOne())
                                : services.representatives().requireNotNamed(sql, member)))
                .map(free -> new Leaving(Optional.empty()))
                .recover(cause -> cause instanceof Failure failure && failure.kind() == Failure.Kind.CONFLICT
                        ? Future.succeededFuture(new Leaving(Optional.of(failure.messageId())))
                        : Future.failedFuture(cause));
    }

    private Future<List<User>> users(Sql sql, List<Member> members) {
        Future<List<User>> users = Future.succeededFuture(new ArrayList<>());
        for (var member : members) {
            users = users.compose(collected -> user(sql, member).map(user -> {
                collected.add(user);
                return collected;
            }));
        }
        return users;
    }

    Future<User> user(Sql sql, UUID organisation, UUID user) {
        return member(sql, organisation, user).compose(member -> user(sql, member));
    }

    /** Fails with {@code NOT_FOUND} for members of other organisations, as for unknown ids. */
    Future<Member> member(Sql sql, UUID organisation, UUID user) {
        return services.members().user(sql, organisation, user).map(found -> found.orElseThrow(Failure::notFound));
    }

    /**
     * Locks the account, then reads the member, so that no concurrent transaction activates, invites or removes them. The
     * caller has locked the organisation.
     */
    Future<Member> lock(Sql sql, UUID organisation, UUID user) {
        return member(sql, organisation, user)
                .compose(found -> services.accounts().lock(sql, found.account()))
                .compose(locked -> member(sql, organisation, user));
    }

    Future<User> user(Sql sql, Member member) {
        return member.mails()
                .filter(group -> member.state() == Member.State.INVITED)
                .map(group -> services.mails().of(sql, group))
                .orElse(Future.succeededFuture(List.of()))
                .map(states -> user(member, states));
    }

    private User user(Member member, List<MailState> states) {
        var pause = services.configuration().get(MembershipSettings.class).resendAfter();
        return new User(
                member.id(),
                member.account(),
                member.person(),
                member.roles(),
                member.state(),
                states,
                member.mailedAt()
                        .filter(sent -> member.state() == Member.State.INVITED)
                        .map(sent -> sent.plus(pause)));
    }
}
