package eu.parvis.customers;

import static eu.parvis.http.Answers.answer;

import eu.parvis.catalogue.Catalogue;
import eu.parvis.customers.CustomerPages.PersonPage;
import eu.parvis.customers.CustomerPages.RequestRow;
import eu.parvis.customers.CustomerPages.SearchPage;
import eu.parvis.customers.CustomersApi.AskPerson;
import eu.parvis.customers.CustomersApi.Found;
import eu.parvis.customers.CustomersApi.Search;
import eu.parvis.desk.DeskApi;
import eu.parvis.desk.DeskApi.AskQueue;
import eu.parvis.desk.DeskApi.Queue;
import eu.parvis.desk.OperatorGuard;
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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pages of the search over everything, and of a person. */
public final class CustomerRoutes implements Routes {

    private static final int MOST_REQUESTS = 10;

    private final Site site;
    private final Catalogue catalogue;
    private final OperatorGuard guard;

    public CustomerRoutes(Site site, SessionGuard sessions) {
        this.site = site;
        this.catalogue = Catalogue.of(site.configuration());
        this.guard = new OperatorGuard(site, sessions);
    }

    @Override
    public void pages(Router router) {
        guard.page(router.get("/desk/search")).handler(answer(this::search));
        guard.page(router.get("/desk/people/:id")).handler(answer(this::showPerson));
    }

    private Future<Void> search(RoutingContext rc) {
        var input = Input.form(rc.queryParams());
        var query = CustomersInput.search(input, OperatorGuard.operator(rc));
        return query.map(search -> found(rc, input.form(), search))
                .orElseGet(() -> Future.succeededFuture(SearchPage.empty(input.form())))
                .compose(page -> site.pages().show(rc, page));
    }

    private Future<SearchPage> found(RoutingContext rc, Form form, Search search) {
        var customers = site.bus().request(CustomersApi.SEARCH, search);
        var requests = requests(site, search, MOST_REQUESTS);
        return Future.all(customers, requests)
                .map(both -> page(rc, form, search, customers.result(), requests.result()));
    }

    /** The requests that are found; none for a text without letters and digits. */
    static Future<Queue> requests(Site site, Search search, int most) {
        return search.text().codePoints().anyMatch(Character::isLetterOrDigit)
                ? site.bus()
                        .request(
                                DeskApi.QUEUE,
                                new AskQueue(
                                        search.by(),
                                        Set.of(),
                                        Optional.empty(),
                                        DeskApi.Held.ANYBODY,
                                        Optional.of(search.text()),
                                        Optional.empty(),
                                        most))
                : Future.succeededFuture(new Queue(List.of(), Optional.empty()));
    }

    private SearchPage page(RoutingContext rc, Form form, Search search, Found found, Queue requests) {
        var language = Visit.of(rc).language();
        return SearchPage.of(
                form,
                found,
                requests.lines().stream()
                        .map(line -> RequestRow.of(line, catalogue, language))
                        .toList(),
                requests.next()
                        .map(cursor -> "/desk?search=" + URLEncoder.encode(search.text(), StandardCharsets.UTF_8)));
    }

    private Future<Void> showPerson(RoutingContext rc) {
        return site.bus()
                .request(CustomersApi.PERSON, new AskPerson(OperatorGuard.operator(rc), PathId.of(rc)))
                .compose(file -> site.pages()
                        .show(rc, PersonPage.of(file, catalogue, Visit.of(rc).language())));
    }
}
