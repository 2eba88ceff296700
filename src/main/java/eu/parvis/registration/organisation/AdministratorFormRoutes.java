package eu.parvis.registration.organisation;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.crypto.HashingQueue.Priority;
import eu.parvis.draft.FormDraftGuard;
import eu.parvis.http.Admission;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.joining.JoinApi;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.registration.organisation.BrowserGuard.OwnDraft;
import eu.parvis.registration.organisation.RegistrationApi.Draft;
import eu.parvis.registration.organisation.RegistrationApi.Registered;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** Part 2 of the form: the administrator. It registers the organisation that its page has shown. */
final class AdministratorFormRoutes implements Routes {

    private final Site site;
    private final BrowserGuard drafts;
    private final DraftGuard guard;
    private final OrganisationFormRoutes part1;

    AdministratorFormRoutes(Site site, BrowserGuard drafts, DraftGuard guard, OrganisationFormRoutes part1) {
        this.site = site;
        this.drafts = drafts;
        this.guard = guard;
        this.part1 = part1;
    }

    @Override
    public void pages(Router router) {
        router.get(DraftGuard.address(":id", DraftGuard.PART_2)).handler(answer(this::show));
        Admission.hashing(router.post(DraftGuard.address(":id", DraftGuard.PART_2)), Priority.REGISTRATION)
                .handler(answer(this::submit));
    }

    private Future<Void> show(RoutingContext rc) {
        return guard.readDraft(
                rc,
                (own, draft) -> DraftGuard.afterPart1(
                        rc, own, draft, organisation -> respond(rc, own, 200, DraftGuard.form(draft), organisation)));
    }

    private Future<Void> respond(
            RoutingContext rc, OwnDraft own, int status, Form form, OrganisationDetails organisation) {
        var page = AdministratorPage.of(own, form, organisation, Visit.of(rc).language());
        return site.pages().show(rc, status, own.address(DraftGuard.PART_2), page);
    }

    private Future<Void> submit(RoutingContext rc) {
        var input = Input.of(rc);
        if (FormDraftGuard.keepsOnly(rc)) {
            return guard.keep(rc, input.form(), (own, page) -> Answers.seeOther(rc, page));
        }
        return guard.save(
                rc,
                input.form(),
                saved -> guard.act(
                        rc,
                        (own, draft) -> DraftGuard.organisation(draft)
                                .map(organisation -> submit(rc, own, input, draft, organisation))
                                .orElseGet(() -> part1.respondWithUnfinished(rc, own, draft))));
    }

    private Future<Void> submit(
            RoutingContext rc, OwnDraft own, Input input, Draft draft, OrganisationDetails organisation) {
        if (!ShownOrganisation.isShown(input, organisation)) {
            return respondWithOther(rc, own, input, organisation);
        }
        return Answers.submit(
                rc,
                () -> register(rc, own, input, organisation)
                        .compose(
                                registered -> respondWithRegistered(rc, registered),
                                cause -> respondWithRefused(rc, own, cause)),
                (status, faults) -> respondWithFaults(rc, own, status, with(rc, input, faults), draft, organisation),
                Failure.Kind.CONFLICT,
                Failure.Kind.RATE_LIMITED);
    }

    /** Another tab has changed the organisation of this draft since the page was shown. */
    private Future<Void> respondWithOther(
            RoutingContext rc, OwnDraft own, Input input, OrganisationDetails organisation) {
        return respond(rc, own, 409, with(rc, input, List.of(ShownOrganisation.changed(organisation))), organisation);
    }

    private Form with(RoutingContext rc, Input input, List<FieldError> faults) {
        return input.form().with(faults, site.pages().words(rc));
    }

    private Future<Registered> register(
            RoutingContext rc, OwnDraft own, Input input, OrganisationDetails organisation) {
        var administrator = RegistrationInput.administrator(input, organisation.country());
        input.end();
        site.limits().spend(JoinApi.REGISTRATIONS, rc);
        var visit = Visit.of(rc);
        return site.bus()
                .request(
                        RegistrationApi.REGISTER,
                        new RegistrationApi.Register(
                                Optional.of(own.token()),
                                Optional.empty(),
                                visit.language(),
                                organisation,
                                administrator,
                                visit.address()));
    }

    private Future<Void> respondWithRegistered(RoutingContext rc, Registered registered) {
        var own = new OwnDraft(registered.status().id(), registered.token());
        drafts.set(rc, own);
        return Answers.seeOther(rc, own.address(DraftGuard.WAITING));
    }

    private Future<Void> respondWithRefused(RoutingContext rc, OwnDraft own, Throwable cause) {
        return cause instanceof Failure failure && failure.messageId().equals("registration.exists")
                ? Answers.seeOther(rc, own.address(DraftGuard.EXISTS))
                : guard.respondWithMismatch(rc, own, cause);
    }

    /** Some faults of the organisation are found only now, such as a closed one: they are shown on part 1. */
    private Future<Void> respondWithFaults(
            RoutingContext rc, OwnDraft own, int status, Form typed, Draft draft, OrganisationDetails organisation) {
        var isOfPart1 =
                typed.getErrors().stream().anyMatch(error -> error.field().startsWith("organisation."));
        return isOfPart1
                ? part1.respond(rc, own, status, DraftGuard.form(draft).withErrorsOf(typed))
                : respond(rc, own, status, typed, organisation);
    }
}
