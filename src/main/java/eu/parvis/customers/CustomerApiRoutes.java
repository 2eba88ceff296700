package eu.parvis.customers;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.customers.CustomerViews.FoundView;
import eu.parvis.customers.CustomerViews.JoinListView;
import eu.parvis.customers.CustomerViews.JoinView;
import eu.parvis.customers.CustomerViews.OrganisationView;
import eu.parvis.customers.CustomerViews.PersonView;
import eu.parvis.customers.CustomersApi.AskOrganisation;
import eu.parvis.customers.CustomersApi.AskPerson;
import eu.parvis.desk.OperatorGuard;
import eu.parvis.http.Answers;
import eu.parvis.http.Input;
import eu.parvis.http.PathId;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.joining.JoinApi;
import eu.parvis.joining.JoinApi.AskAtDesk;
import eu.parvis.joining.JoinApi.RemindAdministrators;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The operations on customers at the registration desk. */
public final class CustomerApiRoutes implements Routes {

    private static final int MOST_REQUESTS = 10;

    private final Site site;
    private final Bus bus;
    private final UnansweredList unanswered;
    private final OperatorGuard guard;

    public CustomerApiRoutes(Site site, SessionGuard sessions) {
        this.site = site;
        this.bus = site.bus();
        this.unanswered = new UnansweredList(site);
        this.guard = new OperatorGuard(site, sessions);
    }

    @Override
    public void api(Router router) {
        guard.api(router.get("/desk/search")).handler(answer(this::search));
        guard.api(router.get("/desk/organisations")).handler(answer(this::listOrganisations));
        guard.api(router.get("/desk/organisations/:id")).handler(answer(this::showOrganisation));
        guard.api(router.put("/desk/organisations/:id/decision")).handler(answer(this::decideOrganisation));
        guard.api(router.get("/desk/people/:id")).handler(answer(this::showPerson));
        guard.api(router.get("/desk/join-requests")).handler(answer(this::listJoinRequests));
        guard.api(router.get("/desk/join-requests/:id")).handler(answer(this::respondWithJoinRequest));
        guard.api(router.post("/desk/join-requests/:id/reminder")).handler(answer(this::remindAdministrators));
        guard.api(router.put("/desk/join-requests/:id/decision")).handler(answer(this::decideJoinRequest));
    }

    private Future<Void> search(RoutingContext rc) {
        var search = CustomersInput.search(Input.form(rc.queryParams()), OperatorGuard.operator(rc))
                .orElseThrow(() -> Failure.invalid(FieldError.of("search", "error.required")));
        var customers = bus.request(CustomersApi.SEARCH, search);
        var requests = CustomerRoutes.requests(site, search, MOST_REQUESTS);
        return Future.all(customers, requests)
                .compose(both -> Answers.json(
                        rc,
                        200,
                        FoundView.of(
                                customers.result(),
                                requests.result().lines(),
                                requests.result().next().isPresent())));
    }

    private Future<Void> listOrganisations(RoutingContext rc) {
        var query = CustomersInput.pending(Input.form(rc.queryParams()), OperatorGuard.operator(rc));
        return bus.request(CustomersApi.PENDING, query).compose(pending -> Answers.json(rc, 200, pending));
    }

    private Future<Void> showOrganisation(RoutingContext rc) {
        return bus.request(CustomersApi.ORGANISATION, new AskOrganisation(OperatorGuard.operator(rc), PathId.of(rc)))
                .compose(file -> Answers.json(rc, 200, OrganisationView.of(file)));
    }

    private Future<Void> decideOrganisation(RoutingContext rc) {
        var command = CustomersInput.decision(Input.of(rc), OperatorGuard.operator(rc), PathId.of(rc));
        return bus.request(CustomersApi.DECIDE, command)
                .compose(file -> Answers.json(rc, 200, OrganisationView.of(file)));
    }

    private Future<Void> showPerson(RoutingContext rc) {
        return bus.request(CustomersApi.PERSON, new AskPerson(OperatorGuard.operator(rc), PathId.of(rc)))
                .compose(file -> Answers.json(rc, 200, PersonView.of(file)));
    }

    private Future<Void> listJoinRequests(RoutingContext rc) {
        return unanswered
                .page(CustomersInput.page(Input.form(rc.queryParams())))
                .compose(page -> Answers.json(
                        rc,
                        200,
                        new JoinListView(
                                page.requests().stream().map(JoinView::of).toList(), page.next())));
    }

    private Future<Void> remindAdministrators(RoutingContext rc) {
        var by = OperatorGuard.operator(rc);
        return bus.request(
                        JoinApi.REMIND_ADMINISTRATORS,
                        new RemindAdministrators(PathId.of(rc), by.account(), by.address()))
                .compose(found -> Answers.json(rc, 200, JoinView.of(found)));
    }

    private Future<Void> decideJoinRequest(RoutingContext rc) {
        var command = CustomersInput.joinDecision(Input.of(rc), OperatorGuard.operator(rc), PathId.of(rc));
        return bus.request(JoinApi.DECIDE_AT_DESK, command).compose(decided -> respondWithJoinRequest(rc));
    }

    private Future<Void> respondWithJoinRequest(RoutingContext rc) {
        return bus.request(JoinApi.AT_DESK, new AskAtDesk(PathId.of(rc)))
                .compose(found -> Answers.json(rc, 200, JoinView.of(found)));
    }
}
