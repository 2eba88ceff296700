package eu.parvis.registration.organisation;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Failure;
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
import eu.parvis.registration.organisation.RegistrationApi.Draft;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;

/** The page for an organisation that is registered already (CG-61): it asks the administrators to let the visitor join. */
final class JoinFormRoutes implements Routes {

    static final String EXISTS = "/register/exists";

    private static final String ADMINISTRATOR = "administrator.";

    @Template("registration/exists.html")
    private record ExistsPage(NumberKind numberKind, String number, Form form) implements PageModel {

        static ExistsPage of(Form form, OrganisationDetails organisation) {
            return new ExistsPage(
                    OrganisationPage.numberKind(organisation),
                    organisation.writtenNumber().orElse(""),
                    form);
        }
    }

    private final Site site;
    private final DraftGuard drafts;

    JoinFormRoutes(Site site, DraftGuard drafts) {
        this.site = site;
        this.drafts = drafts;
    }

    @Override
    public void pages(Router router) {
        router.get(EXISTS).handler(answer(this::show));
        router.post("/register/join").handler(answer(this::submit));
    }

    private Future<Void> show(RoutingContext rc) {
        return drafts.draft(rc)
                .compose(saved -> DraftGuard.unlessSubmitted(
                        rc,
                        saved,
                        draft -> DraftGuard.afterPart1(
                                rc, draft, organisation -> show(rc, 200, requester(draft), organisation))));
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

    private Future<Void> show(RoutingContext rc, int status, Form form, OrganisationDetails organisation) {
        return site.pages().show(rc, status, ExistsPage.of(form, organisation));
    }

    private Future<Void> submit(RoutingContext rc) {
        var input = Input.of(rc);
        return drafts.draft(rc)
                .compose(draft -> DraftGuard.afterPart1(rc, draft, organisation -> submit(rc, input, organisation)));
    }

    private Future<Void> submit(RoutingContext rc, Input input, OrganisationDetails organisation) {
        return Answers.submit(
                rc,
                () -> ask(rc, input, organisation).compose(asked -> respondWithRequest(rc, asked)),
                (status, faults) ->
                        show(rc, status, input.form().with(faults, site.pages().words(rc)), organisation),
                Failure.Kind.CONFLICT,
                Failure.Kind.RATE_LIMITED);
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

    private Future<Void> respondWithRequest(RoutingContext rc, JoinApi.NewRequest asked) {
        drafts.clearToken(rc);
        return Answers.seeOther(
                rc, "/join/" + asked.id() + "?token=" + asked.token().text());
    }
}
