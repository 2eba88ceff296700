package eu.parvis.users;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.draft.FormDraftGuard;
import eu.parvis.http.Answers;
import eu.parvis.http.Answers.FormPage;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.PathId;
import eu.parvis.http.PersonInput;
import eu.parvis.http.Routes;
import eu.parvis.http.Shown;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.joining.JoinApi;
import eu.parvis.joining.JoinApi.ListRequests;
import eu.parvis.joining.JoinRequest;
import eu.parvis.membership.Member;
import eu.parvis.membership.MemberGuard;
import eu.parvis.membership.MemberInput;
import eu.parvis.membership.MembershipApi;
import eu.parvis.membership.MembershipApi.AddUser;
import eu.parvis.membership.MembershipApi.AddedUser;
import eu.parvis.membership.MembershipApi.ChangeRoles;
import eu.parvis.membership.MembershipApi.Deactivate;
import eu.parvis.membership.MembershipApi.FindUser;
import eu.parvis.membership.MembershipApi.Found;
import eu.parvis.membership.MembershipApi.HandOver;
import eu.parvis.membership.MembershipApi.ListUsers;
import eu.parvis.membership.MembershipApi.Reactivate;
import eu.parvis.membership.MembershipApi.SendAgain;
import eu.parvis.membership.MembershipApi.User;
import eu.parvis.membership.Role;
import eu.parvis.session.SessionGuard;
import eu.parvis.users.UserPages.UserPage;
import eu.parvis.users.UserPages.UsersPage;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** The pages "My users" (CG-44 to CG-49). */
public final class UserRoutes implements Routes {

    /** Acts after which a page shows a sentence, {@code organisation.done.*}. */
    private static final Set<String> DONE = Set.of(
            "added", "roles", "sent", "deactivated", "reactivated", "handed-over", "approved", "refused", "withdrawn");

    private static final String USERS = "/users";

    private final Site site;
    private final Bus bus;
    private final FormDraftGuard drafts;
    private final SessionGuard guard;

