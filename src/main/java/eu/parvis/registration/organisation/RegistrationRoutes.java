package eu.parvis.registration.organisation;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Malformed;
import eu.parvis.company.CompanyApi;
import eu.parvis.company.Siret;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.Limits.Act;
import eu.parvis.http.PathId;
import eu.parvis.http.PersonInput;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.TypedTwice;
import eu.parvis.http.Visit;
import eu.parvis.joining.JoinApi;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.registration.organisation.RegistrationApi.Draft;
import eu.parvis.registration.organisation.RegistrationApi.Kind;
import eu.parvis.registration.organisation.RegistrationApi.Registered;
import eu.parvis.registration.organisation.RegistrationApi.Status;
import eu.parvis.session.SessionGuard;
import eu.parvis.values.Language;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** The pages of a registration: two parts of the form, then the waiting page. */
public final class RegistrationRoutes implements Routes {

    private static final String COOKIE = "registration";
    private static final String PART_1 = "/register";
    private static final String PART_2 = "/register/administrator";
    private static final String WAITING = "/register/waiting";
    private static final String EXISTS = "/register/exists";
    private static final String ADMINISTRATOR = "administrator.";
    private static final Map<String, String> DONE = Map.of(
            "again", "registration.waiting.done.again",
            "corrected", "registration.waiting.done.corrected");

    private final Site site;
    private final Bus bus;
    private final SessionGuard guard;

