package eu.parvis.order;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Bus;
import eu.parvis.catalogue.Catalogue;
import eu.parvis.catalogue.Product;
import eu.parvis.http.Answers;
import eu.parvis.http.PathId;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.order.RequestPages.Facts;
import eu.parvis.order.RequestPages.Item;
import eu.parvis.order.RequestPages.PrintPage;
import eu.parvis.pdf.PdfWorker;
import eu.parvis.request.RequestApi;
import eu.parvis.request.RequestApi.Detail;
import eu.parvis.request.RequestApi.Show;
import eu.parvis.request.Requester;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** A request on paper: a page to print, and a PDF file. A QR code leads back to its page. */
final class PrintRoutes implements Routes {

    private static final String PDF = "/requests/:id/pdf";

    private final Site site;
    private final Bus bus;
    private final SessionGuard guard;
    private final Catalogue catalogue;
    private final PdfWorker worker;

    PrintRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.bus = site.bus();
        this.guard = guard;
        this.catalogue = Catalogue.of(site.configuration());
        this.worker = new PdfWorker(site.vertx());
    }

    @Override
    public void pages(Router router) {
        router.get("/requests/:id/print").handler(guard.browser()).handler(answer(this::showPage));
        router.get(PDF).handler(guard.browser()).handler(answer(this::sendFile));
    }

    @Override
    public void api(Router router) {
        router.get(PDF).handler(guard.api(Kind.OPEN)).handler(answer(this::sendDownload));
    }

    private Future<Void> showPage(RoutingContext rc) {
        return request(rc, RequesterGuard.requester(rc))
                .compose(request -> site.pages().show(rc, PrintPage.of(request)));
    }

    private Future<Void> sendFile(RoutingContext rc) {
        return request(rc, RequesterGuard.requester(rc))
                .compose(request ->
                        file(request).compose(content -> Answers.file(rc, "application/pdf", name(request), content)));
    }

    /** With the media type of the contract, whose library knows no {@code application/pdf}. */
    private Future<Void> sendDownload(RoutingContext rc) {
        return RequesterGuard.ofRequest(bus, rc)
                .compose(by -> request(rc, by))
                .compose(request -> file(request)
                        .compose(content -> Answers.download(
                                rc, name(request), "application/octet-stream", Buffer.buffer(content))));
    }

    private Future<byte[]> file(RequestPrint request) {
        return worker.make("request.peb", request::variables, request.text().language());
    }

    private Future<RequestPrint> request(RoutingContext rc, Requester by) {
        var text = OrderRoutes.text(rc);
        return bus.request(RequestApi.SHOW, new Show(by, PathId.of(rc)))
                .map(detail -> new RequestPrint(
                        Facts.of(detail, product(detail), by, text),
                        Item.all(detail, catalogue, text),
                        site.configuration().brand().name(),
                        site.configuration().brand().timeZone(),
                        site.configuration().http().publicUrl() + OrderRoutes.path(detail.request()),
                        text));
    }

    private Product product(Detail detail) {
        return catalogue.product(detail.request().product()).orElseThrow();
    }

    private static String name(RequestPrint request) {
        return request.request().number() + ".pdf";
    }
}
