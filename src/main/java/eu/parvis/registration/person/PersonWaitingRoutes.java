package eu.parvis.registration.person;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.config.Limit;
import eu.parvis.crypto.VerificationCode;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.LinkGuard;
import eu.parvis.http.LinkGuard.OpenedLink;
import eu.parvis.http.PageModel;
import eu.parvis.http.Routes;
import eu.parvis.http.SecretFields;
import eu.parvis.http.Site;
import eu.parvis.http.Template;
import eu.parvis.http.TypedTwice;
import eu.parvis.http.Visit;
import eu.parvis.joining.JoinApi;
import eu.parvis.mail.MailRow;
import eu.parvis.registration.person.PersonApi.State;
import eu.parvis.registration.person.PersonApi.Status;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The waiting page after the form: takes the code, shows the state of the mail, sends it again, corrects the address. */
public final class PersonWaitingRoutes implements Routes {

    /** Codes and links of one network address. */
    static final Limit PROOFS =
            Limit.of("signInsPer15Minutes", Duration.ofMinutes(15)).alike("proofsOfAddresses");

    private static final String PAGE = address(":id");

    private static final Map<String, String> DONE = Map.of(
            "again", "registration.waiting.done.again",
            "corrected", "registration.waiting.done.corrected.one");

    /**
     * The registration of a person.
     *
     * @param link its id in the address
     * @param email masked
     * @param done a sentence about what was done just now
     */
    @Template("registration/person-waiting.html")
    private record WaitingPage(
            String link,
            String reference,
            String name,
            Instant at,
            String email,
            boolean codeOver,
            List<MailRow> mails,
            Optional<String> done,
            Form form)
            implements PageModel {}

    private final Site site;
    private final Bus bus;
    private final LinkGuard registrations;

    public PersonWaitingRoutes(Site site) {
        this.site = site;
        this.bus = site.bus();
        this.registrations = registrations(site);
    }

    /** The registrations that this browser has begun. */
    static LinkGuard registrations(Site site) {
        return new LinkGuard(
                site,
                PersonGuard.COOKIE,
                site.configuration().get(PersonSettings.class).unverifiedAfter());
    }

    static String address(String link) {
        return PersonRoutes.FORM + "/" + link + "/waiting";
    }

    @Override
    public void pages(Router router) {
        router.get(PAGE).handler(answer(this::show));
        router.post(PAGE + "/code").handler(SecretFields.of("code")).handler(answer(rc -> act(rc, this::verify)));
        router.post(PAGE + "/mails").handler(answer(rc -> act(rc, this::sendAgain)));
        router.post(PAGE + "/email").handler(answer(rc -> act(rc, this::correctEmail)));
    }

    private Future<Void> show(RoutingContext rc) {
        return follow(rc, (own, status) -> show(rc, 200, own, status, Form.empty()));
    }

    private Future<Void> follow(RoutingContext rc, BiFunction<OpenedLink, Status, Future<Void>> next) {
        return registrations
                .named(rc)
                .map(own -> bus.request(
                                PersonApi.FOLLOW,
                                new PersonApi.Follow(own.token().text()))
                        .compose(status -> next.apply(own, status)))
                .orElseGet(() -> Future.failedFuture(PersonRegistrations.unknown()));
    }

    private Future<Void> show(RoutingContext rc, int code, OpenedLink own, Status status, Form form) {
        var page = status.state() == State.WAITING ? waiting(rc, own, status, form) : VerifiedPage.of(status);
        return site.pages().show(rc, code, address(own.id()), page);
    }

    private WaitingPage waiting(RoutingContext rc, OpenedLink own, Status status, Form form) {
        var words = site.pages().words(rc);
        var mail = status.mail();
        var row = MailRow.of(
                PersonApi.Kind.VERIFICATION,
                mail.state(),
                mail.at(),
                mail.reason(),
                mail.againAt(),
                words,
                site.clock().instant());
        return new WaitingPage(
                own.id(),
                status.reference(),
                status.name(),
                status.at(),
                status.email().masked(),
                status.codeOver(),
                List.of(row),
                Optional.ofNullable(rc.queryParams().get("done")).map(DONE::get).map(words::text),
                form);
    }

    private Future<Void> act(RoutingContext rc, Act act) {
        var input = Input.of(rc);
        return follow(
                rc,
                (own, status) -> Answers.submit(
                        rc,
                        () -> act.run(rc, own, input),
                        (code, faults) -> follow(
                                rc,
                                (same, now) -> show(
                                        rc,
                                        code,
                                        same,
                                        now,
                                        input.form().with(faults, site.pages().words(rc)))),
                        Failure.Kind.CONFLICT,
                        Failure.Kind.EXPIRED,
                        Failure.Kind.RATE_LIMITED));
    }

    @FunctionalInterface
    private interface Act {
        Future<Void> run(RoutingContext rc, OpenedLink own, Input input);
    }

    private Future<Void> verify(RoutingContext rc, OpenedLink own, Input input) {
        var code = input.secret(
                "code",
                "error.code.missing",
                text -> VerificationCode.parse(text).digits());
        input.end();
        site.limits().spend(PROOFS, rc);
        var command = new PersonApi.VerifyByCode(
                own.token().text(), code, Visit.of(rc).address());
        return bus.request(PersonApi.VERIFY_BY_CODE, command)
                .compose(verified -> Answers.seeOther(rc, address(own.id())));
    }

    private Future<Void> sendAgain(RoutingContext rc, OpenedLink own, Input input) {
        input.choice("kind", PersonApi.Kind.class);
        input.end();
        site.limits().spend(JoinApi.REGISTRATION_MAILS, rc);
        var command = new PersonApi.SendAgain(own.token().text(), Visit.of(rc).address(), Optional.empty());
        return done(rc, own, "again", () -> bus.request(PersonApi.SEND_AGAIN, command));
    }

    private Future<Void> correctEmail(RoutingContext rc, OpenedLink own, Input input) {
        var email = TypedTwice.email(input);
        input.end();
        site.limits().spend(JoinApi.REGISTRATION_MAILS, rc);
        var command = new PersonApi.CorrectEmail(
                own.token().text(), email, Visit.of(rc).address());
        return done(rc, own, "corrected", () -> bus.request(PersonApi.CORRECT_EMAIL, command));
    }

    private static Future<Void> done(RoutingContext rc, OpenedLink own, String what, Supplier<Future<Status>> act) {
        return act.get().compose(acted -> Answers.seeOther(rc, address(own.id()) + "?done=" + what));
    }
}
