package eu.parvis.organisation;

import eu.parvis.db.Sql;
import eu.parvis.mail.MailApi.MailState;
import eu.parvis.organisation.OrganisationApi.FindUser;
import eu.parvis.organisation.OrganisationApi.Found;
import eu.parvis.organisation.OrganisationApi.ListUsers;
import eu.parvis.organisation.OrganisationApi.User;
import eu.parvis.organisation.OrganisationApi.Users;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The people of an organisation. */
final class Roster {

    private final Tools tools;
    private final Administrators administrators;

    Roster(Tools tools, Administrators administrators) {
        this.tools = tools;
        this.administrators = administrators;
    }

    Future<Users> list(ListUsers query) {
        var organisation = query.by().organisation();
        return administrators
                .requireMember(query.by())
                .compose(asking -> tools.organisations()
                        .members(tools.database(), organisation)
                        .compose(members -> asking.administers()
                                ? users(tools.database(), members)
                                : Future.succeededFuture(namesOf(members))))
                .map(Users::new);
    }

    private List<User> namesOf(List<Member> members) {
        return members.stream().map(member -> user(member, List.of())).toList();
    }

    Future<Found> find(FindUser query) {
        var organisation = query.by().organisation();
        return administrators
                .require(query.by())
                .compose(administrator -> member(tools.database(), organisation, query.user()))
                .compose(member -> user(tools.database(), member)
                        .compose(user -> tools.repository()
                                .countAdministrators(tools.database(), organisation)
                                .map(count -> new Found(user, member.administers() && count == 1))));
    }

    private Future<List<User>> users(Sql sql, List<Member> members) {
        Future<List<User>> users = Future.succeededFuture(new ArrayList<>());
        for (var member : members) {
            users = users.compose(before -> user(sql, member).map(user -> {
                before.add(user);
                return before;
            }));
        }
        return users;
    }

    Future<User> user(Sql sql, UUID organisation, UUID user) {
        return member(sql, organisation, user).compose(member -> user(sql, member));
    }

    /** {@code NOT_FOUND} for whoever is in another organisation, as for whoever is nowhere. */
    Future<Member> member(Sql sql, UUID organisation, UUID user) {
        return tools.organisations().user(sql, organisation, user).map(found -> found.orElseThrow(Tools::notFound));
    }

    Future<User> user(Sql sql, Member member) {
        return member.mails()
                .filter(group -> member.state() == Member.State.INVITED)
                .map(group -> tools.mails().of(sql, group))
                .orElse(Future.succeededFuture(List.of()))
                .map(states -> user(member, states));
    }

    private User user(Member member, List<MailState> states) {
        var pause = tools.configuration().registration().resendAfter();
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
