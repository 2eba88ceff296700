package eu.parvis.registration.organisation;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.crypto.HashingQueue.Priority;
import eu.parvis.http.Admission;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.TypedTwice;
import eu.parvis.http.Visit;
import eu.parvis.joining.JoinApi;
import eu.parvis.registration.organisation.BrowserGuard.OwnDraft;
import eu.parvis.registration.organisation.RegistrationApi.CorrectEmail;
import eu.parvis.registration.organisation.RegistrationApi.Follow;
import eu.parvis.registration.organisation.RegistrationApi.Kind;
import eu.parvis.registration.organisation.RegistrationApi.SendAgain;
import eu.parvis.registration.organisation.RegistrationApi.Status;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** The waiting page after the form: shows the states of the two mails, sends them again, corrects the address. */
final class WaitingRoutes implements Routes {

    private static final Map<String, String> DONE = Map.of(
            "again", "registration.waiting.done.again",
            "corrected", "registration.waiting.done.corrected");

    private final Site site;
    private final Bus bus;
    private final DraftGuard guard;

    WaitingRoutes(Site site, DraftGuard guard) {
        this.site = site;
        this.bus = site.bus();
        this.guard = guard;
    }

    @Override
    public void pages(Router router) {
        var waiting = DraftGuard.address(":id", DraftGuard.WAITING);
        router.get(waiting).handler(answer(this::show));
        Admission.hashing(router.post(waiting + "/mails"), Priority.REGISTRATION)
                .handler(answer(this::sendAgain));
        Admission.hashing(router.post(waiting + "/email"), Priority.REGISTRATION)
                .handler(answer(this::correctEmail));
    }

    /** A draft has no mails yet: the visitor goes on with the form. */
    private Future<Void> show(RoutingContext rc) {
        return guard.read(
                rc,
                (own, draft) -> draft.submitted()
                        ? follow(own, status -> show(rc, 200, own, status, Form.empty()))
                        : Answers.seeOther(rc, own.address(DraftGuard.PART_1)));
    }

    private Future<Void> act(RoutingContext rc, BiFunction<OwnDraft, Status, Future<Void>> next) {
        return guard.read(
                rc,
                (own, draft) -> draft.submitted()
                        ? follow(own, status -> next.apply(own, status))
                        : guard.respondWithUnfinished(rc, own));
    }

    private Future<Void> follow(OwnDraft own, Function<Status, Future<Void>> next) {
        return bus.request(RegistrationApi.FOLLOW, new Follow(own.token())).compose(next);
    }

    private Future<Void> show(RoutingContext rc, int status, OwnDraft own, Status registration, Form form) {
        var words = site.pages().words(rc);
        var page = WaitingPage.of(
                registration,
                doneSentence(rc).map(words::text),
                form,
                words,
                site.clock().instant());
        return site.pages().show(rc, status, own.address(DraftGuard.WAITING), page);
    }

    /** The sentence about the act that redirected here. */
    private Optional<String> doneSentence(RoutingContext rc) {
        return site.notices().take(rc).stream()
                .filter(DONE::containsKey)
                .findFirst()
                .map(DONE::get);
    }

    private Future<Void> sendAgain(RoutingContext rc) {
        var input = Input.of(rc);
        var kind = input.choice("kind", Kind.class);
        input.end();
        return act(
                rc,
                (own, registration) -> submit(rc, own, registration, input, "again", () -> sendAgain(rc, own, kind)));
    }

    private Future<Status> sendAgain(RoutingContext rc, OwnDraft own, Kind kind) {
        site.limits().spend(JoinApi.REGISTRATION_MAILS, rc);
        return bus.request(
                RegistrationApi.SEND_AGAIN,
                new SendAgain(own.token(), kind, Visit.of(rc).address()));
    }

    private Future<Void> correctEmail(RoutingContext rc) {
        var input = Input.of(rc);
        return act(
                rc,
                (own, registration) ->
                        submit(rc, own, registration, input, "corrected", () -> correctEmail(rc, own, input)));
    }

    private Future<Status> correctEmail(RoutingContext rc, OwnDraft own, Input input) {
        var email = TypedTwice.email(input);
        input.end();
        site.limits().spend(JoinApi.REGISTRATION_MAILS, rc);
        return bus.request(
                RegistrationApi.CORRECT_EMAIL,
                new CorrectEmail(own.token(), email, Visit.of(rc).address()));
    }

    private Future<Void> submit(
            RoutingContext rc,
            OwnDraft own,
            Status registration,
            Input input,
            String done,
            Supplier<Future<Status>> act) {
        return Answers.submit(
                rc,
                () -> act.get()
                        .compose(acted -> site.notices().seeOther(rc, own.address(DraftGuard.WAITING), List.of(done))),
                (status, faults) -> show(rc, status, own, registration, typedForm(rc, input, faults)),
                Failure.Kind.CONFLICT,
                Failure.Kind.RATE_LIMITED);
    }

    private Form typedForm(RoutingContext rc, Input input, List<FieldError> faults) {
        return input.form().with(faults, site.pages().words(rc));
    }
}
