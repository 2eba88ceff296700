package eu.parvis.order;

import static eu.parvis.http.Answers.answer;

import eu.parvis.document.DocumentApi;
import eu.parvis.document.DocumentInput;
import eu.parvis.document.DocumentSettings;
import eu.parvis.document.DocumentStream;
import eu.parvis.http.Answers;
import eu.parvis.http.Attachment;
import eu.parvis.http.PathId;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Uploads;
import eu.parvis.http.Visit;
import eu.parvis.request.Checklist;
import eu.parvis.request.RequestApi;
import eu.parvis.request.RequestState;
import eu.parvis.request.Requester;
import eu.parvis.request.SupportingDocument;
import eu.parvis.request.SupportingDocumentApi;
import eu.parvis.request.SupportingDocumentApi.FindDocument;
import eu.parvis.request.SupportingDocumentApi.HandIn;
import eu.parvis.request.SupportingDocumentApi.HandedIn;
import eu.parvis.request.SupportingDocumentApi.MayHandIn;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionGuard;
import eu.parvis.values.Language;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Supporting documents as API operations. */
public final class DocumentApiRoutes implements Routes {

    private static final String ALL = "/requests/:id/documents";
    private static final String ONE = ALL + "/:kind";

    private final Site site;
    private final SessionGuard guard;
    private final DocumentInput input;
    private final RefusalText refusals;

    record DocumentView(
            String kind,
            SupportingDocument.State state,
            String fileName,
            String mediaType,
            int size,
            String sha256,
            SupportingDocument.Scan scan,
            Instant uploadedAt,
            Optional<String> reason) {}

    record HandedInView(DocumentView document, RequestState requestState) {}

    record ItemView(String kind, String name, boolean required, Optional<DocumentView> document) {}

    record ChecklistView(List<ItemView> items) {}

    public DocumentApiRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.guard = guard;
        this.input =
                new DocumentInput(site.vertx(), site.bus(), site.configuration().get(DocumentSettings.class));
        this.refusals = RefusalText.of(site.configuration());
    }

    @Override
    public void api(Router router) {
        Uploads.reading(router.put(ONE)).handler(guard.api(Kind.OPEN)).handler(answer(this::handIn));
        router.get(ALL).handler(guard.api(Kind.OPEN)).handler(answer(this::list));
        router.get(ONE).handler(guard.api(Kind.OPEN)).handler(answer(this::download));
    }

    private Future<Void> handIn(RoutingContext rc) {
        return RequesterGuard.ofRequest(site.bus(), rc)
                .compose(by -> handIn(rc, by, PathId.of(rc), rc.pathParam("kind")))
                .compose(handedIn -> respondWithHandedIn(rc, PathId.of(rc), handedIn));
    }

    private Future<HandedIn> handIn(RoutingContext rc, Requester by, UUID request, String kind) {
        var name = Attachment.name(rc.request().getHeader("Content-Disposition"));
        return site.bus()
                .request(SupportingDocumentApi.MAY_HAND_IN, new MayHandIn(by, request, kind))
                .compose(may -> {
                    Uploads.admit(rc, DocumentApi.MOST);
                    return input.receive(Uploads.body(rc));
                })
                .compose(stored -> site.bus()
                        .request(
                                SupportingDocumentApi.HAND_IN,
                                new HandIn(by, request, kind, name.orElse(""), stored.id())));
    }

    private Future<Void> respondWithHandedIn(RoutingContext rc, UUID request, HandedIn handedIn) {
        var view = view(handedIn.document(), Visit.of(rc).language());
        return Answers.created(
                rc, "/requests/" + request + "/documents/" + view.kind(), new HandedInView(view, handedIn.state()));
    }

    private Future<Void> list(RoutingContext rc) {
        return RequesterGuard.ofRequest(site.bus(), rc)
                .compose(by -> site.bus().request(RequestApi.SHOW, new RequestApi.Show(by, PathId.of(rc))))
                .compose(detail -> Answers.json(
                        rc, 200, view(detail.checklist(), Visit.of(rc).language())));
    }

    private ChecklistView view(Checklist checklist, Language language) {
        return new ChecklistView(checklist.items().stream()
                .map(item -> new ItemView(
                        item.rule().kind().code(),
                        item.rule().kind().name().in(language),
                        item.rule().required(),
                        item.document().map(document -> view(document, language))))
                .toList());
    }

    private DocumentView view(SupportingDocument document, Language language) {
        return new DocumentView(
                document.kind(),
                document.state(),
                document.fileName(),
                document.mediaType(),
                document.size(),
                document.sha256(),
                document.scan(),
                document.uploadedAt(),
                document.refusal().map(refusal -> refusals.of(refusal, language)));
    }

    private Future<Void> download(RoutingContext rc) {
        return RequesterGuard.ofRequest(site.bus(), rc)
                .compose(by -> site.bus()
                        .request(SupportingDocumentApi.FIND, new FindDocument(by, PathId.of(rc), rc.pathParam("kind"))))
                .compose(found -> {
                    var document = found.document();
                    return new DocumentStream(site.bus(), document.id(), document.size())
                            .writeTo(() -> Attachment.begin(
                                    rc.response(), document.mediaType(), document.fileName(), document.size()))
                            .compose(HttpServerResponse::end);
                });
    }
}
