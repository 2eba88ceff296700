package eu.parvis.registration.organisation;

import static eu.parvis.http.Answers.answer;
import static eu.parvis.registration.organisation.DraftGuard.PART_1;
import static eu.parvis.registration.organisation.DraftGuard.WAITING;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.config.Limit;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.TypedTwice;
import eu.parvis.http.Visit;
import eu.parvis.joining.JoinApi;
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

/** The waiting page after the form: shows the states of the two mails, sends them again, corrects the address. */
final class WaitingRoutes implements Routes {

    /** Limits the mails sent from the page. Each costs a hash, so the limit is that of registrations, with a separate count. */
    static final Limit MAILS = JoinApi.REGISTRATIONS.alike("registrationMails");

    private static final Map<String, String> DONE = Map.of(
            "again", "registration.waiting.done.again",
            "corrected", "registration.waiting.done.corrected");

    private final Site site;
    private final Bus bus;
    private final DraftGuard drafts;

    WaitingRoutes(Site site, DraftGuard drafts) {
        this.site = site;
        this.bus = site.bus();
        this.drafts = drafts;
    }

    @Override
    public void pages(Router router) {
        router.get(WAITING).handler(answer(this::show));
        router.post(WAITING + "/mails").handler(answer(this::sendAgain));
        router.post(WAITING + "/email").handler(answer(this::correctEmail));
        router.post("/register/again").handler(answer(this::startAgain));
    }

    private Future<Void> show(RoutingContext rc) {
        return drafts.token(rc)
                .map(token -> show(rc, 200, token, Form.empty()))
                .orElseGet(() -> Answers.seeOther(rc, PART_1));
    }

    private Future<Void> show(RoutingContext rc, int status, String token, Form form) {
        return bus.request(RegistrationApi.FOLLOW, new Follow(token))
                .compose(registration -> show(rc, status, registration, form));
    }

    private Future<Void> show(RoutingContext rc, int status, Status registration, Form form) {
        var words = site.pages().words(rc);
        var page = WaitingPage.of(
                registration,
                doneSentence(rc).map(words::text),
                form,
                words,
                site.clock().instant());
        return site.pages().show(rc, status, page);
    }

    /** The sentence about the act that redirected here. */
    private static Optional<String> doneSentence(RoutingContext rc) {
        return Optional.ofNullable(rc.queryParams().get("done")).map(DONE::get);
    }

    private Future<Void> sendAgain(RoutingContext rc) {
        var input = Input.of(rc);
        var kind = input.choice("kind", Kind.class);
        input.end();
        var token = drafts.requireToken(rc);
        return Answers.submit(
                rc,
                () -> sendAgain(rc, token, kind).compose(sent -> Answers.seeOther(rc, WAITING + "?done=again")),
                (status, faults) -> show(rc, status, token, typedForm(rc, input, faults)),
                Failure.Kind.CONFLICT,
                Failure.Kind.RATE_LIMITED);
    }

    private Future<Status> sendAgain(RoutingContext rc, String token, Kind kind) {
        site.limits().spend(MAILS, rc);
        return bus.request(
                RegistrationApi.SEND_AGAIN,
                new SendAgain(token, kind, Visit.of(rc).address()));
    }

    private Future<Void> correctEmail(RoutingContext rc) {
        var input = Input.of(rc);
        var token = drafts.requireToken(rc);
        return bus.request(RegistrationApi.FOLLOW, new Follow(token))
                .compose(registration -> Answers.submit(
                        rc,
                        () -> correctEmail(rc, token, input)
                                .compose(corrected -> Answers.seeOther(rc, WAITING + "?done=corrected")),
                        (status, faults) -> show(rc, status, registration, typedForm(rc, input, faults)),
                        Failure.Kind.CONFLICT,
                        Failure.Kind.RATE_LIMITED));
    }

    private Future<Status> correctEmail(RoutingContext rc, String token, Input input) {
        var email = TypedTwice.email(input);
        input.end();
        site.limits().spend(MAILS, rc);
        return bus.request(
                RegistrationApi.CORRECT_EMAIL,
                new CorrectEmail(token, email, Visit.of(rc).address()));
    }

    private Form typedForm(RoutingContext rc, Input input, List<FieldError> faults) {
        return input.form().with(faults, site.pages().words(rc));
    }

    private Future<Void> startAgain(RoutingContext rc) {
        drafts.clearToken(rc);
        return Answers.seeOther(rc, PART_1);
    }
}
