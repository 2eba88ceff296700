package eu.parvis.registration.organisation;

import static eu.parvis.http.Answers.answer;
import static eu.parvis.registration.organisation.DraftGuard.PART_1;
import static eu.parvis.registration.organisation.DraftGuard.WAITING;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.bus.Malformed;
import eu.parvis.company.CompanyApi;
import eu.parvis.company.Siret;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.joining.JoinApi;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.registration.organisation.OrganisationPage.LookUp;
import eu.parvis.registration.organisation.RegistrationApi.Draft;
import eu.parvis.registration.organisation.RegistrationApi.Registered;
import eu.parvis.session.SessionGuard;
import eu.parvis.values.Language;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** The two parts of the form that registers an organisation, and the pages that follow from it. */
public final class RegistrationRoutes implements Routes {

    private static final String PART_2 = "/register/administrator";

    private final Site site;
    private final Bus bus;
    private final DraftGuard drafts;
    private final List<Routes> others;

    public RegistrationRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.bus = site.bus();
        this.drafts = new DraftGuard(site);
        this.others = List.of(
                new JoinFormRoutes(site, drafts), new WaitingRoutes(site, drafts), new OfferRoutes(site, guard));
    }

    @Override
    public void pages(Router router) {
        if (site.configuration().doors().organisation()) {
            openDoor(router);
        } else {
            closedDoor(router);
        }
        others.forEach(routes -> routes.pages(router));
    }

    private void openDoor(Router router) {
        router.get(PART_1).handler(this::showPart1);
        site.publicPages().add(router, PART_1, OrganisationPage::empty);
        router.post(PART_1).handler(answer(this::submitPart1));
        router.get(PART_2).handler(answer(this::showPart2));
        router.post(PART_2).handler(answer(this::submitPart2));
    }

    /** No new registrations; the pages of the present ones stay. */
    private static void closedDoor(Router router) {
        for (var path : List.of(PART_1, PART_2)) {
            router.get(path).handler(rc -> rc.fail(RegistrationInput.doorClosed()));
            router.post(path).handler(rc -> rc.fail(RegistrationInput.doorClosed()));
        }
    }

    // --- Part 1: the organisation -------------------------------------------------------------------------------

    /** Without a draft the public page answers. */
    private void showPart1(RoutingContext rc) {
        if (drafts.token(rc).isEmpty()) {
            rc.next();
            return;
        }
        answer(this::showDraft).handle(rc);
    }

    private Future<Void> showDraft(RoutingContext rc) {
        return drafts.draft(rc)
                .compose(saved -> DraftGuard.unlessSubmitted(
                        rc,
                        saved,
                        draft ->
                                site.pages().show(rc, OrganisationPage.resumed(DraftGuard.form(draft), language(rc)))));
    }

    private Future<Void> submitPart1(RoutingContext rc) {
        var input = Input.of(rc);
        var action = input.text("action");
        return drafts.save(rc, input.form()).compose(saved -> switch (action) {
            case "continue" -> openQuestions(rc, input);
            case "fill" -> fill(rc, input.form());
            default -> finishPart1(rc, input);
        });
    }

    /** Without scripts the same button first opens the questions that follow from an answer. */
    private Future<Void> openQuestions(RoutingContext rc, Input input) {
        return input.object("organisation").has("name") ? finishPart1(rc, input) : Answers.seeOther(rc, PART_1);
    }

    private Future<Void> finishPart1(RoutingContext rc, Input input) {
        return Answers.submit(
                rc,
                () -> {
                    RegistrationInput.fromForm(input);
                    input.end();
                    return Answers.seeOther(rc, PART_2);
                },
                (status, faults) -> respondWithPart1(rc, status, typedForm(rc, input, faults)));
    }

    private Future<Void> respondWithPart1(RoutingContext rc, int status, Form form) {
        return site.pages().show(rc, status, OrganisationPage.of(form, language(rc)));
    }

    private Form typedForm(RoutingContext rc, Input input, List<FieldError> faults) {
        return input.form().with(faults, site.pages().words(rc));
    }

    /** Handles the look-up button next to the SIRET without scripts (CG-12). */
    private Future<Void> fill(RoutingContext rc, Form form) {
        return Future.succeededFuture()
                .compose(start -> lookUp(rc, form.value("organisation.siret")))
                .compose(
                        found -> respondWithFilled(rc, form, found),
                        cause -> cause instanceof Malformed malformed
                                ? respondWithMalformedSiret(rc, form, malformed)
                                : Future.failedFuture(cause));
    }

    private Future<CompanyApi.Found> lookUp(RoutingContext rc, String siret) {
        site.limits().spend(CompanyApi.LOOK_UPS, rc);
        return bus.request(
                CompanyApi.LOOK_UP, new CompanyApi.LookUp(Siret.parse(siret).value()));
    }

    private Future<Void> respondWithFilled(RoutingContext rc, Form form, CompanyApi.Found found) {
        var filled = OrganisationPage.filled(form, found);
        var lookUp = LookUp.of(found.state(), site.pages().words(rc));
        return drafts.save(rc, filled)
                .compose(saved -> site.pages().show(rc, OrganisationPage.lookedUp(filled, lookUp, language(rc))));
    }

    private Future<Void> respondWithMalformedSiret(RoutingContext rc, Form form, Malformed malformed) {
        var faults = List.of(malformed.at("organisation.siret"));
        return respondWithPart1(rc, 400, form.with(faults, site.pages().words(rc)));
    }

    // --- Part 2: the administrator ------------------------------------------------------------------------------

    private Future<Void> showPart2(RoutingContext rc) {
        return drafts.draft(rc)
                .compose(saved -> DraftGuard.unlessSubmitted(
                        rc,
                        saved,
                        draft -> DraftGuard.afterPart1(
                                rc,
                                draft,
                                organisation -> respondWithPart2(rc, 200, DraftGuard.form(draft), organisation))));
    }

    private Future<Void> respondWithPart2(RoutingContext rc, int status, Form form, OrganisationDetails organisation) {
        return site.pages().show(rc, status, AdministratorPage.of(form, organisation, language(rc)));
    }

    private Future<Void> submitPart2(RoutingContext rc) {
        var input = Input.of(rc);
        return drafts.save(rc, input.form())
                .compose(token -> drafts.draft(rc, token))
                .compose(saved -> DraftGuard.unlessSubmitted(
                        rc,
                        saved,
                        draft -> DraftGuard.afterPart1(
                                rc, draft, organisation -> submitPart2(rc, input, draft, organisation))));
    }

    private Future<Void> submitPart2(RoutingContext rc, Input input, Draft draft, OrganisationDetails organisation) {
        return Answers.submit(
                rc,
                () -> register(rc, input, organisation)
                        .compose(
                                registered -> respondWithRegistered(rc, registered),
                                cause -> respondWithDuplicate(rc, cause)),
                (status, faults) -> respondWithFaults(rc, status, typedForm(rc, input, faults), draft, organisation),
                Failure.Kind.CONFLICT,
                Failure.Kind.RATE_LIMITED);
    }

    private Future<Registered> register(RoutingContext rc, Input input, OrganisationDetails organisation) {
        var administrator = RegistrationInput.administrator(input, organisation.country());
        input.end();
        site.limits().spend(JoinApi.REGISTRATIONS, rc);
        var visit = Visit.of(rc);
        return bus.request(
                RegistrationApi.REGISTER,
                new RegistrationApi.Register(
                        drafts.token(rc),
                        Optional.empty(),
                        visit.language(),
                        organisation,
                        administrator,
                        visit.address()));
    }

    private Future<Void> respondWithRegistered(RoutingContext rc, Registered registered) {
        drafts.setToken(rc, registered.token());
        return Answers.seeOther(rc, WAITING);
    }

    private static Future<Void> respondWithDuplicate(RoutingContext rc, Throwable cause) {
        return cause instanceof Failure failure && failure.messageId().equals("registration.exists")
                ? Answers.seeOther(rc, JoinFormRoutes.EXISTS)
                : Future.failedFuture(cause);
    }

    /** Some faults of the organisation are found only now, such as a closed one: they are shown on part 1. */
    private Future<Void> respondWithFaults(
            RoutingContext rc, int status, Form typed, Draft draft, OrganisationDetails organisation) {
        var isOfPart1 =
                typed.getErrors().stream().anyMatch(error -> error.field().startsWith("organisation."));
        return isOfPart1
                ? respondWithPart1(rc, status, DraftGuard.form(draft).withErrorsOf(typed))
                : respondWithPart2(rc, status, typed, organisation);
    }

    private static Language language(RoutingContext rc) {
        return Visit.of(rc).language();
    }
}
