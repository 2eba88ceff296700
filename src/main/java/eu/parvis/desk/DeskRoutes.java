package eu.parvis.desk;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Address;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.bus.Message;
import eu.parvis.catalogue.Catalogue;
import eu.parvis.desk.DeskApi.AskFile;
import eu.parvis.desk.DeskApi.AskQueue;
import eu.parvis.desk.DeskApi.Claim;
import eu.parvis.desk.DeskApi.Decide;
import eu.parvis.desk.DeskApi.DecideDocument;
import eu.parvis.desk.DeskApi.DeskFile;
import eu.parvis.desk.DeskApi.Held;
import eu.parvis.desk.DeskApi.Queue;
import eu.parvis.desk.DeskApi.RecordFaceToFace;
import eu.parvis.desk.DeskApi.RecordValidation;
import eu.parvis.desk.DeskApi.Release;
import eu.parvis.desk.DeskPages.FilePage;
import eu.parvis.desk.DeskPages.Option;
import eu.parvis.desk.DeskPages.QueuePage;
import eu.parvis.desk.DeskPages.Row;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.FramedFile;
import eu.parvis.http.Input;
import eu.parvis.http.PathId;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.request.RequestState;
import eu.parvis.session.SessionGuard;
import eu.parvis.validation.ValidationApi;
import eu.parvis.validation.ValidationApi.AskDue;
import eu.parvis.validation.ValidationApi.Due;
import eu.parvis.values.Language;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The pages of the registration desk: the queue and a request. */
public final class DeskRoutes implements Routes {

    private static final String PAGE = "/desk";
    private static final String ONE = "/desk/requests/:id";
    private static final Set<String> DONE =
            Set.of("claimed", "released", "document", "met", "validation", "accepted", "refused");
    private static final List<String> FILTERS = List.of("state", "product", "held", "search");

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
        guard.page(router.get(PAGE)).handler(answer(this::showQueue));
        guard.page(router.get(PAGE + "/next")).handler(answer(this::showNext));
        guard.page(router.get(ONE)).handler(answer(rc -> show(rc, 200, Form.empty(), List.of())));
        guard.page(router.post(ONE + "/claim")).handler(answer(this::claim));
        guard.page(router.post(ONE + "/release")).handler(answer(this::release));
        guard.page(router.post(ONE + "/documents/:kind")).handler(answer(this::decideDocument));
        guard.page(router.post(ONE + "/face-to-face")).handler(answer(this::recordFaceToFace));
        guard.page(router.post(ONE + "/validations/:thing")).handler(answer(this::recordValidation));
        guard.page(router.post(ONE + "/decision")).handler(answer(this::decide));
    }

    // --- The queue ----------------------------------------------------------------------------------------------

    private Future<Void> showQueue(RoutingContext rc) {
        var by = OperatorGuard.operator(rc);
        var input = Input.form(rc.queryParams());
        var query = DeskInput.queue(input, by);
        var queue = site.bus().request(DeskApi.QUEUE, query);
        return Future.all(queue, validationsDue())
                .compose(read ->
                        site.pages().show(rc, queuePage(rc, input.form(), query, read.resultAt(0), read.resultAt(1))));
    }

    /** Only a hint: without it, the queue is shown all the same. */
    private Future<Integer> validationsDue() {
        return site.bus()
                .request(ValidationApi.DUE, new AskDue())
                .map(Due::number)
                .otherwise(0);
    }

    private QueuePage queuePage(RoutingContext rc, Form form, AskQueue query, Queue queue, int due) {
        var language = Visit.of(rc).language();
        return new QueuePage(
                form,
                queue.lines().stream()
                        .map(line ->
                                Row.of(line, catalogue, language, query.by().account()))
                        .toList(),
                Arrays.stream(RequestState.values())
                        .filter(state -> state != RequestState.DRAFT)
                        .map(Enum::name)
                        .toList(),
                catalogue.products().stream()
                        .map(product ->
                                new Option(product.code(), product.name().in(language)))
                        .toList(),
                queue.next().map(cursor -> PAGE + "?" + filters(form, FILTERS) + "after=" + cursor),
                query.after().isEmpty(),
                due,
                done(rc));
    }

    /** The filters that are set, for the address of the next page. */
    static String filters(Form form, List<String> names) {
        return names.stream()
                .filter(name -> !form.value(name).isBlank())
                .map(name -> name + "=" + URLEncoder.encode(form.value(name), StandardCharsets.UTF_8) + "&")
                .collect(Collectors.joining());
    }

    /** Leads to the request that has waited longest and that nobody has; to the queue if there is none. */
    private Future<Void> showNext(RoutingContext rc) {
        var query = new AskQueue(
                OperatorGuard.operator(rc),
                Set.of(RequestState.IN_REVIEW),
                Optional.empty(),
                Held.NOBODY,
                Optional.empty(),
                Optional.empty(),
                1);
        return site.bus()
                .request(DeskApi.QUEUE, query)
                .compose(queue -> Answers.seeOther(
                        rc,
                        queue.lines().stream()
                                .findFirst()
                                .map(line -> path(line.id()))
                                .orElse(PAGE)));
    }

    private static String path(UUID id) {
        return PAGE + "/requests/" + id;
    }

    // --- A request ----------------------------------------------------------------------------------------------

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
            input.end();
            return request(
                    DeskApi.DECIDE_DOCUMENT,
                    new DecideDocument(OperatorGuard.operator(rc), PathId.of(rc), kind, document, refusal));
        });
    }

    private Future<Void> recordFaceToFace(RoutingContext rc) {
        return act(rc, "met", input -> {
            var check = DeskInput.faceToFace(input);
            input.end();
            return request(
                    DeskApi.RECORD_FACE_TO_FACE,
                    new RecordFaceToFace(OperatorGuard.operator(rc), PathId.of(rc), check));
        });
    }

    private Future<Void> recordValidation(RoutingContext rc) {
        var thing = DeskInput.thing(rc.pathParam("thing"));
        return act(rc, "validation", thing + ".", input -> {
            var check = DeskInput.check(input.object(thing.name()), thing);
            input.end();
            return request(
                    DeskApi.RECORD_VALIDATION, new RecordValidation(OperatorGuard.operator(rc), PathId.of(rc), check));
        });
    }

    private Future<Void> decide(RoutingContext rc) {
        return act(rc, "refused", input -> {
            var refusal = DeskInput.decision(input);
            input.end();
            return request(DeskApi.DECIDE, new Decide(OperatorGuard.operator(rc), PathId.of(rc), refusal));
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
}
