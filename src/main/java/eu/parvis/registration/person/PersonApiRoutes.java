package eu.parvis.registration.person;

import static eu.parvis.http.Answers.answer;

import eu.parvis.account.PasswordSettings;
import eu.parvis.bus.Bus;
import eu.parvis.crypto.HashingQueue.Priority;
import eu.parvis.crypto.PasswordPolicy;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.VerificationCode;
import eu.parvis.http.Admission;
import eu.parvis.http.Answers;
import eu.parvis.http.BearerToken;
import eu.parvis.http.Input;
import eu.parvis.http.PersonInput;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.TypedTwice;
import eu.parvis.http.Visit;
import eu.parvis.joining.JoinApi;
import eu.parvis.mail.MailApi;
import eu.parvis.registration.person.PersonApi.Kind;
import eu.parvis.registration.person.PersonApi.State;
import eu.parvis.registration.person.PersonApi.Status;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The registration of a person as API operations. */
public final class PersonApiRoutes implements Routes {

    private static final String ONE = "/registrations/people/:id";

    private record MailView(Kind kind, String to, MailApi.State state, Instant at, Optional<String> reason) {}

    private record Created(UUID id, String token, State state, List<MailView> mails) {}

    private record View(UUID id, State state, List<MailView> mails) {}

    private final Site site;
    private final Bus bus;
    private final PasswordPolicy policy;

    public PersonApiRoutes(Site site) {
        this.site = site;
        this.bus = site.bus();
        this.policy = site.configuration().get(PasswordSettings.class).policy();
    }

    @Override
    public void api(Router router) {
        Admission.hashing(router.post("/registrations/people"), Priority.REGISTRATION)
                .handler(site.idempotency())
                .handler(answer(this::register));
        router.get(ONE).handler(answer(this::follow));
        router.post(ONE + "/mails").handler(site.idempotency()).handler(answer(this::sendAgain));
        router.put(ONE + "/email").handler(answer(this::correctEmail));
        router.put(ONE + "/verification").handler(answer(this::verifyByCode));
        router.put("/verifications").handler(answer(this::verifyByLink));
    }

    private Future<Void> register(RoutingContext rc) {
        if (!site.configuration().doors().person()) {
            return Future.failedFuture(RegistrationFormInput.doorClosed());
        }
        var input = Input.of(rc);
        var typed = RegistrationFormInput.read(input, policy);
        var language = PersonInput.language(input);
        input.end();
        site.limits().spend(JoinApi.REGISTRATIONS, rc);
        return bus.request(
                        PersonApi.REGISTER,
                        new PersonApi.Register(
                                site.idempotency().once(rc),
                                language,
                                typed.person(),
                                typed.password(),
                                Visit.of(rc).address()))
                .compose(registered -> {
                    var view = view(registered.status(), rc);
                    return Answers.created(
                            rc,
                            "/registrations/people/" + view.id,
                            new Created(view.id, registered.token(), view.state, view.mails));
                });
    }

    private Future<Void> follow(RoutingContext rc) {
        return ownStatus(rc).compose(status -> Answers.json(rc, 200, view(status, rc)));
    }

    /** The registration of the bearer token, if it is the one in the path. */
    private Future<Status> ownStatus(RoutingContext rc) {
        return bus.request(PersonApi.FOLLOW, new PersonApi.Follow(BearerToken.required(rc)))
                .compose(status -> status.id().toString().equals(rc.pathParam("id"))
                        ? Future.succeededFuture(status)
                        : Future.failedFuture(PersonRegistrations.unknown()));
    }

    private Future<Void> sendAgain(RoutingContext rc) {
        var token = BearerToken.required(rc);
        var input = Input.of(rc);
        input.choice("kind", Kind.class);
        input.end();
        site.limits().spend(JoinApi.REGISTRATION_MAILS, rc);
        return ownStatus(rc)
                .compose(status -> bus.request(
                        PersonApi.SEND_AGAIN,
                        new PersonApi.SendAgain(
                                token,
                                Visit.of(rc).address(),
                                site.idempotency().once(rc))))
                .compose(status -> Answers.json(rc, 202, mail(status, rc)));
    }

    private Future<Void> correctEmail(RoutingContext rc) {
        var token = BearerToken.required(rc);
        var input = Input.of(rc);
        var email = TypedTwice.email(input);
        input.end();
        site.limits().spend(JoinApi.REGISTRATION_MAILS, rc);
        return ownStatus(rc)
                .compose(status -> bus.request(
                        PersonApi.CORRECT_EMAIL,
                        new PersonApi.CorrectEmail(token, email, Visit.of(rc).address())))
                .compose(status -> Answers.json(rc, 200, view(status, rc)));
    }

    private Future<Void> verifyByCode(RoutingContext rc) {
        var token = BearerToken.required(rc);
        var input = Input.of(rc);
        var code = input.secret(
                "code",
                "error.code.missing",
                text -> VerificationCode.parse(text).digits());
        input.end();
        site.limits().spend(PersonWaitingRoutes.PROOFS, rc);
        return ownStatus(rc)
                .compose(status -> bus.request(
                        PersonApi.VERIFY_BY_CODE,
                        new PersonApi.VerifyByCode(token, code, Visit.of(rc).address())))
                .compose(status -> respondWithState(rc, status.state()));
    }

    private Future<Void> verifyByLink(RoutingContext rc) {
        var input = Input.of(rc);
        var token = input.required("token", Secret::new);
        input.end();
        site.limits().spend(PersonWaitingRoutes.PROOFS, rc);
        return bus.request(
                        PersonApi.VERIFY_BY_LINK,
                        new PersonApi.VerifyByLink(token, Visit.of(rc).address()))
                .compose(registration -> respondWithState(rc, registration.state()));
    }

    private static Future<Void> respondWithState(RoutingContext rc, State state) {
        return state == State.TAKEN ? Future.failedFuture(PersonRegistrations.taken()) : Answers.nothing(rc);
    }

    private View view(Status status, RoutingContext rc) {
        return new View(status.id(), status.state(), List.of(mail(status, rc)));
    }

    private MailView mail(Status status, RoutingContext rc) {
        var words = site.pages().words(rc);
        var mail = status.mail();
        return new MailView(
                Kind.VERIFICATION,
                mail.to(),
                mail.state(),
                mail.at(),
                mail.reason().map(words::text));
    }
}
