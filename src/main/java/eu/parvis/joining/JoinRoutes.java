package eu.parvis.joining;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.crypto.Secret;
import eu.parvis.draft.FormDraftGuard;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.PathId;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.joining.JoinApi.Consider;
import eu.parvis.joining.JoinApi.Decide;
import eu.parvis.joining.JoinApi.DecideByLink;
import eu.parvis.joining.JoinApi.Decision;
import eu.parvis.joining.JoinApi.Find;
import eu.parvis.joining.JoinApi.Follow;
import eu.parvis.joining.JoinApi.Outcome;
import eu.parvis.joining.JoinPages.DecidedPage;
import eu.parvis.joining.JoinPages.DecisionPage;
import eu.parvis.joining.JoinPages.RequestPage;
import eu.parvis.membership.MemberGuard;
import eu.parvis.membership.MemberInput;
import eu.parvis.membership.Role;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pages about requests to join: the requester's, and those that take the decision. A GET changes nothing. */
public final class JoinRoutes implements Routes {

    private static final String APPROVE = "approve";
    private static final String REFUSE = "refuse";

    private final Site site;
    private final Bus bus;
    private final FormDraftGuard drafts;
    private final SessionGuard guard;

    public JoinRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.bus = site.bus();
        this.drafts = new FormDraftGuard(site);
        this.guard = guard.lateForms(drafts::keepLate);
    }

    @Override
    public void pages(Router router) {
        router.get("/join/:id").handler(answer(this::follow));
        router.get("/join-requests/:id")
                .handler(guard.browser())
                .handler(MemberGuard.role(Role.ADMINISTRATOR))
                .handler(answer(this::show));
        router.post("/join-requests/:id")
                .handler(guard.browser())
                .handler(MemberGuard.role(Role.ADMINISTRATOR))
                .handler(drafts.keeping())
                .handler(answer(this::decide));
        router.get("/join-decision/:id").handler(answer(this::consider));
        router.post("/join-decision/:id").handler(answer(this::decideByLink));
    }

    // --- The requester ------------------------------------------------------------------------------------------

    private Future<Void> follow(RoutingContext rc) {
        return bus.request(JoinApi.FOLLOW, new Follow(PathId.of(rc), token(rc.queryParams())))
                .compose(found -> site.pages().show(rc, RequestPage.of(found.request())));
    }

    private static Secret token(MultiMap fields) {
        return new Secret(fields.contains("token") ? fields.get("token") : "");
    }

    // --- Administrators -----------------------------------------------------------------------------------------

    private Future<Void> show(RoutingContext rc) {
        return drafts.form(rc, rc.request().path(), initialForm()).compose(form -> show(rc, 200, form));
    }

    private static Form initialForm() {
        return Form.of(Map.of("roles", Role.USER.name()));
    }

    private Future<Void> show(RoutingContext rc, int status, Form form) {
        return bus.request(JoinApi.FIND, new Find(MemberGuard.actor(rc), PathId.of(rc)))
                .map(JoinApi.Request::request)
                .compose(
                        request -> show(rc, status, request, "/join-requests/" + request.id(), Optional.empty(), form));
    }

    private Future<Void> show(
            RoutingContext rc, int status, JoinRequest request, String action, Optional<String> token, Form form) {
        var page = DecisionPage.of(request, action, token, form, Visit.of(rc).language());
        return site.pages().show(rc, status, page);
    }

    private Future<Void> decide(RoutingContext rc) {
        var input = Input.of(rc);
        return Answers.submit(
                        rc,
                        () -> decide(rc, input)
                                .compose(decided -> drafts.forget(rc)
                                        .compose(forgotten -> respondWithUsers(rc, decided.request()))),
                        (status, faults) -> drafts.refused(rc, input, faults).compose(typed -> show(rc, status, typed)))
                .recover(cause -> cause instanceof Failure failure && failure.kind() == Failure.Kind.CONFLICT
                        ? respondWithOutcome(rc)
                        : Future.failedFuture(cause));
    }

    /** Somebody else decided, or the time is over, since the page was shown. */
    private Future<Void> respondWithOutcome(RoutingContext rc) {
        return bus.request(JoinApi.OUTCOME, new Find(MemberGuard.actor(rc), PathId.of(rc)))
                .compose(outcome -> site.pages().show(rc, 409, DecidedPage.meanwhile(outcome)));
    }

    private Future<JoinApi.Request> decide(RoutingContext rc, Input input) {
        var decision = decision(input);
        return bus.request(JoinApi.DECIDE, new Decide(MemberGuard.actor(rc), PathId.of(rc), decision));
    }

    private Future<Void> respondWithUsers(RoutingContext rc, JoinRequest request) {
        var approved = request.state() == JoinRequest.State.APPROVED;
        return site.notices().seeOther(rc, "/users", List.of(approved ? "approved" : "refused"));
    }

    /** Without one of the two buttons nothing is decided. A refusal needs no roles. */
    private static Decision decision(Input input) {
        var decision = input.text("decision");
        if (!decision.equals(APPROVE) && !decision.equals(REFUSE)) {
            input.refuse("decision", "error.choice");
        }
        var approved = decision.equals(APPROVE);
        var roles = approved ? MemberInput.roles(input) : MemberInput.roles(input, Role.OF_NEWCOMER);
        input.end();
        return new Decision(approved, roles);
    }

    private Form typedForm(RoutingContext rc, Input input, List<FieldError> faults) {
        return input.form().with(faults, site.pages().words(rc));
    }

    // --- The mailed link ----------------------------------------------------------------------------------------

    private Future<Void> consider(RoutingContext rc) {
        return consider(rc, 200, token(rc.queryParams()), initialForm());
    }

    private Future<Void> consider(RoutingContext rc, int status, Secret token, Form form) {
        return bus.request(JoinApi.CONSIDER, new Consider(PathId.of(rc), token))
                .map(JoinApi.Request::request)
                .compose(request ->
                        show(rc, status, request, "/join-decision/" + request.id(), Optional.of(token.text()), form));
    }

    private Future<Void> decideByLink(RoutingContext rc) {
        var input = Input.of(rc);
        var token = new Secret(input.text("token"));
        return Answers.submit(
                        rc,
                        () -> decideByLink(rc, input, token)
                                .compose(decided -> respondWithDecision(rc, decided.request())),
                        (status, faults) -> consider(rc, status, token, typedForm(rc, input, faults)))
                .recover(cause -> cause instanceof Failure failure && failure.kind() == Failure.Kind.EXPIRED
                        ? respondWithOutcome(rc, input, token, failure)
                        : Future.failedFuture(cause));
    }

    private Future<Void> respondWithOutcome(RoutingContext rc, Input input, Secret token, Failure failure) {
        return bus.request(JoinApi.OUTCOME_BY_LINK, new Consider(PathId.of(rc), token))
                .compose(outcome -> switch (outcome.request().state()) {
                    case OPEN, REPEATED -> Future.failedFuture(failure);
                    case APPROVED ->
                        respondWithOutcome(rc, outcome, input.text("decision").equals(APPROVE));
                    case REFUSED ->
                        respondWithOutcome(rc, outcome, input.text("decision").equals(REFUSE));
                    case EXPIRED -> respondWithOutcome(rc, outcome, false);
                });
    }

    /** The second of two clicks shows what the first has shown. */
    private Future<Void> respondWithOutcome(RoutingContext rc, Outcome outcome, boolean asDecided) {
        return asDecided
                ? respondWithDecision(rc, outcome.request())
                : site.pages().show(rc, 409, DecidedPage.meanwhile(outcome));
    }

    private Future<JoinApi.Request> decideByLink(RoutingContext rc, Input input, Secret token) {
        var decision = decision(input);
        return bus.request(
                JoinApi.DECIDE_BY_LINK,
                new DecideByLink(PathId.of(rc), token, decision, Visit.of(rc).address()));
    }

    /** Without a redirect, because the used link opens no page any more. */
    private Future<Void> respondWithDecision(RoutingContext rc, JoinRequest request) {
        return site.pages().show(rc, DecidedPage.of(request));
    }
}