    public UserRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.bus = site.bus();
        this.drafts = new FormDraftGuard(site);
        this.guard = guard.lateForms(drafts::keepLate);
    }

    @Override
    public void pages(Router router) {
        router.get(USERS).handler(guard.browser()).handler(answer(this::showUsers));
        administrators(router.post(USERS)).handler(drafts.keeping()).handler(answer(this::add));
        administrators(router.get("/users/:id")).handler(answer(this::showUser));
        administrators(router.post("/users/:id/roles"))
                .handler(drafts.keeping())
                .handler(answer(this::changeRoles));
        administrators(router.post("/users/:id/mails")).handler(answer(this::sendAgain));
        administrators(router.post("/users/:id/deactivate")).handler(answer(this::deactivate));
        administrators(router.post("/users/:id/reactivate")).handler(answer(this::reactivate));
        // A former administrator may ask again, by a second click; the command checks it.
        router.post("/users/:id/hand-over").handler(guard.browser()).handler(answer(this::handOver));
    }

    private Route administrators(Route route) {
        return route.handler(guard.browser()).handler(MemberGuard.role(Role.ADMINISTRATOR));
    }

    // --- All users ----------------------------------------------------------------------------------------------

    private Future<Void> showUsers(RoutingContext rc) {
        var blank = formWith(Role.OF_NEWCOMER);
        return isAdministrator(rc)
                ? drafts.form(rc, USERS, blank).compose(form -> showUsers(rc, 200, form, Optional.empty()))
                : showUsers(rc, 200, blank, Optional.empty());
    }

    private Future<Void> showUsers(RoutingContext rc, int status, Form form, Optional<User> known) {
        return bus.request(MembershipApi.LIST_USERS, new ListUsers(MemberGuard.actor(rc)))
                .compose(users -> joinRequests(rc)
                        .map(requests -> UsersPage.of(
                                users.users(),
                                requests,
                                reader(rc),
                                isAdministrator(rc),
                                doneSentence(rc),
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

    private static UUID reader(RoutingContext rc) {
        return SessionGuard.identity(rc).account().id();
    }

    private Optional<String> doneSentence(RoutingContext rc) {
        return rc.queryParams().getAll("done").stream()
                .filter(DONE::contains)
                .findFirst()
                .map(act -> site.pages().words(rc).text("organisation.done." + act));
    }

    private Future<Void> add(RoutingContext rc) {
        var input = Input.of(rc);
        return submit(
                rc,
                () -> add(rc, input).compose(added -> respondWithAdded(rc, input, added)),
                (status, faults) -> drafts.refused(rc, input, faults)
                        .compose(typed -> showUsers(rc, status, typed, Optional.empty())));
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
                : drafts.forget(rc).compose(forgotten -> Answers.seeOther(rc, USERS + "?done=added"));
    }

    /** The user is there already and keeps the present roles; the page links to where they can be changed. */
    private Future<Void> respondWithKnown(RoutingContext rc, Input input, User user) {
        var fault = user.account().equals(reader(rc))
                ? FieldError.of("email", "users.yourself")
                : FieldError.of(
                        "email",
                        user.state() == Member.State.DEACTIVATED ? "users.gone" : "users.there",
                        user.person().name());
        return drafts.refused(rc, input, List.of(fault)).compose(typed -> showUsers(rc, 409, typed, Optional.of(user)));
    }

    private static Future<Void> submit(RoutingContext rc, Supplier<Future<Void>> act, FormPage page) {
        return Answers.submit(rc, act, page, Failure.Kind.CONFLICT, Failure.Kind.RATE_LIMITED);
    }

    private static Form formWith(List<Role> roles) {
        var fields = MultiMap.caseInsensitiveMultiMap();
        roles.forEach(role -> fields.add("roles", role.name()));
        return Input.form(fields).form();
    }

    // --- One user -----------------------------------------------------------------------------------------------

    private Future<Void> showUser(RoutingContext rc) {
        return find(rc).compose(found -> drafts.form(rc, rc.request().path() + "/roles", present(found))
                .compose(form -> showUser(rc, 200, found, form)));
    }

    private static Form present(Found found) {
        var roles = found.user().roles();
        return formWith(roles).orElse(Shown.FIELD, Shown.hash(roles));
    }

    private Future<Found> find(RoutingContext rc) {
        return bus.request(MembershipApi.FIND_USER, new FindUser(MemberGuard.actor(rc), PathId.of(rc)));
    }

    private Future<Void> showUser(RoutingContext rc, int status, Found found, Form form) {
        var language = Visit.of(rc).language();
        var page = UserPage.of(
                found, reader(rc), doneSentence(rc), form, site.clock().instant(), language);
        return site.pages().show(rc, status, page);
    }

    private Future<Void> changeRoles(RoutingContext rc) {
        var input = Input.of(rc);
        return submit(
                rc,
                () -> find(rc).compose(found -> changeRoles(rc, input, found)),
                (status, faults) -> find(rc).compose(found ->
                        drafts.refused(rc, input, faults).compose(typed -> showUser(rc, status, found, typed))));
    }

    private Future<Void> changeRoles(RoutingContext rc, Input input, Found found) {
        var roles = MemberInput.roles(input);
        input.end();
        var now = found.user().roles();
        if (Shown.isStale(input, now) && !Set.copyOf(roles).equals(Set.copyOf(now))) {
            return showChanged(rc, found);
        }
        return bus.request(MembershipApi.CHANGE_ROLES, new ChangeRoles(MemberGuard.actor(rc), PathId.of(rc), roles))
                .compose(changed -> drafts.forget(rc))
                .compose(forgotten -> respondWithUser(rc, "roles"));
    }

    /** Somebody changed the roles after the page was shown. */
    private Future<Void> showChanged(RoutingContext rc, Found found) {
        var now = found.user().roles();
        var fault = FieldError.of(
                "", "users.rolesChanged", Role.labels(now, Visit.of(rc).language()));
        return drafts.refused(rc, Shown.renewed(rc, now), List.of(fault))
                .compose(typed -> showUser(rc, 409, found, typed));
    }

    private Future<Void> sendAgain(RoutingContext rc) {
        var command = new SendAgain(MemberGuard.actor(rc), PathId.of(rc));
        return submit(
                rc,
                () -> bus.request(MembershipApi.SEND_AGAIN, command).compose(sent -> respondWithUser(rc, "sent")),
                unchanged(rc));
    }

    /** Needs a ticked box, so that one click does not deactivate. */
    private Future<Void> deactivate(RoutingContext rc) {
        return submit(
                rc,
                () -> deactivate(rc, Input.of(rc))
                        .compose(user -> Answers.seeOther(
                                rc,
                                user.state() == Member.State.WITHDRAWN
                                        ? "/users?done=withdrawn"
                                        : "/users?done=deactivated")),
                unchanged(rc));
    }

    private Future<User> deactivate(RoutingContext rc, Input input) {
        requireTicked(input, "confirmation");
        return bus.request(MembershipApi.DEACTIVATE, new Deactivate(MemberGuard.actor(rc), PathId.of(rc)));
    }

    private static void requireTicked(Input input, String box) {
        if (!input.ticked(box)) {
            input.refuse(box, "error.confirmation.missing");
        }
        input.end();
    }

    private Future<Void> reactivate(RoutingContext rc) {
        var command = new Reactivate(MemberGuard.actor(rc), PathId.of(rc));
        return submit(
                rc,
                () -> bus.request(MembershipApi.REACTIVATE, command)
                        .compose(reactivated -> respondWithUser(rc, "reactivated")),
                unchanged(rc));
    }

    /** Leads to the list, because the former administrator may no longer see the page of one user. */
    private Future<Void> handOver(RoutingContext rc) {
        return submit(
                rc,
                () -> handOver(rc, Input.of(rc)).compose(handedOver -> Answers.seeOther(rc, "/users?done=handed-over")),
                unchanged(rc));
    }

    private Future<User> handOver(RoutingContext rc, Input input) {
        requireTicked(input, "handOver");
        return bus.request(MembershipApi.HAND_OVER, new HandOver(MemberGuard.actor(rc), PathId.of(rc)));
    }

    private static Future<Void> respondWithUser(RoutingContext rc, String done) {
        return Answers.seeOther(rc, "/users/" + PathId.of(rc) + "?done=" + done);
    }

    /** The page of the user with the present roles, where nothing but a button or a box was sent. */
    private FormPage unchanged(RoutingContext rc) {
        return (status, faults) -> find(rc).compose(found -> showUser(
                rc, status, found, present(found).with(faults, site.pages().words(rc))));
    }
}