    public RegistrationRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.bus = site.bus();
        this.guard = guard;
    }

    @Override
    public void pages(Router router) {
        if (site.configuration().registration().organisation()) {
            openDoor(router);
        } else {
            closedDoor(router);
        }
        router.get(EXISTS).handler(answer(this::showExists));
        router.post("/register/join").handler(answer(this::askToJoin));
        router.get(WAITING).handler(answer(this::showWaiting));
        router.post(WAITING + "/mails").handler(answer(this::sendAgain));
        router.post(WAITING + "/email").handler(answer(this::correctEmail));
        router.post("/register/again").handler(answer(this::startAgain));
        router.get("/register/add/:id").handler(guard.browser()).handler(answer(this::showOffer));
        router.post("/register/add/:id").handler(guard.browser()).handler(answer(this::acceptOffer));
    }

    private void openDoor(Router router) {
        router.get(PART_1).handler(this::showOrganisation);
        site.publicPages()
                .add(
                        router,
                        PART_1,
                        "registration/organisation.html",
                        language -> OrganisationPage.of(language, Form.empty()));
        router.post(PART_1).handler(answer(this::submitOrganisation));
        router.get(PART_2).handler(answer(this::showAdministrator));
        router.post(PART_2).handler(answer(this::submitAdministrator));
    }

    /** New registrations are closed; registrations already submitted continue. */
    private static void closedDoor(Router router) {
        for (var path : List.of(PART_1, PART_2)) {
            router.get(path).handler(rc -> rc.fail(RegistrationInput.doorClosed()));
            router.post(path).handler(rc -> rc.fail(RegistrationInput.doorClosed()));
        }
    }

    // --- Part 1: the organisation -------------------------------------------------------------------------------

    /** Visitors without a draft get the public page, which is the same for all. */
    private void showOrganisation(RoutingContext rc) {
        if (site.cookies().read(rc, COOKIE).isEmpty()) {
            rc.next();
            return;
        }
        answer(this::showDraft).handle(rc);
    }

    private Future<Void> showDraft(RoutingContext rc) {
        return draft(rc)
                .compose(draft -> draft.submitted()
                        ? Answers.seeOther(rc, WAITING)
                        : showOrganisation(
                                rc, 200, Input.form(fields(draft.fields())).form()));
    }

    private Future<Void> showOrganisation(RoutingContext rc, int status, Form form) {
        var model = new HashMap<>(OrganisationPage.of(language(rc), form));
        model.put("resumed", status == 200);
        return site.pages().show(rc, status, "registration/organisation.html", model);
    }

    private Future<Void> submitOrganisation(RoutingContext rc) {
        var input = Input.of(rc);
        var action = input.text("action");
        return keep(rc, input.form()).compose(kept -> switch (action) {
            case "continue" -> proceed(rc, input);
            case "fill" -> fill(rc, input.form());
            default -> submit(rc, input);
        });
    }

    /** Without scripts the first submission only reveals the fields that depend on an answer. */
    private Future<Void> proceed(RoutingContext rc, Input input) {
        return input.object("organisation").has("name") ? submit(rc, input) : Answers.seeOther(rc, PART_1);
    }

    private Future<Void> submit(RoutingContext rc, Input input) {
        return refused(
                rc,
                input,
                () -> {
                    RegistrationInput.fromForm(input);
                    input.end();
                    return Answers.seeOther(rc, PART_2);
                },
                (status, form) -> showOrganisation(rc, status, form));
    }

    /** Handles the look-up button next to the SIRET without scripts (CG-12). */
    private Future<Void> fill(RoutingContext rc, Form form) {
        var siret = form.value("organisation.siret");
        return Future.succeededFuture()
                .compose(start -> {
                    site.limits().spend(Act.LOOK_UP, rc);
                    return bus.request(
                            CompanyApi.LOOK_UP,
                            new CompanyApi.LookUp(Siret.parse(siret).value()));
                })
                .compose(
                        found -> showFilled(rc, form, found),
                        cause -> cause instanceof Malformed malformed
                                ? showOrganisation(
                                        rc,
                                        400,
                                        form.with(
                                                List.of(malformed.at("organisation.siret")),
                                                site.pages().words(rc)))
                                : Future.failedFuture(cause));
    }

    private Future<Void> showFilled(RoutingContext rc, Form form, CompanyApi.Found found) {
        var filled = OrganisationPage.filled(form, found);
        var model = new HashMap<>(OrganisationPage.of(language(rc), filled));
        model.put("lookup", OrganisationPage.told(found.state(), site.pages().words(rc)));
        return keep(rc, filled).compose(kept -> site.pages().show(rc, "registration/organisation.html", model));
    }

    // --- Part 2: the administrator ------------------------------------------------------------------------------

    private Future<Void> showAdministrator(RoutingContext rc) {
        return draft(rc)
                .compose(draft -> draft.submitted()
                        ? Answers.seeOther(rc, WAITING)
                        : afterPart1(
                                rc,
                                draft,
                                organisation -> showAdministrator(
                                        rc,
                                        200,
                                        Input.form(fields(draft.fields())).form(),
                                        organisation)));
    }

    private Future<Void> showAdministrator(RoutingContext rc, int status, Form form, OrganisationDetails organisation) {
        return site.pages()
                .show(
                        rc,
                        status,
                        "registration/administrator.html",
                        OrganisationPage.summary(form, organisation, language(rc)));
    }

    private Future<Void> submitAdministrator(RoutingContext rc) {
        var typed = Input.of(rc);
        return keep(rc, typed.form())
                .compose(kept -> draft(rc, kept))
                .compose(draft -> draft.submitted()
                        ? Answers.seeOther(rc, WAITING)
                        : afterPart1(
                                rc,
                                draft,
                                organisation -> refused(
                                        rc,
                                        typed,
                                        () -> register(rc, typed, organisation),
                                        (status, form) -> isOfPart1(form)
                                                ? showOrganisation(rc, status, part1(draft, form))
                                                : showAdministrator(rc, status, form, organisation))));
    }

    /** Whether an error belongs to part 1, such as a closed organisation, which only the submission reveals. */
    private static boolean isOfPart1(Form form) {
        return form.getErrors().stream().anyMatch(error -> error.field().startsWith("organisation."));
    }

    private static Form part1(Draft draft, Form refused) {
        return Input.form(fields(draft.fields())).form().withErrorsOf(refused);
    }

    /** Runs part 2 only if part 1 is valid; otherwise redirects to part 1. */
    private Future<Void> afterPart1(RoutingContext rc, Draft draft, Function<OrganisationDetails, Future<Void>> then) {
        var input = Input.form(fields(draft.fields()));
        var organisation = RegistrationInput.fromForm(input);
        return input.refused() ? Answers.seeOther(rc, PART_1) : then.apply(organisation);
    }

    private Future<Void> register(RoutingContext rc, Input typed, OrganisationDetails organisation) {
        var administrator = RegistrationInput.administrator(typed, organisation.country());
        typed.end();
        site.limits().spend(Act.REGISTRATION, rc);
        var visit = Visit.of(rc);
        return bus.request(
                        RegistrationApi.REGISTER,
                        new RegistrationApi.Register(
                                site.cookies().read(rc, COOKIE),
                                Optional.empty(),
                                visit.language(),
                                organisation,
                                administrator,
                                visit.address()))
                .compose(
                        registered -> wait(rc, registered),
                        cause -> isDuplicate(cause) ? Answers.seeOther(rc, EXISTS) : Future.failedFuture(cause));
    }

    private static boolean isDuplicate(Throwable cause) {
        return cause instanceof Failure failure && failure.messageId().equals("registration.exists");
    }

    private Future<Void> wait(RoutingContext rc, Registered registered) {
        remember(rc, registered.token());
        return Answers.seeOther(rc, WAITING);
    }

    // --- The waiting page ---------------------------------------------------------------------------------------

    private Future<Void> showWaiting(RoutingContext rc) {
        return site.cookies()
                .read(rc, COOKIE)
                .map(token -> bus.request(RegistrationApi.FOLLOW, new RegistrationApi.Follow(token))
                        .compose(status -> showWaiting(rc, 200, status, Form.empty())))
                .orElseGet(() -> Answers.seeOther(rc, PART_1));
    }

    private Future<Void> showWaiting(RoutingContext rc, int status, Status registration, Form form) {
        var words = site.pages().words(rc);
        var page = WaitingPage.of(registration, words, site.clock().instant());
        var model = new HashMap<String, Object>();
        model.put("registration", page.registration());
        model.put("email", page.email());
        model.put("mails", page.mails());
        model.put("activated", page.activated());
        model.put("done", done(rc).map(words::text).orElse(null));
        model.put("form", form);
        return site.pages().show(rc, status, "registration/waiting.html", model);
    }

    /** The confirmation requested by the redirect after an act. */
    private static Optional<String> done(RoutingContext rc) {
        var done = rc.queryParams().get("done");
        return Optional.ofNullable(done).map(DONE::get);
    }

    private Future<Void> sendAgain(RoutingContext rc) {
        var input = Input.of(rc);
        var kind = input.choice("kind", Kind.class);
        input.end();
        var token = token(rc);
        return refused(
                rc,
                input,
                () -> {
                    site.limits().spend(Act.REGISTRATION_AGAIN, rc);
                    return bus.request(
                                    RegistrationApi.SEND_AGAIN,
                                    new RegistrationApi.SendAgain(
                                            token, kind, Visit.of(rc).address()))
                            .compose(sent -> Answers.seeOther(rc, WAITING + "?done=again"));
                },
                (status, form) -> bus.request(RegistrationApi.FOLLOW, new RegistrationApi.Follow(token))
                        .compose(registration -> showWaiting(rc, status, registration, form)));
    }

    private Future<Void> correctEmail(RoutingContext rc) {
        var input = Input.of(rc);
        return bus.request(RegistrationApi.FOLLOW, new RegistrationApi.Follow(token(rc)))
                .compose(registration -> refused(
                        rc,
                        input,
                        () -> {
                            var email = TypedTwice.email(input);
                            input.end();
                            site.limits().spend(Act.REGISTRATION_AGAIN, rc);
                            return bus.request(
                                            RegistrationApi.CORRECT_EMAIL,
                                            new RegistrationApi.CorrectEmail(
                                                    token(rc),
                                                    email,
                                                    Visit.of(rc).address()))
                                    .compose(corrected -> Answers.seeOther(rc, WAITING + "?done=corrected"));
                        },
                        (status, form) -> showWaiting(rc, status, registration, form)));
    }

    private Future<Void> startAgain(RoutingContext rc) {
        site.cookies().clear(rc, COOKIE);
        return Answers.seeOther(rc, PART_1);
    }

    // --- The organisation is registered already (CG-61) ---------------------------------------------------------

    private Future<Void> showExists(RoutingContext rc) {
        return draft(rc)
                .compose(draft -> draft.submitted()
                        ? Answers.seeOther(rc, WAITING)
                        : afterPart1(rc, draft, organisation -> showExists(rc, 200, asker(draft), organisation)));
    }

    /** Prefills the requester with the data of the intended administrator. */
    private static Form asker(Draft draft) {
        var fields = new HashMap<String, String>();
        draft.fields().forEach((name, values) -> {
            if (name.startsWith(ADMINISTRATOR)) {
                fields.put(name.substring(ADMINISTRATOR.length()), String.join("", values));
            }
        });
        return Form.of(fields);
    }

    private Future<Void> showExists(RoutingContext rc, int status, Form form, OrganisationDetails organisation) {
        return site.pages()
                .show(
                        rc,
                        status,
                        "registration/exists.html",
                        Map.of(
                                "form", form,
                                "numberKind", OrganisationPage.numberKind(organisation),
                                "number", organisation.writtenNumber().orElse("")));
    }

    private Future<Void> askToJoin(RoutingContext rc) {
        var input = Input.of(rc);
        return draft(rc)
                .compose(draft -> afterPart1(
                        rc,
                        draft,
                        organisation -> refused(
                                rc,
                                input,
                                () -> askToJoin(rc, input, organisation),
                                (status, form) -> showExists(rc, status, form, organisation))));
    }

    private Future<Void> askToJoin(RoutingContext rc, Input input, OrganisationDetails organisation) {
        var person = PersonInput.withOptionalPhone(input, organisation.country());
        input.end();
        site.limits().spend(Act.REGISTRATION, rc);
        var visit = Visit.of(rc);
        var ask = new JoinApi.Ask(organisation.number().orElseThrow(), person, visit.language(), visit.address());
        return bus.request(JoinApi.ASK, ask).compose(asked -> {
            site.cookies().clear(rc, COOKIE);
            return Answers.seeOther(
                    rc, "/join/" + asked.id() + "?token=" + asked.token().text());
        });
    }

    // --- An account owner adds the organisation -----------------------------------------------------------------

    private Future<Void> showOffer(RoutingContext rc) {
        return bus.request(RegistrationApi.OFFER, new RegistrationApi.Offer(PathId.of(rc), account(rc)))
                .compose(offered -> site.pages()
                        .show(
                                rc,
                                "registration/add.html",
                                Map.of(
                                        "id", PathId.of(rc).toString(),
                                        "organisation", offered.organisationName(),
                                        "accepted", offered.accepted())));
    }

    private Future<Void> acceptOffer(RoutingContext rc) {
        return bus.request(
                        RegistrationApi.ACCEPT,
                        new RegistrationApi.Accept(
                                PathId.of(rc), account(rc), Visit.of(rc).address()))
                .compose(offered -> Answers.seeOther(rc, "/home"));
    }

    private static UUID account(RoutingContext rc) {
        return SessionGuard.identity(rc).account().id();
    }

    // --- Helpers ------------------------------------------------------------------------------------------------

    /** Shows a page again with a status, the input and the errors. */
    private interface Page {
        Future<Void> show(int status, Form form);
    }

    /** Runs the work and shows correctable failures and rate limits on the page. */
    private Future<Void> refused(RoutingContext rc, Input input, Supplier<Future<Void>> work, Page again) {
        return Future.succeededFuture()
                .compose(start -> work.get())
                .recover(cause -> cause instanceof Failure failure && isToldOnPage(failure)
                        ? tell(rc, input, failure, again)
                        : Future.failedFuture(cause));
    }

    private static boolean isToldOnPage(Failure failure) {
        return switch (failure.kind()) {
            case INVALID -> !failure.fields().isEmpty();
            case CONFLICT, RATE_LIMITED -> true;
            default -> false;
        };
    }

    private Future<Void> tell(RoutingContext rc, Input input, Failure failure, Page again) {
        Answers.tellWhen(rc, failure);
        var form = input.form().with(failure.faults(), site.pages().words(rc));
        return again.show(failure.kind().status(), form);
    }

    private Future<String> keep(RoutingContext rc, Form form) {
        return bus.request(
                        RegistrationApi.KEEP,
                        new RegistrationApi.Keep(site.cookies().read(rc, COOKIE), language(rc), form.all()))
                .map(kept -> {
                    remember(rc, kept.token());
                    return kept.token();
                });
    }

    private Future<Draft> draft(RoutingContext rc) {
        return site.cookies()
                .read(rc, COOKIE)
                .map(token -> draft(rc, token))
                .orElseGet(() -> Future.succeededFuture(new Draft(false, Map.of())));
    }

    /** Reads the draft; an expired one is treated as not begun. */
    private Future<Draft> draft(RoutingContext rc, String token) {
        return bus.request(RegistrationApi.RECALL, new RegistrationApi.Recall(token))
                .recover(cause -> {
                    if (cause instanceof Failure failure && failure.kind() == Failure.Kind.EXPIRED) {
                        site.cookies().clear(rc, COOKIE);
                        return Future.succeededFuture(new Draft(false, Map.of()));
                    }
                    return Future.failedFuture(cause);
                });
    }

    private void remember(RoutingContext rc, String token) {
        site.cookies()
                .set(rc, COOKIE, token, site.configuration().registration().waitingPage());
    }

    private String token(RoutingContext rc) {
        return site.cookies()
                .read(rc, COOKIE)
                .orElseThrow(() -> Failure.of(Failure.Kind.NOT_FOUND, "registration.unknown"));
    }

    private static Language language(RoutingContext rc) {
        return Visit.of(rc).language();
    }

    private static MultiMap fields(Map<String, List<String>> fields) {
        var map = MultiMap.caseInsensitiveMultiMap();
        fields.forEach(map::add);
        return map;
    }
}
