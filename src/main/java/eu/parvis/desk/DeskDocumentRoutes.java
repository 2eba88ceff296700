package eu.parvis.desk;

import static eu.parvis.http.Answers.answer;

import eu.parvis.desk.DeskApi.OpenDocument;
import eu.parvis.desk.DeskApi.OpenedDocument;
import eu.parvis.document.DocumentApi;
import eu.parvis.document.DocumentApi.Opened;
import eu.parvis.document.DocumentApi.Sign;
import eu.parvis.document.DocumentApi.Use;
import eu.parvis.document.DocumentStream;
import eu.parvis.http.Answers;
import eu.parvis.http.FramedFile;
import eu.parvis.http.PathId;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Documents for operators, to save and to show beside the data. Each look leads to a link of its own, which works for a
 * short time and without the cookie of the session.
 */
final class DeskDocumentRoutes implements Routes {

    private static final String ONE = "/desk/requests/:id/documents/:kind";
    private static final String SHOWN = "/documents/shown/:link";

    private final Site site;
    private final OperatorGuard guard;

    DeskDocumentRoutes(Site site, SessionGuard sessions) {
        this.site = site;
        this.guard = new OperatorGuard(site, sessions);
    }

    @Override
    public void pages(Router router) {
        guard.page(router.get(ONE)).handler(answer(rc -> leadTo(rc, Use.SAVE, "/documents/")));
        guard.page(router.get(ONE + "/shown")).handler(answer(rc -> leadTo(rc, Use.SHOW, "/documents/shown/")));
        router.get(SHOWN).handler(answer(this::show));
        router.get(SHOWN + "/picture").handler(answer(this::showPicture));
    }

    private Future<Void> leadTo(RoutingContext rc, Use use, String path) {
        return site.bus()
                .request(
                        DeskApi.OPEN_DOCUMENT,
                        new OpenDocument(OperatorGuard.operator(rc), PathId.of(rc), rc.pathParam("kind")))
                .map(OpenedDocument::document)
                .compose(document ->
                        site.bus().request(DocumentApi.SIGN, new Sign(document.id(), document.fileName(), use)))
                .compose(signed -> Answers.seeOther(rc, path + signed.link()));
    }

    private Future<Void> show(RoutingContext rc) {
        return open(rc).compose(opened -> {
            var document = opened.document();
            return document.isPicture()
                    ? rc.response()
                            .end(FramedFile.picturePage(
                                    rc.response(),
                                    opened.fileName(),
                                    rc.request().path() + "/picture"))
                    : new DocumentStream(site.bus(), document.id(), document.size())
                            .writeTo(() -> FramedFile.begin(
                                    rc.response(), document.mediaType(), opened.fileName(), document.size()))
                            .compose(HttpServerResponse::end);
        });
    }

    private Future<Opened> open(RoutingContext rc) {
        return site.bus().request(DocumentApi.OPEN, new DocumentApi.Open(rc.pathParam("link"), Use.SHOW));
    }

    private Future<Void> showPicture(RoutingContext rc) {
        return open(rc).compose(opened -> {
            var document = opened.document();
            return new DocumentStream(site.bus(), document.id(), document.size())
                    .writeTo(() -> FramedFile.beginPicture(
                            rc.response(), document.mediaType(), opened.fileName(), document.size()))
                    .compose(HttpServerResponse::end);
        });
    }
}
