package eu.parvis.customers;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.customers.JoinPages.JoinPage;
import eu.parvis.customers.JoinPages.JoinRow;
import eu.parvis.customers.JoinPages.UnansweredPage;
import eu.parvis.desk.OperatorGuard;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.PathId;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.joining.JoinApi;
import eu.parvis.joining.JoinApi.AskAtDesk;
import eu.parvis.joining.JoinApi.RemindAdministrators;
import eu.parvis.joining.JoinRequest;
import eu.parvis.membership.Role;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The pages of requests to join that nobody has answered. */
public final class UnansweredRoutes implements Routes {

    private static final String PAGE = "/desk/join-requests";
    private static final String ONE = PAGE + "/:id";
    private static final Set<String> DONE = Set.of("reminded", "approved", "refused");

    private final Site site;
    private final UnansweredList unanswered;
    private final OperatorGuard guard;

    public UnansweredRoutes(Site site, SessionGuard sessions) {
        this.site = site;
        this.unanswered = new UnansweredList(site);
        this.guard = new OperatorGuard(site, sessions);
    }

    @Override
    public void pages(Router router) {
        guard.page(router.get(PAGE)).handler(answer(this::list));
        guard.page(router.get(ONE)).handler(answer(rc -> show(rc, 200, untouched(), List.of())));
        guard.page(router.post(ONE + "/reminder")).handler(answer(this::remind));
        guard.page(router.post(ONE + "/decision")).handler(answer(this::decide));
    }

    private static Form untouched() {
        return Form.of(Map.of("roles", Role.USER.name()));
    }

    private Future<Void> list(RoutingContext rc) {
        var page = CustomersInput.page(Input.form(rc.queryParams()));
        var language = Visit.of(rc).language();
        return unanswered
                .page(page)
                .compose(found -> site.pages()
                        .show(
                                rc,
                                new UnansweredPage(
                                        found.requests().stream()
                                                .map(request -> JoinRow.of(request, language))
                                                .toList(),
                                        unanswered.age().toDays(),
                                        found.next().map(cursor -> PAGE + "?after=" + cursor),
                                        page.after().isEmpty())));
    }

    private Future<Void> show(RoutingContext rc, int status, Form form, List<FieldError> faults) {
        return site.bus()
                .request(JoinApi.AT_DESK, new AskAtDesk(PathId.of(rc)))
                .compose(found -> site.pages()
                        .show(
                                rc,
                                status,
                                JoinPage.of(
                                        found,
                                        Visit.of(rc).language(),
                                        form.with(faults, site.pages().words(rc)),
                                        done(rc))));
    }

    private Optional<String> done(RoutingContext rc) {
        return site.notices().take(rc).stream()
                .filter(DONE::contains)
                .findFirst()
                .map(act -> site.pages().words(rc).text("customers.join.done." + act));
    }

    private Future<Void> remind(RoutingContext rc) {
        var by = OperatorGuard.operator(rc);
        var command = new RemindAdministrators(PathId.of(rc), by.account(), by.address());
        return Answers.submit(
                rc,
                () -> site.bus()
                        .request(JoinApi.REMIND_ADMINISTRATORS, command)
                        .compose(reminded -> seeOther(rc, "reminded")),
                (status, faults) -> show(rc, status, untouched(), faults),
                Failure.Kind.CONFLICT);
    }

    private Future<Void> decide(RoutingContext rc) {
        var input = Input.of(rc);
        return Answers.submit(
                rc,
                () -> site.bus()
                        .request(
                                JoinApi.DECIDE_AT_DESK,
                                CustomersInput.joinDecision(input, OperatorGuard.operator(rc), PathId.of(rc)))
                        .compose(decided -> seeOther(
                                rc, decided.request().state() == JoinRequest.State.APPROVED ? "approved" : "refused")),
                (status, faults) -> show(rc, status, input.form(), faults),
                Failure.Kind.CONFLICT);
    }

    private Future<Void> seeOther(RoutingContext rc, String done) {
        return site.notices().seeOther(rc, PAGE + "/" + PathId.of(rc), List.of(done));
    }
}
