package eu.parvis.users;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.draft.FormDraftGuard;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.PersonInput;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.joining.JoinApi;
import eu.parvis.joining.JoinApi.ListRequests;
import eu.parvis.joining.JoinRequest;
import eu.parvis.membership.Member;
import eu.parvis.membership.MemberGuard;
import eu.parvis.membership.MemberInput;
import eu.parvis.membership.MembershipApi;
import eu.parvis.membership.MembershipApi.AddUser;
import eu.parvis.membership.MembershipApi.AddedUser;
import eu.parvis.membership.MembershipApi.ListUsers;
import eu.parvis.membership.MembershipApi.User;
import eu.parvis.membership.Role;
import eu.parvis.session.SessionGuard;
import eu.parvis.users.UserPages.UsersPage;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The page of all users (CG-44 to CG-49), which also adds one. */
final class UserListRoutes implements Routes {

    /** Acts after which a page shows a sentence, {@code organisation.done.*}. */
    private static final Set<String> DONE = Set.of(
            "added", "roles", "sent", "deactivated", "reactivated", "handed-over", "approved", "refused", "withdrawn");

    static final String PAGE = "/users";

    private final Site site;
    private final Bus bus;
    private final FormDraftGuard drafts;
    private final SessionGuard guard;

    UserListRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.bus = site.bus();
        this.drafts = new FormDraftGuard(site);
        this.guard = guard.lateForms(drafts::keepLate);
    }

    @Override
    public void pages(Router router) {
        router.get(PAGE).handler(guard.browser()).handler(answer(this::show));
        router.post(PAGE)
                .handler(guard.browser())
                .handler(MemberGuard.role(Role.ADMINISTRATOR))
                .handler(drafts.keeping())
                .handler(answer(this::add));
    }

    private Future<Void> show(RoutingContext rc) {
        var blank = formWith(Role.OF_NEWCOMER);
        return isAdministrator(rc)
                ? drafts.form(rc, PAGE, blank).compose(form -> show(rc, 200, form, Optional.empty()))
                : show(rc, 200, blank, Optional.empty());
    }

    /** A form about a user who is not there any more leads to the list, which says why. */
    Future<Void> showGone(RoutingContext rc, FieldError reason) {
        var form = formWith(Role.OF_NEWCOMER).with(List.of(reason), site.pages().words(rc));
        return show(rc, 409, form, Optional.empty());
    }

    private Future<Void> show(RoutingContext rc, int status, Form form, Optional<User> known) {
        return bus.request(MembershipApi.LIST_USERS, new ListUsers(MemberGuard.actor(rc)))
                .compose(users -> joinRequests(rc)
                        .map(requests -> UsersPage.of(
                                users.users(),
                                requests,
                                reader(rc),
                                isAdministrator(rc),
                                doneSentence(site, rc),
                                known,
                                form)))
                .compose(page -> site.pages().show(rc, status, page));
    }

    private Future<List<JoinRequest>> joinRequests(RoutingContext rc) {
        return isAdministrator(rc)
                ? bus.request(JoinApi.LIST, new ListRequests(MemberGuard.actor(rc)))
                        .map(JoinApi.Requests::requests)
                : Future.succeededFuture(List.of());
    }

    private static boolean isAdministrator(RoutingContext rc) {
        return SessionGuard.identity(rc).roles().contains(Role.ADMINISTRATOR.name());
    }

    static UUID reader(RoutingContext rc) {
        return SessionGuard.identity(rc).account().id();
    }

    static Optional<String> doneSentence(Site site, RoutingContext rc) {
        return site.notices().take(rc).stream()
                .filter(DONE::contains)
                .findFirst()
                .map(act -> site.pages().words(rc).text("organisation.done." + act));
    }

    private Future<Void> add(RoutingContext rc) {
        var input = Input.of(rc);
        return Answers.submit(
                rc,
                () -> add(rc, input).compose(added -> respondWithAdded(rc, input, added)),
                (status, faults) ->
                        drafts.refused(rc, input, faults).compose(typed -> show(rc, status, typed, Optional.empty())),
                Failure.Kind.CONFLICT,
                Failure.Kind.RATE_LIMITED);
    }

    private Future<AddedUser> add(RoutingContext rc, Input input) {
        var person = PersonInput.invited(input);
        var roles = MemberInput.roles(input);
        input.end();
        return bus.request(MembershipApi.ADD_USER, new AddUser(MemberGuard.actor(rc), person, roles));
    }

    private Future<Void> respondWithAdded(RoutingContext rc, Input input, AddedUser added) {
        return added.before()
                ? respondWithKnown(rc, input, added.user())
                : drafts.forget(rc).compose(forgotten -> site.notices().seeOther(rc, PAGE, List.of("added")));
    }

    /** The user is there already and keeps the present roles; the page links to where they can be changed. */
    private Future<Void> respondWithKnown(RoutingContext rc, Input input, User user) {
        var fault = user.account().equals(reader(rc))
                ? FieldError.of("email", "users.yourself")
                : FieldError.of(
                        "email",
                        user.state() == Member.State.DEACTIVATED ? "users.gone" : "users.there",
                        user.person().name());
        return drafts.refused(rc, input, List.of(fault)).compose(typed -> show(rc, 409, typed, Optional.of(user)));
    }

    static Form formWith(List<Role> roles) {
        var fields = MultiMap.caseInsensitiveMultiMap();
        roles.forEach(role -> fields.add("roles", role.name()));
        return Input.form(fields).form();
    }
}
