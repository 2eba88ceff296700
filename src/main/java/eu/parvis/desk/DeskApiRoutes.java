package eu.parvis.desk;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.catalogue.Catalogue;
import eu.parvis.desk.DeskApi.AskFigures;
import eu.parvis.desk.DeskApi.AskFile;
import eu.parvis.desk.DeskApi.Claim;
import eu.parvis.desk.DeskApi.Decide;
import eu.parvis.desk.DeskApi.DecideDocument;
import eu.parvis.desk.DeskApi.DeskFile;
import eu.parvis.desk.DeskApi.OpenDocument;
import eu.parvis.desk.DeskApi.OpenedDocument;
import eu.parvis.desk.DeskApi.RecordFaceToFace;
import eu.parvis.desk.DeskApi.RecordValidation;
import eu.parvis.desk.DeskApi.Release;
import eu.parvis.desk.DeskApi.WithdrawValidation;
import eu.parvis.desk.DeskViews.FileView;
import eu.parvis.desk.DeskViews.QueueView;
import eu.parvis.desk.ValidationViews.CalendarView;
import eu.parvis.document.DocumentStream;
import eu.parvis.http.Answers;
import eu.parvis.http.Attachment;
import eu.parvis.http.EntityTags;
import eu.parvis.http.Input;
import eu.parvis.http.PathId;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.session.SessionGuard;
import eu.parvis.validation.ValidationApi;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The operations of the registration desk. */
public final class DeskApiRoutes implements Routes {

    private final Bus bus;
    private final Catalogue catalogue;
    private final OperatorGuard guard;

    public DeskApiRoutes(Site site, SessionGuard sessions) {
        this.bus = site.bus();
        this.catalogue = Catalogue.of(site.configuration());
        this.guard = new OperatorGuard(site, sessions);
    }

    @Override
    public void api(Router router) {
        guard.api(router.get("/desk/requests")).handler(answer(this::list));
        guard.api(router.get("/desk/requests/:id")).handler(answer(this::show));
        guard.api(router.post("/desk/requests/:id/claim")).handler(answer(this::claim));
        guard.api(router.delete("/desk/requests/:id/claim")).handler(answer(this::release));
        guard.api(router.get("/desk/requests/:id/documents/:kind")).handler(answer(this::downloadDocument));
        guard.api(router.put("/desk/requests/:id/documents/:kind/decision")).handler(answer(this::decideDocument));
        guard.api(router.put("/desk/requests/:id/face-to-face")).handler(answer(this::recordFaceToFace));
        guard.api(router.put("/desk/requests/:id/validations/:thing")).handler(answer(this::recordValidation));
        guard.api(router.put("/desk/requests/:id/decision")).handler(answer(this::decide));
        guard.api(router.get("/desk/validations")).handler(answer(this::showCalendar));
        guard.api(router.put("/desk/validations/:id/withdrawal")).handler(answer(this::withdrawValidation));
        guard.api(router.get("/desk/figures")).handler(answer(this::showFigures));
    }

    private Future<Void> list(RoutingContext rc) {
        var by = OperatorGuard.operator(rc);
        return bus.request(DeskApi.QUEUE, DeskInput.queue(Input.form(rc.queryParams()), by))
                .compose(queue -> Answers.json(rc, 200, QueueView.of(queue, by.account())));
    }

    private Future<Void> show(RoutingContext rc) {
        return respond(rc, file(rc));
    }

    private Future<DeskFile> file(RoutingContext rc) {
        return bus.request(DeskApi.FILE, new AskFile(OperatorGuard.operator(rc), PathId.of(rc)));
    }

    private Future<Void> claim(RoutingContext rc) {
        return respond(rc, bus.request(DeskApi.CLAIM, new Claim(OperatorGuard.operator(rc), PathId.of(rc))));
    }

    private Future<Void> release(RoutingContext rc) {
        return bus.request(DeskApi.RELEASE, new Release(OperatorGuard.operator(rc), PathId.of(rc)))
                .compose(released -> Answers.nothing(rc));
    }

