package eu.parvis.desk;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Address;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.bus.Message;
import eu.parvis.catalogue.Catalogue;
import eu.parvis.desk.DeskApi.AskFile;
import eu.parvis.desk.DeskApi.Claim;
import eu.parvis.desk.DeskApi.Decide;
import eu.parvis.desk.DeskApi.DecideDocument;
import eu.parvis.desk.DeskApi.DeskFile;
import eu.parvis.desk.DeskApi.RecordFaceToFace;
import eu.parvis.desk.DeskApi.RecordValidation;
import eu.parvis.desk.DeskApi.Release;
import eu.parvis.desk.DeskPages.FilePage;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.FramedFile;
import eu.parvis.http.Input;
import eu.parvis.http.PathId;
import eu.parvis.http.Routes;
import eu.parvis.http.ShownField;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.request.RequestState;
import eu.parvis.session.SessionGuard;
import eu.parvis.values.Language;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** The pages of the registration desk about one request. */
public final class DeskRoutes implements Routes {

    static final String PAGE = "/desk";
    private static final String ONE = "/desk/requests/:id";
    static final Set<String> DONE =
            Set.of("claimed", "released", "document", "met", "validation", "accepted", "refused");

    private final Site site;
    private final Catalogue catalogue;
    private final OperatorGuard guard;

    public DeskRoutes(Site site, SessionGuard sessions) {
        this.site = site;
        this.catalogue = Catalogue.of(site.configuration());
        this.guard = new OperatorGuard(site, sessions);
    }

    @Override
    public void pages(Router router) {
        guard.page(router.get(ONE)).handler(answer(rc -> show(rc, 200, Form.empty(), List.of())));
        guard.page(router.post(ONE + "/claim")).handler(answer(this::claim));
        guard.page(router.post(ONE + "/release")).handler(answer(this::release));
        guard.page(router.post(ONE + "/documents/:kind")).handler(answer(this::decideDocument));
        guard.page(router.post(ONE + "/face-to-face")).handler(answer(this::recordFaceToFace));
        guard.page(router.post(ONE + "/validations/:thing")).handler(answer(this::recordValidation));
        guard.page(router.post(ONE + "/decision")).handler(answer(this::decide));
    }

    private Future<Void> show(RoutingContext rc, int status, Form form, List<FieldError> faults) {
        var by = OperatorGuard.operator(rc);
        FramedFile.allowFrames(rc);
        return site.bus()
                .request(DeskApi.FILE, new AskFile(by, PathId.of(rc)))
                .compose(file -> site.pages()
                        .show(
                                rc,
                                status,
                                page(
                                        file,
                                        Visit.of(rc).language(),
                                        by.account(),
                                        form.with(faults, site.pages().words(rc)),
                                        done(rc))));
    }

    private FilePage page(DeskFile file, Language language, UUID reader, Form form, Optional<String> done) {
        return FilePage.of(file, catalogue, language, reader, form, done);
    }

    private Future<Void> claim(RoutingContext rc) {
        return act(
                rc, "claimed", input -> request(DeskApi.CLAIM, new Claim(OperatorGuard.operator(rc), PathId.of(rc))));
    }

    private Future<Void> release(RoutingContext rc) {
        return site.bus()
                .request(DeskApi.RELEASE, new Release(OperatorGuard.operator(rc), PathId.of(rc)))
                .compose(released -> site.notices().seeOther(rc, PAGE, List.of("released")));
    }

    private Future<Void> decideDocument(RoutingContext rc) {
        var kind = rc.pathParam("kind");
        return act(rc, "document", input -> {
            var fields = input.object(kind);
            var refusal = DeskInput.decision(fields);
            var document = DeskInput.document(fields);
            var seen = ShownField.of(input);
            input.end();
            return request(
                    DeskApi.DECIDE_DOCUMENT,
                    new DecideDocument(OperatorGuard.operator(rc), PathId.of(rc), kind, document, refusal, seen));
        });
    }

    private Future<Void> recordFaceToFace(RoutingContext rc) {
        return act(rc, "met", input -> {
            var check = DeskInput.faceToFace(input);
            var seen = ShownField.of(input);
            input.end();
            return request(
                    DeskApi.RECORD_FACE_TO_FACE,
                    new RecordFaceToFace(OperatorGuard.operator(rc), PathId.of(rc), check, seen));
        });
    }

    private Future<Void> recordValidation(RoutingContext rc) {
        var thing = DeskInput.thing(rc.pathParam("thing"));
        return act(rc, "validation", thing + ".", input -> {
            var check = DeskInput.check(input.object(thing.name()), thing);
            var seen = ShownField.of(input);
            input.end();
            return request(
                    DeskApi.RECORD_VALIDATION,
                    new RecordValidation(OperatorGuard.operator(rc), PathId.of(rc), check, seen));
        });
    }

    private Future<Void> decide(RoutingContext rc) {
        return act(rc, "refused", input -> {
            var refusal = DeskInput.decision(input);
            var seen = ShownField.of(input);
            input.end();
            return request(DeskApi.DECIDE, new Decide(OperatorGuard.operator(rc), PathId.of(rc), refusal, seen));
        });
    }

    private <Q extends Message> Future<DeskFile> request(Address<Q, DeskFile> address, Q command) {
        return site.bus().request(address, command);
    }

    private Future<Void> act(RoutingContext rc, String done, Function<Input, Future<DeskFile>> act) {
        return act(rc, done, "", act);
    }

    /**
     * Executes the form, then shows the request; after a refusal with what was typed.
     *
     * @param prefix of the fields of this form, because the page has several
     */
    private Future<Void> act(RoutingContext rc, String done, String prefix, Function<Input, Future<DeskFile>> act) {
        var input = Input.of(rc);
        return Answers.submit(
                rc,
                () -> act.apply(input)
                        .compose(file -> site.notices().seeOther(rc, path(PathId.of(rc)), List.of(notice(done, file)))),
                (status, faults) -> show(rc, status, input.form(), prefixed(prefix, faults)),
                Failure.Kind.CONFLICT,
                Failure.Kind.FORBIDDEN,
                Failure.Kind.PRECONDITION_FAILED);
    }

    private static List<FieldError> prefixed(String prefix, List<FieldError> faults) {
        return faults.stream()
                .map(fault -> fault.field().isEmpty() || fault.field().startsWith(prefix)
                        ? fault
                        : new FieldError(prefix + fault.field(), fault.message(), fault.arguments()))
                .toList();
    }

    /** Of a decision, its outcome. */
    private static String notice(String done, DeskFile file) {
        var decided = done.equals("refused");
        return decided && file.detail().request().state() != RequestState.REFUSED ? "accepted" : done;
    }

    private Optional<String> done(RoutingContext rc) {
        return site.notices().take(rc).stream()
                .filter(DONE::contains)
                .findFirst()
                .map(act -> site.pages().words(rc).text("desk.done." + act));
    }

    static String path(UUID id) {
        return PAGE + "/requests/" + id;
    }
}
