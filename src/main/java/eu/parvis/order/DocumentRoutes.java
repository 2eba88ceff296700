package eu.parvis.order;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Failure;
import eu.parvis.catalogue.Catalogue;
import eu.parvis.document.DocumentApi;
import eu.parvis.document.DocumentApi.Sign;
import eu.parvis.document.DocumentApi.Use;
import eu.parvis.document.DocumentInput;
import eu.parvis.document.DocumentSettings;
import eu.parvis.document.DocumentStream;
import eu.parvis.http.Answers;
import eu.parvis.http.Attachment;
import eu.parvis.http.FileParts;
import eu.parvis.http.PathId;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Uploads;
import eu.parvis.order.DocumentPages.DocumentsPage;
import eu.parvis.order.DocumentPages.Sent;
import eu.parvis.request.RequestApi;
import eu.parvis.request.Requester;
import eu.parvis.request.SupportingDocumentApi;
import eu.parvis.request.SupportingDocumentApi.FindDocument;
import eu.parvis.request.SupportingDocumentApi.HandIn;
import eu.parvis.request.SupportingDocumentApi.MayHandIn;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The page of the supporting documents of a request, and their download (CS-03). */
final class DocumentRoutes implements Routes {

    private static final String PAGE = "/requests/:id/documents";
    private static final String RECEIVED = "document.received.";

    /** Where the form of a draft leads without scripts. */
    private static final String NEXT = "next";

    private static final String ONWARD = "submission";

    /** The form around the files. */
    private static final long AROUND = 256L * 1024;

    /** Failures of one file, shown beside it; any other ends the form. */
    private static final Set<Failure.Kind> OF_A_FILE = EnumSet.of(Failure.Kind.INVALID, Failure.Kind.CONFLICT);

    private final Site site;
    private final SessionGuard guard;
    private final DocumentSettings settings;
    private final DocumentInput input;
    private final Catalogue catalogue;
    private final RefusalText refusals;

    DocumentRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.guard = guard;
        this.settings = site.configuration().get(DocumentSettings.class);
        this.input = new DocumentInput(site.vertx(), site.bus(), settings);
        this.catalogue = Catalogue.of(site.configuration());
        this.refusals = RefusalText.of(site.configuration());
    }

    @Override
    public void pages(Router router) {
        router.get(PAGE).handler(guard.browser()).handler(answer(this::show));
        Uploads.form(router.post(PAGE), SupportingDocumentApi.MOST_TOGETHER + AROUND, settings.timeout())
                .handler(guard.browser())
                .handler(answer(this::handIn));
        router.get(PAGE + "/:kind").handler(guard.browser()).handler(answer(this::leadToFile));
        router.get("/documents/:link").handler(answer(this::download));
    }

    // --- The page -----------------------------------------------------------------------------------------------

    private Future<Void> show(RoutingContext rc) {
        var received = site.notices().take(rc).stream()
                .filter(notice -> notice.startsWith(RECEIVED))
                .mapToInt(notice -> Integer.parseInt(notice.substring(RECEIVED.length())))
                .findFirst()
                .orElse(0);
        return show(rc, 200, Sent.of(received));
    }

    private Future<Void> show(RoutingContext rc, int status, Sent sent) {
        var by = RequesterGuard.requester(rc);
        return site.bus()
                .request(RequestApi.SHOW, new RequestApi.Show(by, PathId.of(rc)))
                .compose(detail -> {
                    if (!DocumentPages.mayReadDocuments(by, detail.request())) {
                        throw Failure.notFound();
                    }
                    var product = catalogue.product(detail.request().product()).orElseThrow();
                    return site.pages()
                            .show(rc, status, DocumentsPage.of(detail, product, OrderRoutes.text(rc), refusals, sent));
                });
    }

    // --- The form -----------------------------------------------------------------------------------------------

    private Future<Void> handIn(RoutingContext rc) {
        var by = RequesterGuard.requester(rc);
        var request = PathId.of(rc);
        var outcome = new Outcome();
        return FileParts.of(rc)
                .each(file ->
                        file.filename().isEmpty() ? skip(file) : outcome.of(file.name(), handIn(by, request, file)))
                .compose(read -> respond(rc, request, outcome), cause -> respondInterrupted(rc, outcome, cause));
    }

    /** A browser sends an empty file for each field in which none was chosen. */
    private static Future<?> skip(HttpServerFileUpload none) {
        FileParts.skip(none);
        return Future.succeededFuture();
    }

    private Future<?> handIn(Requester by, UUID request, HttpServerFileUpload file) {
        return site.bus()
                .request(SupportingDocumentApi.MAY_HAND_IN, new MayHandIn(by, request, file.name()))
                .compose(may -> input.receive(file))
                .compose(stored -> site.bus()
                        .request(
                                SupportingDocumentApi.HAND_IN,
                                new HandIn(by, request, file.name(), file.filename(), stored.id())))
                .onFailure(refused -> FileParts.skip(file));
    }

    /** What became of the files of a form. */
    private static final class Outcome {

        private final Map<String, Failure> failures = new HashMap<>();
        private int received;

        Future<?> of(String kind, Future<?> handedIn) {
            return handedIn.onSuccess(done -> received++).recover(cause -> {
                if (cause instanceof Failure failure && OF_A_FILE.contains(failure.kind())) {
                    failures.put(kind, failure);
                    return Future.succeededFuture();
                }
                return Future.failedFuture(cause);
            });
        }
    }

    private Future<Void> respond(RoutingContext rc, UUID request, Outcome outcome) {
        if (!outcome.failures.isEmpty()) {
            return show(rc, 400, sent(rc, outcome, false));
        }
        return ONWARD.equals(rc.request().getParam(NEXT))
                ? Answers.seeOther(rc, "/requests/" + request + "/" + ONWARD)
                : site.notices()
                        .seeOther(
                                rc,
                                "/requests/" + request + "/documents",
                                outcome.received == 0 ? List.of() : List.of(RECEIVED + outcome.received));
    }

    /** A browser keeps no chosen files: the page says which are stored, and asks for the others again. */
    private Future<Void> respondInterrupted(RoutingContext rc, Outcome outcome, Throwable cause) {
        if (!(cause instanceof Failure failure && failure.kind() == Failure.Kind.UNAVAILABLE)) {
            return Future.failedFuture(cause);
        }
        Answers.retryAfter(rc, failure);
        return show(rc, 503, sent(rc, outcome, true))
                .recover(away -> Future.failedFuture(Failure.of(Failure.Kind.UNAVAILABLE, "document.interrupted")));
    }

    private Sent sent(RoutingContext rc, Outcome outcome, boolean interrupted) {
        var words = site.pages().words(rc);
        var errors = new HashMap<String, String>();
        outcome.failures.forEach((kind, failure) -> {
            var fault = failure.faults().get(0);
            errors.put(kind, words.text(fault.message(), fault.arguments().toArray()));
        });
        return new Sent(outcome.received, errors, interrupted);
    }

    // --- Download -----------------------------------------------------------------------------------------------

    /** The file has an address of its own, which needs no cookie and works for a minute. */
    private Future<Void> leadToFile(RoutingContext rc) {
        return site.bus()
                .request(
                        SupportingDocumentApi.FIND,
                        new FindDocument(RequesterGuard.requester(rc), PathId.of(rc), rc.pathParam("kind")))
                .compose(found -> site.bus()
                        .request(
                                DocumentApi.SIGN,
                                new Sign(found.document().id(), found.document().fileName(), Use.SAVE)))
                .compose(signed -> Answers.seeOther(rc, "/documents/" + signed.link()));
    }

    private Future<Void> download(RoutingContext rc) {
        return site.bus()
                .request(DocumentApi.OPEN, new DocumentApi.Open(rc.pathParam("link"), Use.SAVE))
                .compose(opened -> {
                    var document = opened.document();
                    return new DocumentStream(site.bus(), document.id(), document.size())
                            .writeTo(() -> Attachment.begin(
                                    rc.response(), document.mediaType(), opened.fileName(), document.size()))
                            .compose(HttpServerResponse::end);
                });
    }
}
