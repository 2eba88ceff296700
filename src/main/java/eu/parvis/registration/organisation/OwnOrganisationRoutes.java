package eu.parvis.registration.organisation;

import static eu.parvis.http.Answers.answer;

import eu.parvis.activation.ContactRoutes;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Malformed;
import eu.parvis.company.CompanyApi;
import eu.parvis.company.Siret;
import eu.parvis.draft.FormDraftGuard;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.PageModel;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Template;
import eu.parvis.http.Visit;
import eu.parvis.joining.JoinApi;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.registration.organisation.OrganisationPage.LookUp;
import eu.parvis.registration.organisation.RegistrationApi.OfferedOrganisation;
import eu.parvis.session.CustomerGuard;
import eu.parvis.session.SessionGuard;
import eu.parvis.values.Language;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A signed-in person registers an organisation: part 1 of the form, then a summary. Who administers it is known. */
final class OwnOrganisationRoutes implements Routes {

    static final String PAGE = "/organisations/new";

    /**
     * The organisation before it is registered, or that it has a customer area already.
     *
     * @param fields of part 1, to be sent again
     * @param me name of the administrator
     * @param exists it is registered already: the person can ask to join
     */
    @Template("registration/own-organisation.html")
    private record SummaryPage(
            OrganisationDetails.Facts organisation, Map<String, List<String>> fields, String me, boolean exists)
            implements PageModel {}

    private final Site site;
    private final SessionGuard guard;
    private final FormDraftGuard drafts;

    OwnOrganisationRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.drafts = new FormDraftGuard(site);
        this.guard = guard.lateForms(drafts::keepLate);
    }

    @Override
    public void pages(Router router) {
        router.get(PAGE).handler(guard.browser()).handler(answer(this::show));
        router.post(PAGE)
                .handler(guard.ownAccount())
                .handler(CustomerGuard.required())
                .handler(drafts.keeping())
                .handler(answer(this::submit));
    }

    private Future<Void> show(RoutingContext rc) {
        return drafts.form(rc, PAGE, Form.empty()).compose(form -> show(rc, 200, form, Optional.empty()));
    }

    private Future<Void> show(RoutingContext rc, int status, Form form, Optional<LookUp> lookUp) {
        return site.pages().show(rc, status, PAGE, OrganisationPage.own(PAGE, form, lookUp, language(rc)));
    }

    private static Language language(RoutingContext rc) {
        return Visit.of(rc).language();
    }

    private Future<Void> submit(RoutingContext rc) {
        if (!site.configuration().doors().organisation()) {
            return Future.failedFuture(RegistrationInput.doorClosed());
        }
        var input = Input.of(rc);
        return switch (input.text("action")) {
            case "fill" -> fill(rc, input.form());
            case "change" -> show(rc, 200, input.form(), Optional.empty());
            case "continue" ->
                input.object("organisation").has("name")
                        ? finish(rc, input, "")
                        : show(rc, 200, input.form(), Optional.empty());
            default -> finish(rc, input, input.text("action"));
        };
    }

    private Future<Void> finish(RoutingContext rc, Input input, String action) {
        return Answers.submit(
                rc,
                () -> {
                    var organisation = RegistrationInput.fromForm(input);
                    input.end();
                    return switch (action) {
                        case "register" -> register(rc, input, organisation);
                        case "join" -> join(rc, organisation);
                        default -> summarise(rc, 200, input, organisation, false);
                    };
                },
                (status, faults) ->
                        show(rc, status, input.form().with(faults, site.pages().words(rc)), Optional.empty()));
    }

    private Future<Void> summarise(
            RoutingContext rc, int status, Input input, OrganisationDetails organisation, boolean exists) {
        var page = new SummaryPage(
                organisation.facts(language(rc), phone -> phone.national(organisation.country())),
                input.form()
                        .without(name -> !name.startsWith(DraftFields.ORGANISATION + "."))
                        .all(),
                SessionGuard.identity(rc).account().name(),
                exists);
        return site.pages().show(rc, status, PAGE, page);
    }

    private Future<Void> register(RoutingContext rc, Input input, OrganisationDetails organisation) {
        site.limits().spend(JoinApi.REGISTRATIONS, rc);
        var command = new RegistrationApi.Add(
                SessionGuard.identity(rc).account().id(),
                organisation,
                Visit.of(rc).address(),
                Optional.empty());
        return site.bus()
                .request(RegistrationApi.ADD, command)
                .compose(
                        added -> respondWithAdded(rc, added),
                        cause -> cause instanceof Failure failure
                                        && failure.messageId().equals("registration.exists")
                                ? summarise(rc, 409, input, organisation, true)
                                : Future.failedFuture(cause));
    }

    private Future<Void> respondWithAdded(RoutingContext rc, OfferedOrganisation added) {
        return drafts.forget(rc)
                .compose(forgotten -> guard.switchOrganisation(rc, added.organisationId()))
                .compose(switched -> Answers.seeOther(rc, ContactRoutes.PAGE));
    }

    /** Asks the administrators, under the name and the address of the account. */
    private Future<Void> join(RoutingContext rc, OrganisationDetails organisation) {
        site.limits().spend(JoinApi.REGISTRATIONS, rc);
        var account = SessionGuard.identity(rc).account();
        var command = new JoinApi.Ask(
                organisation.number().orElseThrow(Failure::notFound),
                account.person(),
                account.language(),
                Visit.of(rc).address());
        return site.bus()
                .request(JoinApi.ASK, command)
                .compose(asked -> Answers.seeOther(
                        rc, "/join/" + asked.id() + "?token=" + asked.token().text()));
    }

    /** Handles the look-up button next to the SIRET without scripts (CG-12). */
    private Future<Void> fill(RoutingContext rc, Form form) {
        return Future.succeededFuture()
                .compose(start -> {
                    site.limits().spend(CompanyApi.LOOK_UPS, rc);
                    var siret = Siret.parse(form.value("organisation.siret")).value();
                    return site.bus().request(CompanyApi.LOOK_UP, new CompanyApi.LookUp(siret));
                })
                .compose(
                        found -> show(
                                rc,
                                200,
                                OrganisationPage.filled(form, found),
                                Optional.of(
                                        LookUp.of(found.state(), site.pages().words(rc)))),
                        cause -> cause instanceof Malformed malformed
                                ? show(
                                        rc,
                                        400,
                                        form.with(
                                                List.of(malformed.at("organisation.siret")),
                                                site.pages().words(rc)),
                                        Optional.empty())
                                : Future.failedFuture(cause));
    }
}
