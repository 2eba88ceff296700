package eu.parvis.customers;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.catalogue.Catalogue;
import eu.parvis.customers.CustomerPages.OrganisationPage;
import eu.parvis.customers.CustomerPages.OrganisationRow;
import eu.parvis.customers.CustomerPages.PendingPage;
import eu.parvis.customers.CustomersApi.AskOrganisation;
import eu.parvis.desk.OperatorGuard;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.PathId;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pages of organisations at the desk: those that no register could confirm, and one with its decision. */
public final class VerificationRoutes implements Routes {

    private static final String PAGE = "/desk/organisations";
    private static final Set<String> DONE = Set.of("accepted", "refused");

    private final Site site;
    private final Catalogue catalogue;
    private final OperatorGuard guard;

    public VerificationRoutes(Site site, SessionGuard sessions) {
        this.site = site;
        this.catalogue = Catalogue.of(site.configuration());
        this.guard = new OperatorGuard(site, sessions);
    }

    @Override
    public void pages(Router router) {
        guard.page(router.get(PAGE)).handler(answer(this::list));
        guard.page(router.get(PAGE + "/:id")).handler(answer(rc -> show(rc, 200, Form.empty(), List.of())));
        guard.page(router.post(PAGE + "/:id/decision")).handler(answer(this::decide));
    }

    private Future<Void> list(RoutingContext rc) {
        var query = CustomersInput.pending(Input.form(rc.queryParams()), OperatorGuard.operator(rc));
        return site.bus()
                .request(CustomersApi.PENDING, query)
                .compose(pending -> site.pages()
                        .show(
                                rc,
                                new PendingPage(
                                        pending.organisations().stream()
                                                .map(OrganisationRow::of)
                                                .toList(),
                                        pending.next().map(cursor -> PAGE + "?after=" + cursor),
                                        query.after().isEmpty())));
    }

    private Future<Void> show(RoutingContext rc, int status, Form form, List<FieldError> faults) {
        return site.bus()
                .request(CustomersApi.ORGANISATION, new AskOrganisation(OperatorGuard.operator(rc), PathId.of(rc)))
                .compose(file -> site.pages()
                        .show(
                                rc,
                                status,
                                OrganisationPage.of(
                                        file,
                                        catalogue,
                                        Visit.of(rc).language(),
                                        form.with(faults, site.pages().words(rc)),
                                        done(rc))));
    }

    private Optional<String> done(RoutingContext rc) {
        return site.notices().take(rc).stream()
                .filter(DONE::contains)
                .findFirst()
                .map(act -> site.pages().words(rc).text("customers.done." + act));
    }

    private Future<Void> decide(RoutingContext rc) {
        var input = Input.of(rc);
        return Answers.submit(
                rc,
                () -> {
                    var command = CustomersInput.decision(input, OperatorGuard.operator(rc), PathId.of(rc));
                    return site.bus()
                            .request(CustomersApi.DECIDE, command)
                            .compose(file -> site.notices()
                                    .seeOther(
                                            rc,
                                            PAGE + "/" + command.id(),
                                            List.of(command.accepted() ? "accepted" : "refused")));
                },
                (status, faults) -> show(rc, status, input.form(), faults),
                Failure.Kind.PRECONDITION_FAILED);
    }
}
