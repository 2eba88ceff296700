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
import eu.parvis.http.Routes;
import eu.parvis.http.ShownField;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.membership.Member;
import eu.parvis.membership.MemberGuard;
import eu.parvis.membership.MemberInput;
import eu.parvis.membership.MembershipApi;
import eu.parvis.membership.MembershipApi.AskChange;
import eu.parvis.membership.MembershipApi.Change;
import eu.parvis.membership.MembershipApi.ChangeRoles;
import eu.parvis.membership.MembershipApi.Deactivate;
import eu.parvis.membership.MembershipApi.FindUser;
import eu.parvis.membership.MembershipApi.Found;
import eu.parvis.membership.MembershipApi.HandOver;
import eu.parvis.membership.MembershipApi.Reactivate;
import eu.parvis.membership.MembershipApi.SendAgain;
import eu.parvis.membership.MembershipApi.User;
import eu.parvis.membership.MembershipEvent;
import eu.parvis.membership.Role;
import eu.parvis.session.SessionGuard;
import eu.parvis.signin.password.ProofGuard;
import eu.parvis.signin.password.ProofGuard.Act;
import eu.parvis.users.UserPages.UserPage;
import io.vertx.core.Future;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The page of one user (CG-44 to CG-49). Its forms carry what it has shown. */
final class UserRoutes implements Routes {

    private final Site site;
    private final Bus bus;
    private final FormDraftGuard drafts;
    private final SessionGuard guard;
    private final ProofGuard proof;
    private final UserListRoutes list;

    UserRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.bus = site.bus();
        this.drafts = new FormDraftGuard(site);
        this.guard = guard;
        this.proof = new ProofGuard(site);
        this.list = new UserListRoutes(site, guard);
    }

    @Override
    public void pages(Router router) {
        administrators(router.get("/users/:id"), guard).handler(answer(this::show));
        administrators(router.post("/users/:id/mails"), guard).handler(answer(this::sendAgain));
        administrators(router.post("/users/:id/deactivate").handler(ProofGuard.SECRETS), guard)
                .handler(proof.required(Act.DEACTIVATION))
                .handler(answer(this::deactivate));
        administrators(router.post("/users/:id/reactivate"), guard).handler(answer(this::reactivate));
        // A former administrator may ask again, by a second click; the command checks it.
        router.post("/users/:id/roles")
                .handler(ProofGuard.SECRETS)
                .handler(guard.lateForms(drafts::keepLate).browser())
                .handler(drafts.keeping())
                .handler(proof.required(Act.ROLES))
                .handler(answer(this::changeRoles));
        router.post("/users/:id/hand-over")
                .handler(ProofGuard.SECRETS)
                .handler(guard.browser())
                .handler(proof.required(Act.HAND_OVER))
                .handler(answer(this::handOver));
    }

    private static Route administrators(Route route, SessionGuard guard) {
        return route.handler(guard.browser()).handler(MemberGuard.role(Role.ADMINISTRATOR));
    }

    private Future<Void> show(RoutingContext rc) {
        return find(rc).compose(found -> drafts.form(rc, rc.request().path() + "/roles", present(found))
                .compose(form -> show(rc, 200, found, form)));
    }

    private static Form present(Found found) {
        return UserListRoutes.formWith(found.user().roles())
                .orElse(ShownField.NAME, found.user().shown());
    }

    private Future<Found> find(RoutingContext rc) {
        return bus.request(MembershipApi.FIND_USER, new FindUser(MemberGuard.actor(rc), PathId.of(rc)));
    }

    private Future<Void> show(RoutingContext rc, int status, Found found, Form form) {
        var page = UserPage.of(
                found,
                UserListRoutes.reader(rc),
                UserListRoutes.doneSentence(site, rc),
                form,
                site.clock().instant(),
                Visit.of(rc).language());
        return site.pages().show(rc, status, page);
    }

    // --- Acts ---------------------------------------------------------------------------------------------------

    private Future<Void> changeRoles(RoutingContext rc) {
        return submit(
                rc,
                () -> changeRoles(rc, Input.of(rc)),
                (status, faults) -> find(rc).compose(found ->
                        drafts.refused(rc, Input.of(rc), faults).compose(typed -> show(rc, status, found, typed))));
    }

    private Future<Void> changeRoles(RoutingContext rc, Input input) {
        var roles = MemberInput.roles(input);
        input.end();
        var command = new ChangeRoles(MemberGuard.actor(rc), PathId.of(rc), roles, ShownField.of(input));
        return bus.request(MembershipApi.CHANGE_ROLES, command)
                .compose(changed -> drafts.forget(rc)
                        .compose(forgotten ->
                                maySeeUser(rc, changed) ? respondWithUser(rc, "roles") : respondWithList(rc, "roles")));
    }

    private static boolean maySeeUser(RoutingContext rc, User changed) {
        return changed.roles().contains(Role.ADMINISTRATOR)
                || !changed.account().equals(UserListRoutes.reader(rc));
    }

    private Future<Void> sendAgain(RoutingContext rc) {
        var command =
                new SendAgain(MemberGuard.actor(rc), PathId.of(rc), Optional.empty(), ShownField.of(Input.of(rc)));
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
                        .compose(user -> respondWithList(
                                rc, user.state() == Member.State.WITHDRAWN ? "withdrawn" : "deactivated")),
                unchanged(rc));
    }

    private Future<User> deactivate(RoutingContext rc, Input input) {
        requireTicked(input, "confirmation");
        var command = new Deactivate(MemberGuard.actor(rc), PathId.of(rc), ShownField.of(input));
        return bus.request(MembershipApi.DEACTIVATE, command);
    }

    private static void requireTicked(Input input, String box) {
        if (!input.ticked(box)) {
            input.refuse(box, "error.confirmation.missing");
        }
        input.end();
    }

    private Future<Void> reactivate(RoutingContext rc) {
        var command = new Reactivate(MemberGuard.actor(rc), PathId.of(rc), ShownField.of(Input.of(rc)));
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
                () -> handOver(rc, Input.of(rc)).compose(handedOver -> respondWithList(rc, "handed-over")),
                unchanged(rc));
    }

    private Future<User> handOver(RoutingContext rc, Input input) {
        requireTicked(input, "handOver");
        var command = new HandOver(MemberGuard.actor(rc), PathId.of(rc), ShownField.of(input));
        return bus.request(MembershipApi.HAND_OVER, command);
    }

    private Future<Void> respondWithUser(RoutingContext rc, String done) {
        return site.notices().seeOther(rc, UserListRoutes.PAGE + "/" + PathId.of(rc), List.of(done));
    }

    private Future<Void> respondWithList(RoutingContext rc, String done) {
        return site.notices().seeOther(rc, UserListRoutes.PAGE, List.of(done));
    }

    /** The page of the user with the present roles, where nothing but a button or a box was sent. */
    private FormPage unchanged(RoutingContext rc) {
        return (status, faults) -> find(rc).compose(found ->
                show(rc, status, found, present(found).with(faults, site.pages().words(rc))));
    }

    private Future<Void> submit(RoutingContext rc, Supplier<Future<Void>> act, FormPage page) {
        return Answers.submit(rc, act, page, Failure.Kind.CONFLICT, Failure.Kind.RATE_LIMITED)
                .recover(cause -> isOutdated(cause) ? respondWithChange(rc, page, cause) : Future.failedFuture(cause));
    }

    // --- The user has changed since the page was shown ----------------------------------------------------------

    private static boolean isOutdated(Throwable cause) {
        return cause instanceof Failure failure
                && (failure.kind() == Failure.Kind.PRECONDITION_FAILED || failure.kind() == Failure.Kind.NOT_FOUND);
    }

    private Future<Void> respondWithChange(RoutingContext rc, FormPage page, Throwable cause) {
        return bus.request(MembershipApi.FIND_CHANGE, new AskChange(MemberGuard.actor(rc), PathId.of(rc)))
                .recover(unknown -> Future.failedFuture(cause))
                .compose(change -> find(rc).transform(found -> found.succeeded()
                        ? respondWithPresent(rc, page, found.result().user(), sentence(rc, change))
                        : respondWithGone(rc, change)));
    }

    private Future<Void> respondWithPresent(RoutingContext rc, FormPage page, User user, String change) {
        var state = site.pages().words(rc).text("organisation.users.state." + user.state());
        var roles = Role.labels(user.roles(), Visit.of(rc).language());
        ShownField.renew(rc, user.shown());
        return page.show(409, List.of(FieldError.of("", "users.changed", change, state, roles)));
    }

    /** A second click on the button that withdraws is no fault. */
    private Future<Void> respondWithGone(RoutingContext rc, Change change) {
        var withdrawn = change.is(MembershipEvent.INVITATION_WITHDRAWN);
        return withdrawn && rc.request().path().endsWith("/deactivate")
                ? respondWithList(rc, "withdrawn")
                : list.showGone(rc, FieldError.of("", "users.goneMeanwhile", sentence(rc, change)));
    }

    private String sentence(RoutingContext rc, Change change) {
        return change.sentence(site.pages().words(rc), site.pages().moment(rc, change.at()));
    }
}
