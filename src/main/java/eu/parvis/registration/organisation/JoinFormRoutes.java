package eu.parvis.registration.organisation;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.draft.FormDraftGuard;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.PageModel;
import eu.parvis.http.PersonInput;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Template;
import eu.parvis.http.Visit;
import eu.parvis.joining.JoinApi;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.organisation.OrganisationDetails.NumberKind;
import eu.parvis.registration.organisation.BrowserGuard.OwnDraft;
import eu.parvis.registration.organisation.RegistrationApi.Draft;
import eu.parvis.registration.organisation.RegistrationApi.Listed;
import eu.parvis.registration.organisation.RegistrationListPage.Row;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The page for an organisation that is registered already (CG-61): it asks the administrators to let the visitor join. */
final class JoinFormRoutes implements Routes {

    private static final String ADMINISTRATOR = DraftFields.ADMINISTRATOR + ".";

    /** @param registered the registration with this number that this browser has sent itself */
    @Template("registration/exists.html")
    private record ExistsPage(
            UUID id,
            String organisation,
            NumberKind numberKind,
            String number,
            Form form,
            String shown,
            Optional<Row> registered)
            implements PageModel {

        static ExistsPage of(OwnDraft own, Form form, OrganisationDetails organisation, List<Listed> all) {
            return new ExistsPage(
                    own.id(),
                    organisation.name().value(),
                    OrganisationPage.numberKind(organisation),
                    organisation.writtenNumber().orElse(""),
                    form,
                    ShownOrganisation.hash(organisation),
                    all.stream()
                            .filter(one -> one.submitted() && one.number().equals(organisation.number()))
                            .findFirst()
                            .map(Row::of));
        }
    }

    private final Site site;
    private final BrowserGuard drafts;
    private final DraftGuard guard;
    private final OrganisationFormRoutes part1;

    JoinFormRoutes(Site site, BrowserGuard drafts, DraftGuard guard, OrganisationFormRoutes part1) {
        this.site = site;
        this.drafts = drafts;
        this.guard = guard;
        this.part1 = part1;
    }

    @Override
    public void pages(Router router) {
        router.get(DraftGuard.address(":id", DraftGuard.EXISTS)).handler(answer(this::show));
        router.post(DraftGuard.address(":id", DraftGuard.EXISTS)).handler(answer(this::submit));
    }

    private Future<Void> show(RoutingContext rc) {
        return guard.readDraft(
                rc,
                (own, draft) -> DraftGuard.afterPart1(
                        rc, own, draft, organisation -> show(rc, own, 200, requester(draft), organisation)));
    }

    /** The person whom the draft names as administrator. */
    private static Form requester(Draft draft) {
        var fields = new HashMap<String, String>();
        draft.fields().forEach((name, values) -> {
            if (name.startsWith(ADMINISTRATOR)) {
                fields.put(name.substring(ADMINISTRATOR.length()), String.join("", values));
            }
        });
        return Form.of(fields);
    }

    private Future<Void> show(
            RoutingContext rc, OwnDraft own, int status, Form form, OrganisationDetails organisation) {
        return drafts.list(rc)
                .map(all -> ExistsPage.of(own, form, organisation, all))
                .compose(page -> site.pages().show(rc, status, own.address(DraftGuard.EXISTS), page));
    }

    private Future<Void> submit(RoutingContext rc) {
        var input = Input.of(rc);
        if (FormDraftGuard.keepsOnly(rc)) {
            return guard.keep(rc, asAdministrator(input.form()), (own, page) -> Answers.seeOther(rc, page));
        }
        return guard.save(
                rc,
                asAdministrator(input.form()),
                saved -> guard.act(
                        rc,
                        (own, draft) -> DraftGuard.organisation(draft)
                                .map(organisation -> submit(rc, own, input, organisation))
                                .orElseGet(() -> part1.respondWithUnfinished(rc, own, draft))));
    }

    /** The requester as the draft holds them, the reverse of {@link #requester}. */
    private static Form asAdministrator(Form form) {
        var fields = new HashMap<String, String>();
        form.all().forEach((name, values) -> fields.put(ADMINISTRATOR + name, String.join("", values)));
        return Form.of(fields);
    }

    private Future<Void> submit(RoutingContext rc, OwnDraft own, Input input, OrganisationDetails organisation) {
        if (!ShownOrganisation.isShown(input, organisation)) {
            return respondWithFaults(
                    rc, own, 409, input, List.of(ShownOrganisation.changed(organisation)), organisation);
        }
        return Answers.submit(
                rc,
                () -> ask(rc, input, organisation).compose(asked -> respondWithRequest(rc, own, asked)),
                (status, faults) -> respondWithFaults(rc, own, status, input, faults, organisation),
                Failure.Kind.CONFLICT,
                Failure.Kind.RATE_LIMITED);
    }

    private Future<Void> respondWithFaults(
            RoutingContext rc,
            OwnDraft own,
            int status,
            Input input,
            List<FieldError> faults,
            OrganisationDetails organisation) {
        var typed = input.form().with(faults, site.pages().words(rc));
        return show(rc, own, status, typed, organisation);
    }

    private Future<JoinApi.NewRequest> ask(RoutingContext rc, Input input, OrganisationDetails organisation) {
        var person = PersonInput.withOptionalPhone(input, organisation.country());
        input.end();
        site.limits().spend(JoinApi.REGISTRATIONS, rc);
        var visit = Visit.of(rc);
        return site.bus()
                .request(
                        JoinApi.ASK,
                        new JoinApi.Ask(
                                organisation.number().orElseThrow(), person, visit.language(), visit.address()));
    }

    private Future<Void> respondWithRequest(RoutingContext rc, OwnDraft own, JoinApi.NewRequest asked) {
        drafts.clear(rc, own);
        return Answers.seeOther(
                rc, "/join/" + asked.id() + "?token=" + asked.token().text());
    }
}
