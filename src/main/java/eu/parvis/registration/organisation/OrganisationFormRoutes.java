package eu.parvis.registration.organisation;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.bus.Malformed;
import eu.parvis.company.CompanyApi;
import eu.parvis.company.Siret;
import eu.parvis.draft.FormDraftGuard;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.registration.organisation.BrowserGuard.OwnDraft;
import eu.parvis.registration.organisation.OrganisationPage.LookUp;
import eu.parvis.registration.organisation.RegistrationApi.Draft;
import eu.parvis.values.Language;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.stream.Stream;

/** Part 1 of the form: the organisation. */
final class OrganisationFormRoutes implements Routes {

    private final Site site;
    private final Bus bus;
    private final BrowserGuard drafts;
    private final DraftGuard guard;

    OrganisationFormRoutes(Site site, BrowserGuard drafts, DraftGuard guard) {
        this.site = site;
        this.bus = site.bus();
        this.drafts = drafts;
        this.guard = guard;
    }

    @Override
    public void pages(Router router) {
        router.post(DraftGuard.FORM).handler(answer(this::begin));
        router.get(DraftGuard.address(":id", DraftGuard.PART_1)).handler(answer(this::show));
        router.post(DraftGuard.address(":id", DraftGuard.PART_1)).handler(answer(this::submit));
    }

    private Future<Void> show(RoutingContext rc) {
        return guard.readDraft(
                rc,
                (own, draft) ->
                        site.pages().show(rc, OrganisationPage.resumed(own, DraftGuard.form(draft), language(rc))));
    }

    /** A new form has no address yet; it gets one here. What was typed for another draft may be an administrator alone. */
    private Future<Void> begin(RoutingContext rc) {
        var input = Input.of(rc);
        if (FormDraftGuard.keepsOnly(rc)) {
            FormDraftGuard.limit(site, rc);
        }
        return drafts.begin(rc, input.form(), FormDraftGuard.keepsOnly(rc))
                .compose(
                        own -> FormDraftGuard.keepsOnly(rc)
                                ? respondWithBegun(rc, own)
                                : input.given(DraftFields.ORGANISATION)
                                        ? goOn(rc, own, input)
                                        : Answers.seeOther(rc, own.address(DraftGuard.PART_1)),
                        cause -> cause instanceof Failure failure
                                        && failure.messageId().equals("registration.tooMany")
                                ? guard.respondWithTooMany(rc)
                                : Future.failedFuture(cause));
    }

    /** Tells a script the address of the new draft. */
    private static Future<Void> respondWithBegun(RoutingContext rc, OwnDraft own) {
        return FormDraftGuard.next(rc)
                .map(page -> respondWithPage(rc, own, page))
                .orElseGet(() -> {
                    rc.response().putHeader(HttpHeaders.LOCATION, own.address(DraftGuard.PART_1));
                    return Answers.nothing(rc);
                });
    }

    /** The page of the form is now that of the draft. */
    private static Future<Void> respondWithPage(RoutingContext rc, OwnDraft own, String page) {
        var query = page.indexOf('?');
        return Answers.seeOther(rc, own.address(DraftGuard.PART_1) + (query < 0 ? "" : page.substring(query)));
    }

    private Future<Void> submit(RoutingContext rc) {
        var input = Input.of(rc);
        return FormDraftGuard.keepsOnly(rc)
                ? guard.keep(rc, input.form(), (own, page) -> respondWithPage(rc, own, page))
                : guard.save(rc, input.form(), own -> goOn(rc, own, input));
    }

    private Future<Void> goOn(RoutingContext rc, OwnDraft own, Input input) {
        return switch (input.text("action")) {
            case "continue" -> openQuestions(rc, own, input);
            case "fill" -> fill(rc, own, input.form());
            default -> finish(rc, own, input);
        };
    }

    /** Without scripts the same button first opens the questions that follow from an answer. */
    private Future<Void> openQuestions(RoutingContext rc, OwnDraft own, Input input) {
        return input.object("organisation").has("name")
                ? finish(rc, own, input)
                : Answers.seeOther(rc, own.address(DraftGuard.PART_1));
    }

    private Future<Void> finish(RoutingContext rc, OwnDraft own, Input input) {
        return Answers.submit(
                rc,
                () -> {
                    RegistrationInput.fromForm(input);
                    input.end();
                    return Answers.seeOther(rc, own.address(DraftGuard.PART_2));
                },
                (status, faults) -> respond(rc, own, status, with(rc, input.form(), faults)));
    }

    private Form with(RoutingContext rc, Form form, List<FieldError> faults) {
        return form.with(faults, site.pages().words(rc));
    }

    /** The page again, with errors. */
    Future<Void> respond(RoutingContext rc, OwnDraft own, int status, Form form) {
        return respond(rc, own, status, OrganisationPage.of(own, form, language(rc)));
    }

    /** Part 2 was sent, and is stored, while part 1 has errors. */
    Future<Void> respondWithUnfinished(RoutingContext rc, OwnDraft own, Draft draft) {
        var input = DraftGuard.input(draft);
        RegistrationInput.fromForm(input);
        return Answers.submit(
                rc,
                () -> {
                    input.end();
                    return Answers.seeOther(rc, own.address(DraftGuard.PART_2));
                },
                (status, faults) -> respond(
                        rc,
                        own,
                        409,
                        with(
                                rc,
                                input.form(),
                                Stream.concat(Stream.of(FieldError.of("", "registration.unfinished")), faults.stream())
                                        .toList())));
    }

    private Future<Void> respond(RoutingContext rc, OwnDraft own, int status, OrganisationPage page) {
        return site.pages().show(rc, status, own.address(DraftGuard.PART_1), page);
    }

    /** Handles the look-up button next to the SIRET without scripts (CG-12). */
    private Future<Void> fill(RoutingContext rc, OwnDraft own, Form form) {
        return Future.succeededFuture()
                .compose(start -> lookUp(rc, form.value("organisation.siret")))
                .compose(
                        found -> respondWithFilled(rc, own, form, found),
                        cause -> cause instanceof Malformed malformed
                                ? respond(rc, own, 400, with(rc, form, List.of(malformed.at("organisation.siret"))))
                                : Future.failedFuture(cause));
    }

    private Future<CompanyApi.Found> lookUp(RoutingContext rc, String siret) {
        site.limits().spend(CompanyApi.LOOK_UPS, rc);
        return bus.request(
                CompanyApi.LOOK_UP, new CompanyApi.LookUp(Siret.parse(siret).value()));
    }

    private Future<Void> respondWithFilled(RoutingContext rc, OwnDraft own, Form form, CompanyApi.Found found) {
        var filled = OrganisationPage.filled(form, found);
        var lookUp = LookUp.of(found.state(), site.pages().words(rc));
        return drafts.save(rc, own, filled)
                .compose(
                        saved -> respond(rc, own, 200, OrganisationPage.lookedUp(own, filled, lookUp, language(rc))),
                        cause -> guard.respondWithMismatch(rc, own, cause));
    }

    private static Language language(RoutingContext rc) {
        return Visit.of(rc).language();
    }
}
