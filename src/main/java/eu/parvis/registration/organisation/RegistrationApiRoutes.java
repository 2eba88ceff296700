package eu.parvis.registration.organisation;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Malformed;
import eu.parvis.company.CompanyApi;
import eu.parvis.crypto.HashingQueue.Priority;
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
import eu.parvis.registration.organisation.RegistrationApi.Kind;
import eu.parvis.registration.organisation.RegistrationApi.Mail;
import eu.parvis.registration.organisation.RegistrationApi.Registered;
import eu.parvis.registration.organisation.RegistrationApi.Status;
import eu.parvis.session.CustomerGuard;
import eu.parvis.session.SessionApi;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The API operations under {@code /registrations}, authorised by the registration's bearer token. */
public final class RegistrationApiRoutes implements Routes {

    private final Site site;
    private final Bus bus;
    private final SessionGuard guard;

    record OrganisationView(UUID id, String name, CompanyApi.State verification) {}

    record MailView(Kind kind, String to, MailApi.State state, Instant at, Optional<String> reason) {}

    record Created(UUID id, String token, OrganisationView organisation, List<MailView> mails) {}

    record View(UUID id, OrganisationView organisation, List<MailView> mails) {}

    record Added(UUID id, String name) {}

    public RegistrationApiRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.bus = site.bus();
        this.guard = guard;
    }

    @Override
    public void api(Router router) {
        Admission.hashing(router.post("/registrations/organisations"), Priority.REGISTRATION)
                .handler(site.idempotency())
                .handler(answer(this::register));
        router.get("/registrations/:id").handler(answer(this::follow));
        Admission.hashing(router.post("/registrations/:id/mails"), Priority.REGISTRATION)
                .handler(site.idempotency())
                .handler(answer(this::sendAgain));
        Admission.hashing(router.put("/registrations/:id/email"), Priority.REGISTRATION)
                .handler(answer(this::correctEmail));
        router.post("/organisations")
                .handler(guard.api(SessionApi.Kind.OPEN))
                .handler(CustomerGuard.required())
                .handler(site.idempotency())
                .handler(answer(this::add));
    }

    private Future<Void> register(RoutingContext rc) {
        if (!site.configuration().doors().organisation()) {
            return Future.failedFuture(RegistrationInput.doorClosed());
        }
        var input = Input.of(rc);
        var organisation = RegistrationInput.fromJson(input);
        var administrator = RegistrationInput.administrator(input, organisation.country());
        var language = PersonInput.language(input);
        input.end();
        site.limits().spend(JoinApi.REGISTRATIONS, rc);
        return bus.request(
                        RegistrationApi.REGISTER,
                        new RegistrationApi.Register(
                                Optional.empty(),
                                site.idempotency().once(rc),
                                language,
                                organisation,
                                administrator,
                                Visit.of(rc).address()))
                .compose(registered -> Answers.created(
                        rc, "/registrations/" + registered.status().id(), created(registered, rc)));
    }

    private Future<Void> follow(RoutingContext rc) {
        return ownStatus(rc).compose(status -> Answers.json(rc, 200, view(status, rc)));
    }

    private Future<Void> sendAgain(RoutingContext rc) {
        var token = BearerToken.required(rc);
        var input = Input.of(rc);
        var kind = input.choice("kind", Kind.class);
        input.end();
        site.limits().spend(JoinApi.REGISTRATION_MAILS, rc);
        return ownStatus(rc)
                .compose(status -> bus.request(
                        RegistrationApi.SEND_AGAIN,
                        new RegistrationApi.SendAgain(
                                token,
                                kind,
                                Visit.of(rc).address(),
                                site.idempotency().once(rc))))
                .compose(status -> Answers.json(rc, 202, mail(status, kind, rc)));
    }

    private Future<Void> correctEmail(RoutingContext rc) {
        var token = BearerToken.required(rc);
        var input = Input.of(rc);
        var email = TypedTwice.email(input);
        input.end();
        site.limits().spend(JoinApi.REGISTRATION_MAILS, rc);
        return ownStatus(rc)
                .compose(status -> bus.request(
                        RegistrationApi.CORRECT_EMAIL,
                        new RegistrationApi.CorrectEmail(
                                token, email, Visit.of(rc).address())))
                .compose(status -> Answers.json(rc, 200, view(status, rc)));
    }

    /** A signed-in person registers an organisation, or adds that whose registration they began without signing in. */
    private Future<Void> add(RoutingContext rc) {
        var input = Input.of(rc);
        return input.given("organisation") ? addNew(rc, input) : addOffered(rc, input);
    }

    private Future<Void> addNew(RoutingContext rc, Input input) {
        if (!site.configuration().doors().organisation()) {
            return Future.failedFuture(RegistrationInput.doorClosed());
        }
        var organisation = RegistrationInput.fromJson(input);
        input.end();
        site.limits().spend(JoinApi.REGISTRATIONS, rc);
        return bus.request(
                        RegistrationApi.ADD,
                        new RegistrationApi.Add(
                                SessionGuard.identity(rc).account().id(),
                                organisation,
                                Visit.of(rc).address(),
                                site.idempotency().once(rc)))
                .compose(added -> respondWithAdded(rc, added));
    }

    private Future<Void> addOffered(RoutingContext rc, Input input) {
        var registration = input.required("registration", RegistrationApiRoutes::id);
        input.end();
        var account = SessionGuard.identity(rc).account().id();
        return bus.request(
                        RegistrationApi.ACCEPT,
                        new RegistrationApi.Accept(
                                registration, account, Visit.of(rc).address()))
                .compose(offered -> respondWithAdded(rc, offered));
    }

    private static Future<Void> respondWithAdded(RoutingContext rc, RegistrationApi.OfferedOrganisation added) {
        return Answers.created(
                rc,
                "/organisations/" + added.organisationId(),
                new Added(added.organisationId(), added.organisationName()));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text.strip());
        } catch (IllegalArgumentException e) {
            throw new Malformed("error.choice");
        }
    }

    /** The registration of the bearer token, if it is the one in the path. */
    private Future<Status> ownStatus(RoutingContext rc) {
        return bus.request(RegistrationApi.FOLLOW, new RegistrationApi.Follow(BearerToken.required(rc)))
                .compose(status -> status.id().toString().equals(rc.pathParam("id"))
                        ? Future.succeededFuture(status)
                        : Future.failedFuture(Failure.of(Failure.Kind.NOT_FOUND, "registration.unknown")));
    }

    private Created created(Registered registered, RoutingContext rc) {
        var view = view(registered.status(), rc);
        return new Created(view.id, registered.token(), view.organisation, view.mails);
    }

    private View view(Status status, RoutingContext rc) {
        return new View(
                status.id(),
                new OrganisationView(status.organisationId(), status.organisationName(), status.verification()),
                status.mails().stream().map(mail -> view(mail, rc)).toList());
    }

    private MailView view(Mail mail, RoutingContext rc) {
        var words = site.pages().words(rc);
        return new MailView(
                mail.kind(), mail.to(), mail.state(), mail.at(), mail.reason().map(words::text));
    }

    private MailView mail(Status status, Kind kind, RoutingContext rc) {
        return status.mails().stream()
                .filter(mail -> mail.kind() == kind)
                .map(mail -> view(mail, rc))
                .findFirst()
                .orElseThrow();
    }
}
