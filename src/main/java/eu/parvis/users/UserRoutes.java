package eu.parvis.users;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.PathId;
import eu.parvis.http.PersonInput;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.joining.JoinApi;
import eu.parvis.joining.JoinApi.ListRequests;
import eu.parvis.joining.JoinRequest;
import eu.parvis.mail.MailApi.MailState;
import eu.parvis.mail.MailApi.State;
import eu.parvis.membership.Member;
import eu.parvis.membership.MemberGuard;
import eu.parvis.membership.MemberInput;
import eu.parvis.membership.MembershipApi;
import eu.parvis.membership.MembershipApi.AddUser;
import eu.parvis.membership.MembershipApi.Added;
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
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The pages "My users" (CG-44 to CG-49). */
public final class UserRoutes implements Routes {

    /** Values of {@code ?done=}: each has a confirmation message {@code organisation.done.*}. */
    private static final Set<String> DONE =
            Set.of("added", "roles", "sent", "deactivated", "reactivated", "handed-over", "approved", "refused");

    private final Site site;
    private final Bus bus;
    private final SessionGuard guard;

    public UserRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.bus = site.bus();
        this.guard = guard;
    }

    @Override
    public void pages(Router router) {
        router.get("/users").handler(guard.browser()).handler(answer(this::showUsers));
        administrators(router.post("/users")).handler(answer(this::add));
        administrators(router.get("/users/:id")).handler(answer(this::showUser));
        administrators(router.post("/users/:id/roles")).handler(answer(this::changeRoles));
        administrators(router.post("/users/:id/mails")).handler(answer(this::sendAgain));
        administrators(router.post("/users/:id/deactivate")).handler(answer(this::deactivate));
        administrators(router.post("/users/:id/reactivate")).handler(answer(this::reactivate));
        administrators(router.post("/users/:id/hand-over")).handler(answer(this::handOver));
    }

    private Route administrators(Route route) {
        return route.handler(guard.browser()).handler(guard.administrator());
    }

    // --- All users ----------------------------------------------------------------------------------------------

    private Future<Void> showUsers(RoutingContext rc) {
        return showUsers(rc, 200, ticked(Role.OF_NEWCOMER));
    }

    private Future<Void> showUsers(RoutingContext rc, int status, Form form) {
        return showUsers(rc, status, form, Optional.empty());
    }

    private Future<Void> showUsers(RoutingContext rc, int status, Form form, Optional<Map<String, Object>> known) {
        var by = MemberGuard.actor(rc);
        return bus.request(MembershipApi.LIST_USERS, new ListUsers(by))
                .compose(users -> requests(rc)
                        .compose(requests -> site.pages()
                                .show(
                                        rc,
                                        status,
                                        "users/users.html",
                                        usersModel(rc, users.users(), requests, form, known))));
    }

    private Future<List<JoinRequest>> requests(RoutingContext rc) {
        return isAdministrator(rc)
                ? bus.request(JoinApi.LIST, new ListRequests(MemberGuard.actor(rc)))
                        .map(JoinApi.Requests::requests)
                : Future.succeededFuture(List.of());
    }

    private static boolean isAdministrator(RoutingContext rc) {
        return SessionGuard.identity(rc).roles().contains(Role.ADMINISTRATOR.name());
    }

    private Map<String, Object> usersModel(
            RoutingContext rc,
            List<User> users,
            List<JoinRequest> requests,
            Form form,
            Optional<Map<String, Object>> known) {
        var model = frame(rc, requests.size(), form);
        model.put("people", users.stream().map(user -> row(rc, user)).toList());
        model.put("requests", requests.stream().map(UserRoutes::row).toList());
        model.put("administrator", isAdministrator(rc));
        model.put("known", known.orElse(null));
        return model;
    }

    private Map<String, Object> frame(RoutingContext rc, int waiting, Form form) {
        var model = new HashMap<String, Object>();
        model.put("section", "users");
        model.put("waiting", waiting);
        model.put("roles", Role.names(List.of(Role.values())));
        model.put("done", done(rc));
        model.put("form", form);
        return model;
    }

    /** The confirmation message for {@code ?done=}; null if there is none, because templates test for null. */
    private String done(RoutingContext rc) {
        return rc.queryParams().getAll("done").stream()
                .filter(DONE::contains)
                .findFirst()
                .map(act -> site.pages().words(rc).text("organisation.done." + act))
                .orElse(null);
    }

    private static Map<String, Object> row(RoutingContext rc, User user) {
        var model = person(rc, user);
        model.put("mails", worst(user.mails()).map(Enum::name).orElse(null));
        return model;
    }

    private static Map<String, Object> person(RoutingContext rc, User user) {
        var model = new HashMap<String, Object>();
        model.put("id", user.id().toString());
        model.put("name", user.person().name());
        model.put("email", user.person().email().value());
        model.put(
                "phone",
                user.person()
                        .phone()
                        .map(phone -> phone.grouped(Visit.of(rc).language()))
                        .orElse(null));
        model.put("roles", Role.names(user.roles()));
        model.put("state", user.state().name());
        model.put(
                "me", user.account().equals(SessionGuard.identity(rc).account().id()));
        return model;
    }

    private static Optional<State> worst(List<MailState> mails) {
        var bestFirst = List.of(State.SENT, State.QUEUED, State.DELAYED, State.REFUSED);
        return mails.stream().map(MailState::state).max(Comparator.comparing(bestFirst::indexOf));
    }

    private static Map<String, Object> row(JoinRequest request) {
        return Map.of(
                "id", request.id().toString(),
                "name", request.person().name(),
                "email", request.person().email().value(),
                "reference", request.reference(),
                "createdAt", request.createdAt());
    }

    private Future<Void> add(RoutingContext rc) {
        var input = Input.of(rc);
        return Future.succeededFuture()
                .compose(start -> add(rc, input))
                .compose(
                        added -> added.before()
                                ? respondBefore(rc, input, added.user())
                                : Answers.seeOther(rc, "/users?done=added"),
                        cause -> tell(cause, (status, faults) -> showUsers(rc, status, typed(rc, input, faults))));
    }

    /**
     * Handles an invitation for an address that already belongs to a user. The ticked roles are not applied; the error
     * links to the user's page, where roles can be changed.
     */
    private Future<Void> respondBefore(RoutingContext rc, Input input, User user) {
        var known = person(rc, user);
        var fault = user.account().equals(MemberGuard.actor(rc).account())
                ? FieldError.of("email", "users.yourself")
                : FieldError.of(
                        "email",
                        user.state() == Member.State.DEACTIVATED ? "users.gone" : "users.there",
                        user.person().name());
        return showUsers(rc, 409, typed(rc, input, List.of(fault)), Optional.of(known));
    }

    private Form typed(RoutingContext rc, Input input, List<FieldError> faults) {
        return input.form().with(faults, site.pages().words(rc));
    }

    private Future<Added> add(RoutingContext rc, Input input) {
        var person = PersonInput.invited(input);
        var roles = MemberInput.roles(input);
        input.end();
        return bus.request(MembershipApi.ADD_USER, new AddUser(MemberGuard.actor(rc), person, roles));
    }

    /** Shows a page again with a status and errors. */
    private interface Page {
        Future<Void> show(int status, List<FieldError> faults);
    }

    /** Redirects to the next page on success; on failure shows the form again with the errors. */
    private static Future<Void> attempt(RoutingContext rc, Supplier<Future<User>> act, String next, Page otherwise) {
        return Future.succeededFuture()
                .compose(start -> act.get())
                .compose(done -> Answers.seeOther(rc, next), cause -> tell(cause, otherwise));
    }

    private static Future<Void> tell(Throwable cause, Page page) {
        if (!(cause instanceof Failure failure)) {
            return Future.failedFuture(cause);
        }
        return switch (failure.kind()) {
            case INVALID -> page.show(400, failure.fields());
            case CONFLICT, RATE_LIMITED -> page.show(failure.kind().status(), failure.faults());
            default -> Future.failedFuture(cause);
        };
    }

    private static Form ticked(List<Role> roles) {
        var fields = MultiMap.caseInsensitiveMultiMap();
        roles.forEach(role -> fields.add("roles", role.name()));
        return Input.form(fields).form();
    }

    // --- One user -----------------------------------------------------------------------------------------------

    private Future<Void> showUser(RoutingContext rc) {
        return find(rc).compose(
                        found -> showUser(rc, 200, found, ticked(found.user().roles())));
    }

    private Future<Found> find(RoutingContext rc) {
        return bus.request(MembershipApi.FIND_USER, new FindUser(MemberGuard.actor(rc), PathId.of(rc)));
    }

    private Future<Void> showUser(RoutingContext rc, int status, Found found, Form form) {
        return requests(rc)
                .compose(requests ->
                        site.pages().show(rc, status, "users/user.html", userModel(rc, found, requests.size(), form)));
    }

    private Map<String, Object> userModel(RoutingContext rc, Found found, int waiting, Form form) {
        var user = found.user();
        var model = frame(rc, waiting, form);
        model.put("person", person(rc, user));
        model.put("mails", mails(rc, user));
        model.put("sendAgainIn", sendAgainIn(user));
        model.put("lastAdministrator", found.lastAdministrator());
        return model;
    }

    private List<Map<String, Object>> mails(RoutingContext rc, User user) {
        var mails = user.mails();
        return IntStream.range(0, mails.size())
                .mapToObj(i -> mail(rc, i + 1, mails.get(i)))
                .toList();
    }

    /**
     * The model of a sent mail. The number gives its position, because the content depends on whether the person has an
     * account.
     */
    private Map<String, Object> mail(RoutingContext rc, int number, MailState mail) {
        var model = new HashMap<String, Object>();
        model.put("number", number);
        model.put("state", mail.state().name());
        model.put("at", mail.at());
        model.put("reason", mail.reason().map(site.pages().words(rc)::text).orElse(null));
        return model;
    }

    /** Seconds until the invitation may be sent again; null if the user is not invited. */
    private Long sendAgainIn(User user) {
        return user.state() == Member.State.INVITED
                ? user.sendAgainFrom().map(this::secondsUntil).orElse(0L)
                : null;
    }

    private long secondsUntil(Instant moment) {
        return Math.max(0, Duration.between(site.clock().instant(), moment).toSeconds());
    }

    private Future<Void> changeRoles(RoutingContext rc) {
        var input = Input.of(rc);
        return attempt(
                rc,
                () -> changeRoles(rc, input),
                path(rc, "roles"),
                (status, faults) -> find(rc).compose(found -> showUser(
                        rc,
                        status,
                        found,
                        input.form().with(faults, site.pages().words(rc)))));
    }

    private Future<User> changeRoles(RoutingContext rc, Input input) {
        var roles = MemberInput.roles(input);
        input.end();
        return bus.request(MembershipApi.CHANGE_ROLES, new ChangeRoles(MemberGuard.actor(rc), PathId.of(rc), roles));
    }

    private Future<Void> sendAgain(RoutingContext rc) {
        var command = new SendAgain(MemberGuard.actor(rc), PathId.of(rc));
        return attempt(rc, () -> bus.request(MembershipApi.SEND_AGAIN, command), path(rc, "sent"), sameUser(rc));
    }

    /** Needs a ticked confirmation, so that one click is not enough. */
    private Future<Void> deactivate(RoutingContext rc) {
        return attempt(rc, () -> deactivate(rc, Input.of(rc)), "/users?done=deactivated", sameUser(rc));
    }

    private Future<User> deactivate(RoutingContext rc, Input input) {
        confirmed(input, "confirmation");
        return bus.request(MembershipApi.DEACTIVATE, new Deactivate(MemberGuard.actor(rc), PathId.of(rc)));
    }

    private static void confirmed(Input input, String box) {
        if (!input.ticked(box)) {
            input.refuse(box, "error.confirmation.missing");
        }
        input.end();
    }

    private Future<Void> reactivate(RoutingContext rc) {
        var command = new Reactivate(MemberGuard.actor(rc), PathId.of(rc));
        return attempt(rc, () -> bus.request(MembershipApi.REACTIVATE, command), path(rc, "reactivated"), sameUser(rc));
    }

    /**
     * Needs a ticked confirmation. Redirects to the list, because the person may have lost access to the user's page.
     */
    private Future<Void> handOver(RoutingContext rc) {
        return attempt(rc, () -> handOver(rc, Input.of(rc)), "/users?done=handed-over", sameUser(rc));
    }

    private Future<User> handOver(RoutingContext rc, Input input) {
        confirmed(input, "handOver");
        return bus.request(MembershipApi.HAND_OVER, new HandOver(MemberGuard.actor(rc), PathId.of(rc)));
    }

    private static String path(RoutingContext rc, String done) {
        return "/users/" + PathId.of(rc) + "?done=" + done;
    }

    private Page sameUser(RoutingContext rc) {
        return (status, faults) -> find(rc).compose(found -> showUser(
                rc,
                status,
                found,
                ticked(found.user().roles()).with(faults, site.pages().words(rc))));
    }
}
