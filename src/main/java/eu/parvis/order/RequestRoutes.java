package eu.parvis.order;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Bus;
import eu.parvis.bus.FieldError;
import eu.parvis.catalogue.Catalogue;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.PathId;
import eu.parvis.http.Routes;
import eu.parvis.http.ShownField;
import eu.parvis.http.Site;
import eu.parvis.order.RequestPages.DeletionPage;
import eu.parvis.order.RequestPages.ListPage;
import eu.parvis.order.RequestPages.RequestPage;
import eu.parvis.order.RequestPages.Row;
import eu.parvis.request.RequestApi;
import eu.parvis.request.RequestApi.Detail;
import eu.parvis.request.RequestApi.ListRequests;
import eu.parvis.request.RequestApi.Order;
import eu.parvis.request.RequestApi.Show;
import eu.parvis.request.RequestState;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pages "My requests" (CS-20): the list, a request, and its deletion. */
final class RequestRoutes implements Routes {

    private static final String LIST = "/requests";
    private static final int ROWS = 20;
    private static final int LONGEST_SEARCH = 100;

    /** Acts after which a page shows a sentence, {@code request.done.*}. */
    private static final Set<String> DONE = Set.of(
            "submitted",
            "changed",
            "unchanged",
            "confirmed",
            "declined",
            "confirmationOver",
            "approved",
            "notApproved",
            "approvalOver",
            "deleted");

    private final Site site;
    private final Bus bus;
    private final SessionGuard guard;
    private final Catalogue catalogue;

    RequestRoutes(Site site, SessionGuard guard, Catalogue catalogue) {
        this.site = site;
        this.bus = site.bus();
        this.guard = guard;
        this.catalogue = catalogue;
    }

    @Override
    public void pages(Router router) {
        router.get(LIST).handler(guard.browser()).handler(answer(this::showList));
        router.get("/requests/:id").handler(guard.browser()).handler(answer(this::showRequest));
        router.get("/requests/:id/deletion").handler(guard.browser()).handler(answer(this::askToDelete));
        router.post("/requests/:id/deletion").handler(guard.browser()).handler(answer(this::delete));
    }

    private Optional<String> done(RoutingContext rc) {
        return site.notices().take(rc).stream().filter(DONE::contains).findFirst();
    }

    // --- List ---------------------------------------------------------------------------------------------------

    private Future<Void> showList(RoutingContext rc) {
        var input = Input.form(rc.queryParams());
        var states = input.optional("state", RequestRoutes::state);
        var search = input.optional("search", text -> text.substring(0, Math.min(text.length(), LONGEST_SEARCH)));
        var order = input.optional("sort", RequestRoutes::order).orElse(Order.NEWEST);
        var after = input.optional("after", text -> text);
        input.end();
        var query = new ListRequests(
                RequesterGuard.requester(rc), states.map(Set::of).orElse(Set.of()), search, order, after, ROWS);
        return bus.request(RequestApi.LIST, query).compose(page -> site.pages().show(rc, list(rc, query, page)));
    }

    /** An unknown state, as of an old address, filters nothing. */
    private static RequestState state(String text) {
        return Stream.of(RequestState.values())
                .filter(state -> state.name().equals(text))
                .findFirst()
                .orElse(null);
    }

    private static Order order(String text) {
        return Stream.of(Order.values())
                .filter(order -> order.name().equals(text))
                .findFirst()
                .orElse(null);
    }

    private ListPage list(RoutingContext rc, ListRequests query, RequestApi.Page page) {
        var form = Form.of(Map.of(
                "state", query.states().stream().map(Enum::name).collect(Collectors.joining()),
                "search", query.search().orElse(""),
                "sort", query.order().name()));
        return new ListPage(
                page.lines().stream()
                        .map(line -> Row.of(line, catalogue, query.by(), OrderRoutes.text(rc)))
                        .toList(),
                Stream.of(RequestState.values()).map(Enum::name).toList(),
                Stream.of(Order.values()).map(Enum::name).toList(),
                form,
                !query.states().isEmpty() || query.search().isPresent(),
                query.after().isEmpty(),
                page.next().map(cursor -> path(form, cursor)),
                done(rc));
    }

    private static String path(Form form, String cursor) {
        return LIST + "?"
                + Stream.of("state", "search", "sort")
                        .filter(name -> !form.value(name).isEmpty())
                        .map(name -> name + "=" + encoded(form.value(name)) + "&")
                        .collect(Collectors.joining())
                + "after=" + encoded(cursor);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    // --- A request ----------------------------------------------------------------------------------------------

    private Future<Void> showRequest(RoutingContext rc) {
        var by = RequesterGuard.requester(rc);
        return bus.request(RequestApi.SHOW, new Show(by, PathId.of(rc)))
                .compose(detail ->
                        site.pages().show(rc, RequestPage.of(detail, catalogue, by, OrderRoutes.text(rc), done(rc))));
    }

    // --- Deletion -----------------------------------------------------------------------------------------------

    private Future<Void> askToDelete(RoutingContext rc) {
        return EditorGuard.editable(bus, rc).compose(detail -> askToDelete(rc, 200, detail, Form.empty()));
    }

    private Future<Void> askToDelete(RoutingContext rc, int status, Detail detail, Form form) {
        var request = detail.request();
        var product = catalogue.product(request.product()).orElseThrow();
        var page = new DeletionPage(
                request.id().toString(),
                Integer.toString(request.number()),
                OrderRoutes.text(rc).of(product.name()),
                request.state(),
                request.holder().label(),
                form.filled(Map.of(ShownField.NAME, request.shown())));
        return site.pages().show(rc, status, page);
    }

    private Future<Void> delete(RoutingContext rc) {
        return EditorGuard.editable(bus, rc)
                .compose(detail -> Answers.submit(
                        rc,
                        () -> delete(rc, detail),
                        (status, faults) -> askToDelete(
                                rc,
                                status,
                                detail,
                                Input.of(rc).form().with(faults, site.pages().words(rc)))))
                .recover(cause -> EditorGuard.isOutdated(cause) ? respondWithChange(rc) : Future.failedFuture(cause));
    }

    /** The typed number shows that the person means this request. */
    private Future<Void> delete(RoutingContext rc, Detail detail) {
        var input = Input.of(rc);
        if (!input.text("number")
                .replaceAll("\\s", "")
                .equals(Integer.toString(detail.request().number()))) {
            input.refuse("number", "request.delete.number.wrong");
        }
        input.end();
        var command = new RequestApi.Cancel(RequesterGuard.requester(rc), PathId.of(rc), ShownField.of(input));
        return bus.request(RequestApi.CANCEL, command)
                .compose(deleted -> site.notices().seeOther(rc, LIST, List.of("deleted")));
    }

    private Future<Void> respondWithChange(RoutingContext rc) {
        var changed = List.of(FieldError.of("", "request.delete.changed"));
        return EditorGuard.editable(bus, rc)
                .compose(detail -> askToDelete(
                        rc, 409, detail, Form.empty().with(changed, site.pages().words(rc))));
    }
}
