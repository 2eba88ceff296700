package eu.parvis.joining;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.crypto.Secret;
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
import eu.parvis.joining.JoinApi.ListRequests;
import eu.parvis.membership.MemberGuard;
import eu.parvis.membership.MemberInput;
import eu.parvis.membership.Role;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pages of requests to join, for the requester and for those who decide. A GET changes nothing. */
public final class JoinRoutes implements Routes {

    private static final String DECISION_PAGE = "joining/join-decision.html";
    private static final String APPROVE = "approve";
    private static final String REFUSE = "refuse";

    private final Site site;
    private final Bus bus;
    private final SessionGuard guard;

    public JoinRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.bus = site.bus();
        this.guard = guard;
    }

    @Override
    public void pages(Router router) {
        router.get("/join/:id").handler(answer(this::follow));
        router.get("/join-requests/:id")
                .handler(guard.browser())
                .handler(guard.administrator())
                .handler(answer(this::show));
        router.post("/join-requests/:id")
                .handler(guard.browser())
                .handler(guard.administrator())
                .handler(answer(this::decide));
        router.get("/join-decision/:id").handler(answer(this::consider));
        router.post("/join-decision/:id").handler(answer(this::decideByLink));
    }

    // --- The requester ------------------------------------------------------------------------------------------

    private Future<Void> follow(RoutingContext rc) {
        return bus.request(JoinApi.FOLLOW, new Follow(PathId.of(rc), token(rc.queryParams())))
                .compose(found -> site.pages()
                        .show(rc, "joining/join-request.html", Map.of("request", progress(found.request()))));
    }

    private static Secret token(MultiMap fields) {
        return new Secret(fields.contains("token") ? fields.get("token") : "");
    }

    private static Map<String, Object> progress(JoinRequest request) {
        var model = new HashMap<String, Object>();
        model.put("reference", request.reference());
        model.put("organisation", request.organisationName());
        model.put("state", request.state().name());
        model.put("asked", request.asked().name());
        model.put("askedAt", request.askedAt());
        model.put("createdAt", request.createdAt());
        model.put("decidedAt", request.decidedAt().orElse(null));
        model.put("email", request.person().email().masked());
        return model;
    }

    // --- Administrators -----------------------------------------------------------------------------------------

    private Future<Void> show(RoutingContext rc) {
        return show(rc, 200, newcomer());
    }

    private static Form newcomer() {
        return Form.of(Map.of("roles", Role.USER.name()));
    }

    private Future<Void> show(RoutingContext rc, int status, Form form) {
        var by = MemberGuard.actor(rc);
        return bus.request(JoinApi.FIND, new Find(by, PathId.of(rc)))
                .compose(found -> bus.request(JoinApi.LIST, new ListRequests(by))
                        .compose(open -> show(rc, status, found.request(), open.requests(), form)));
    }

    private Future<Void> show(RoutingContext rc, int status, JoinRequest request, List<JoinRequest> open, Form form) {
        var model = model(rc, request, form);
        model.put("section", "users");
        model.put("waiting", open.size());
        model.put("action", "/join-requests/" + request.id());
        model.put("token", null);
        return site.pages().show(rc, status, DECISION_PAGE, model);
    }

    private static Map<String, Object> model(RoutingContext rc, JoinRequest request, Form form) {
        var person = request.person();
        var shown = new HashMap<String, Object>();
        shown.put("organisation", request.organisationName());
        shown.put("name", person.name());
        shown.put("email", person.email().value());
        shown.put(
                "phone",
                person.phone()
                        .map(phone -> phone.grouped(Visit.of(rc).language()))
                        .orElse(null));
        shown.put("reference", request.reference());
        shown.put("createdAt", request.createdAt());
        var model = new HashMap<String, Object>();
        model.put("request", shown);
        model.put("roles", Role.names(List.of(Role.values())));
        model.put("form", form);
        return model;
    }

    private Future<Void> decide(RoutingContext rc) {
        var input = Input.of(rc);
        return Future.succeededFuture()
                .map(start -> decision(input))
                .compose(decision ->
                        bus.request(JoinApi.DECIDE, new Decide(MemberGuard.actor(rc), PathId.of(rc), decision)))
                .compose(
                        decided -> Answers.seeOther(
                                rc, "/users?done=" + (isApproved(decided.request()) ? "approved" : "refused")),
                        cause -> again(cause, faults -> show(rc, 400, typed(rc, input, faults))));
    }

    private static boolean isApproved(JoinRequest request) {
        return request.state() == JoinRequest.State.APPROVED;
    }

    /** Reads the decision, which must be one of the two buttons. Roles are read only for an approval. */
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

    private interface Page {
        Future<Void> show(List<FieldError> faults);
    }

    private static Future<Void> again(Throwable cause, Page page) {
        return cause instanceof Failure failure && failure.kind() == Failure.Kind.INVALID
                ? page.show(failure.fields())
                : Future.failedFuture(cause);
    }

    private Form typed(RoutingContext rc, Input input, List<FieldError> faults) {
        return input.form().with(faults, site.pages().words(rc));
    }

    // --- Decision by a mailed link --------------------------------------------------------------------------------

    private Future<Void> consider(RoutingContext rc) {
        return consider(rc, 200, token(rc.queryParams()), newcomer());
    }

    private Future<Void> consider(RoutingContext rc, int status, Secret token, Form form) {
        return bus.request(JoinApi.CONSIDER, new Consider(PathId.of(rc), token)).compose(found -> {
            var model = model(rc, found.request(), form);
            model.put("action", "/join-decision/" + found.request().id());
            model.put("token", token.text());
            return site.pages().show(rc, status, DECISION_PAGE, model);
        });
    }

    private Future<Void> decideByLink(RoutingContext rc) {
        var input = Input.of(rc);
        var token = new Secret(input.text("token"));
        return Future.succeededFuture()
                .map(start -> decision(input))
                .compose(decision -> bus.request(
                        JoinApi.DECIDE_BY_LINK,
                        new DecideByLink(
                                PathId.of(rc), token, decision, Visit.of(rc).address())))
                .compose(
                        decided -> showDecided(rc, decided.request()),
                        cause -> again(cause, faults -> consider(rc, 400, token, typed(rc, input, faults))));
    }

    /** Shows the result directly instead of redirecting, because the link is used up and would open no page. */
    private Future<Void> showDecided(RoutingContext rc, JoinRequest request) {
        return site.pages()
                .show(
                        rc,
                        "joining/join-decided.html",
                        Map.of(
                                "state", request.state().name(),
                                "name", request.person().name(),
                                "organisation", request.organisationName(),
                                "reference", request.reference()));
    }
}
