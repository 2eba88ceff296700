package eu.parvis.order;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.catalogue.Catalogue;
import eu.parvis.catalogue.Product;
import eu.parvis.crypto.Shown;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.PathId;
import eu.parvis.http.Routes;
import eu.parvis.http.ShownField;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.order.OrderPages.Draft;
import eu.parvis.order.OrderPages.MenuPage;
import eu.parvis.order.OrderPages.SummaryPage;
import eu.parvis.request.CertificateRequest;
import eu.parvis.request.RequestApi;
import eu.parvis.request.RequestApi.Change;
import eu.parvis.request.RequestApi.Create;
import eu.parvis.request.RequestApi.Detail;
import eu.parvis.request.RequestApi.OrderedHolder;
import eu.parvis.request.RequestState;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The order menu, and the first and the last step of an order. The request is stored from the first step on. All pages of
 * this package share one reading of the catalogue.
 */
final class OrderRoutes implements Routes {

    private static final String MENU = "/order";
    private static final String PRODUCT = "/requests/:id/product";

    private final Site site;
    private final Bus bus;
    private final SessionGuard guard;
    private final Catalogue catalogue;

    OrderRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.bus = site.bus();
        this.guard = guard;
        this.catalogue = Catalogue.of(site.configuration());
    }

    @Override
    public void pages(Router router) {
        router.get(MENU).handler(guard.browser()).handler(answer(this::showMenu));
        router.post(MENU).handler(guard.browser()).handler(answer(this::begin));
        router.get(PRODUCT).handler(guard.browser()).handler(answer(this::showProducts));
        router.post(PRODUCT).handler(guard.browser()).handler(answer(this::changeProduct));
        router.get("/requests/:id/submission").handler(guard.browser()).handler(answer(this::showSummary));
        router.post("/requests/:id/submission").handler(guard.browser()).handler(answer(this::submit));
        new StepRoutes(site, guard, catalogue).pages(router);
        new RequestRoutes(site, guard, catalogue).pages(router);
        new AnswerRoutes(site, guard, catalogue).pages(router);
    }

    static String path(CertificateRequest request) {
        return "/requests/" + request.id();
    }

    static OrderText text(RoutingContext rc) {
        return new OrderText(Visit.of(rc).language());
    }

    // --- Menu ---------------------------------------------------------------------------------------------------

    private Future<Void> showMenu(RoutingContext rc) {
        var roles = RequesterGuard.requester(rc).roles();
        return site.pages().show(rc, MenuPage.of(catalogue, roles, text(rc), token(rc), Optional.empty()));
    }

    private String token(RoutingContext rc) {
        return Shown.hash(
                List.of(SessionGuard.identity(rc).session(), site.clock().instant()));
    }

    /** Makes a draft; a second click on the same button leads to the same one. */
    private Future<Void> begin(RoutingContext rc) {
        var input = Input.of(rc);
        var product = product(input);
        var by = RequesterGuard.requester(rc);
        var kind = product.orderableFor(by.roles()).stream()
                .findFirst()
                .orElseThrow(() -> Failure.of(Failure.Kind.FORBIDDEN, "request.notOrderable"));
        var command = new Create(
                by,
                product.code(),
                new OrderedHolder(kind, Optional.empty(), Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                Visit.of(rc).language(),
                once(rc, input, product));
        return bus.request(RequestApi.CREATE, command)
                .compose(made -> Answers.seeOther(rc, path(made.request()) + "/holder"));
    }

    private Product product(Input input) {
        return catalogue.product(input.text("product")).orElseThrow(Failure::notFound);
    }

    private static Optional<String> once(RoutingContext rc, Input input, Product product) {
        var token = input.text("token");
        return token.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(
                        " ", SessionGuard.identity(rc).account().id().toString(), product.code(), token));
    }

    // --- Another product ----------------------------------------------------------------------------------------

    private Future<Void> showProducts(RoutingContext rc) {
        return EditorGuard.request(bus, rc).compose(detail -> {
            var request = detail.request();
            var roles = RequesterGuard.requester(rc).roles();
            return request.state() == RequestState.DRAFT
                    ? site.pages()
                            .show(
                                    rc,
                                    MenuPage.of(catalogue, roles, text(rc), token(rc), Optional.of(Draft.of(request))))
                    : Answers.seeOther(rc, path(request));
        });
    }

    /** Leads to what the other product needs in addition, or back to the summary. */
    private Future<Void> changeProduct(RoutingContext rc) {
        var input = Input.of(rc);
        var command = new Change(
                RequesterGuard.requester(rc),
                PathId.of(rc),
                Optional.of(product(input).code()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ShownField.of(input));
        return bus.request(RequestApi.CHANGE, command)
                .compose(changed -> Answers.seeOther(
                        rc,
                        path(changed.request()) + unfinished(changed.request()).orElse("/submission")))
                .recover(cause -> EditorGuard.isOutdated(cause)
                        ? site.notices().seeOther(rc, "/requests/" + PathId.of(rc), List.of("unchanged"))
                        : Future.failedFuture(cause));
    }

    // --- Summary and submission ---------------------------------------------------------------------------------

    /** A step that is not finished comes first. */
    private Future<Void> showSummary(RoutingContext rc) {
        return EditorGuard.request(bus, rc).compose(detail -> {
            var request = detail.request();
            if (request.state() != RequestState.DRAFT) {
                return Answers.seeOther(rc, path(request));
            }
            return unfinished(request)
                    .map(step -> Answers.seeOther(rc, path(request) + step))
                    .orElseGet(() -> showSummary(rc, 200, detail, Form.empty()));
        });
    }

    /** The first step that a draft still needs. */
    static Optional<String> unfinished(CertificateRequest request) {
        if (!request.holder().isNamed()) {
            return Optional.of("/holder");
        }
        return request.months().isEmpty() ? Optional.of("/duration") : Optional.empty();
    }

    private Future<Void> showSummary(RoutingContext rc, int status, Detail detail, Form form) {
        var page = SummaryPage.of(
                detail,
                catalogue,
                text(rc),
                form.filled(Map.of(ShownField.NAME, detail.request().shown())));
        return site.pages().show(rc, status, page);
    }

    private Future<Void> submit(RoutingContext rc) {
        var command = new RequestApi.Submit(RequesterGuard.requester(rc), PathId.of(rc), ShownField.of(Input.of(rc)));
        return bus.request(RequestApi.SUBMIT, command)
                .compose(submitted -> site.notices().seeOther(rc, path(submitted.request()), List.of("submitted")))
                .recover(cause -> EditorGuard.isOutdated(cause) || isIncomplete(cause)
                        ? respondWithPresent(rc)
                        : Future.failedFuture(cause));
    }

    private static boolean isIncomplete(Throwable cause) {
        return cause instanceof Failure failure && failure.kind() == Failure.Kind.INVALID;
    }

    /** The request has changed since the summary was shown: the person checks it again. */
    private Future<Void> respondWithPresent(RoutingContext rc) {
        return EditorGuard.request(bus, rc).compose(detail -> {
            var request = detail.request();
            var step = unfinished(request);
            if (step.isPresent() || request.state() != RequestState.DRAFT) {
                return Answers.seeOther(rc, path(request) + step.orElse(""));
            }
            var changed = List.of(FieldError.of("", "order.changed.summary"));
            return showSummary(
                    rc, 409, detail, Form.empty().with(changed, site.pages().words(rc)));
        });
    }
}