    private Future<Void> downloadDocument(RoutingContext rc) {
        return bus.request(
                        DeskApi.OPEN_DOCUMENT,
                        new OpenDocument(OperatorGuard.operator(rc), PathId.of(rc), rc.pathParam("kind")))
                .map(OpenedDocument::document)
                .compose(document -> new DocumentStream(bus, document.id(), document.size())
                        .writeTo(() -> Attachment.begin(
                                rc.response(), document.mediaType(), document.fileName(), document.size()))
                        .compose(HttpServerResponse::end));
    }

    private Future<Void> decideDocument(RoutingContext rc) {
        var input = Input.of(rc);
        var refusal = DeskInput.decision(input);
        var document = DeskInput.document(input);
        input.end();
        return respondToAct(
                rc,
                bus.request(
                        DeskApi.DECIDE_DOCUMENT,
                        new DecideDocument(
                                OperatorGuard.operator(rc),
                                PathId.of(rc),
                                rc.pathParam("kind"),
                                document,
                                refusal,
                                EntityTags.ifMatch(rc))));
    }

    private Future<Void> recordFaceToFace(RoutingContext rc) {
        var input = Input.of(rc);
        var check = DeskInput.faceToFace(input);
        input.end();
        return respondToAct(
                rc,
                bus.request(
                        DeskApi.RECORD_FACE_TO_FACE,
                        new RecordFaceToFace(
                                OperatorGuard.operator(rc), PathId.of(rc), check, EntityTags.ifMatch(rc))));
    }

    private Future<Void> recordValidation(RoutingContext rc) {
        var input = Input.of(rc);
        var check = DeskInput.check(input, DeskInput.thing(rc.pathParam("thing")));
        input.end();
        return respondToAct(
                rc,
                bus.request(
                        DeskApi.RECORD_VALIDATION,
                        new RecordValidation(
                                OperatorGuard.operator(rc), PathId.of(rc), check, EntityTags.ifMatch(rc))));
    }

    private Future<Void> showCalendar(RoutingContext rc) {
        return bus.request(ValidationApi.CALENDAR, DeskInput.calendar(Input.form(rc.queryParams())))
                .compose(calendar -> Answers.json(rc, 200, CalendarView.of(calendar)));
    }

    private Future<Void> withdrawValidation(RoutingContext rc) {
        var input = Input.of(rc);
        var reason = DeskInput.withdrawal(input);
        input.end();
        return bus.request(
                        DeskApi.WITHDRAW_VALIDATION,
                        new WithdrawValidation(OperatorGuard.operator(rc), PathId.of(rc), reason))
                .compose(withdrawn -> Answers.nothing(rc));
    }

    private Future<Void> decide(RoutingContext rc) {
        var input = Input.of(rc);
        var refusal = DeskInput.decision(input);
        input.end();
        return respondToAct(
                rc,
                bus.request(
                        DeskApi.DECIDE,
                        new Decide(OperatorGuard.operator(rc), PathId.of(rc), refusal, EntityTags.ifMatch(rc))));
    }

    private Future<Void> showFigures(RoutingContext rc) {
        return bus.request(DeskApi.FIGURES, new AskFigures(OperatorGuard.operator(rc)))
                .compose(figures -> Answers.json(rc, 200, figures));
    }

    /** A caller whose tag is not the present one gets that. */
    private Future<Void> respondToAct(RoutingContext rc, Future<DeskFile> act) {
        return respond(
                rc,
                act.recover(
                        cause -> cause instanceof Failure failure && failure.kind() == Failure.Kind.PRECONDITION_FAILED
                                ? file(rc).compose(found -> {
                                    putTag(rc, found);
                                    return Future.failedFuture(cause);
                                })
                                : Future.failedFuture(cause)));
    }

    private static void putTag(RoutingContext rc, DeskFile file) {
        EntityTags.put(rc, file.detail().request().shown());
    }

    private Future<Void> respond(RoutingContext rc, Future<DeskFile> file) {
        return file.compose(found -> {
            putTag(rc, found);
            return Answers.json(
                    rc,
                    200,
                    FileView.of(
                            found,
                            catalogue,
                            Visit.of(rc).language(),
                            SessionGuard.identity(rc).account().id()));
        });
    }
}
