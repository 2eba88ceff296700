package eu.parvis.activation;

import static eu.parvis.http.Answers.answer;

import eu.parvis.activation.ActivationApi.By;
import eu.parvis.activation.ActivationApi.ChangeContacts;
import eu.parvis.bus.Message;
import eu.parvis.draft.FormDraftGuard;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.PageModel;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Template;
import eu.parvis.http.Visit;
import eu.parvis.membership.MemberGuard;
import eu.parvis.membership.Role;
import eu.parvis.organisation.OrganisationApi;
import eu.parvis.organisation.OrganisationApi.AskDescription;
import eu.parvis.organisation.OrganisationApi.Description;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** An administrator names other contacts of the organisation. */
public final class ContactRoutes implements Routes {

    /** Leads there after an organisation was added to an account. */
    public static final String PAGE = "/organisation/contacts";

    /** Takes {@code me}: name of the administrator. */
    @Template("activation/change-contacts.html")
    private record ContactsPage(String organisation, String me, Form form) implements PageModel {}

    private final Site site;
    private final FormDraftGuard drafts;
    private final SessionGuard guard;

    public ContactRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.drafts = new FormDraftGuard(site);
        this.guard = guard.lateForms(drafts::keepLate);
    }

    @Override
    public void pages(Router router) {
        router.get(PAGE)
                .handler(guard.browser())
                .handler(MemberGuard.role(Role.ADMINISTRATOR))
                .handler(answer(this::show));
        router.post(PAGE)
                .handler(guard.browser())
                .handler(MemberGuard.role(Role.ADMINISTRATOR))
                .handler(drafts.keeping())
                .handler(answer(this::submit));
    }

    @Override
    public void api(Router router) {
        router.put("/organisations/current/contacts")
                .handler(guard.api(Kind.OPEN))
                .handler(MemberGuard.role(Role.ADMINISTRATOR))
                .handler(answer(rc -> change(rc, ActivationInput.ofJson(Input.of(rc), by(rc)))
                        .compose(changed -> Answers.nothing(rc))));
    }

    private Future<Void> show(RoutingContext rc) {
        return describe(rc)
                .compose(description -> drafts.form(
                                rc,
                                PAGE,
                                ActivationPages.form(
                                        description.contacts(),
                                        SessionGuard.identity(rc).account().id()))
                        .compose(form -> show(rc, 200, description, form)));
    }

    private Future<Void> show(RoutingContext rc, int status, Description description, Form form) {
        var name = description.organisation().details().name().value();
        var me = SessionGuard.identity(rc).account().name();
        return site.pages().show(rc, status, new ContactsPage(name, me, form));
    }

    private Future<Void> submit(RoutingContext rc) {
        var input = Input.of(rc);
        return Answers.submit(
                rc,
                () -> change(rc, ActivationInput.ofForm(input, by(rc)))
                        .compose(changed -> drafts.forget(rc))
                        .compose(forgotten -> Answers.seeOther(rc, "/organisation")),
                (status, faults) -> describe(rc)
                        .compose(description -> drafts.refused(rc, input, faults)
                                .compose(typed -> show(rc, status, description, typed))));
    }

    private Future<Message.Done> change(RoutingContext rc, ActivationInput typed) {
        return describe(rc)
                .map(description -> new ChangeContacts(
                        description.organisation().id(),
                        typed.contacts(description.organisation().details().country())))
                .compose(command -> site.bus().request(ActivationApi.CHANGE_CONTACTS, command));
    }

    private Future<Description> describe(RoutingContext rc) {
        var member = MemberGuard.member(rc);
        return site.bus()
                .request(OrganisationApi.DESCRIBE, new AskDescription(member.organisation(), member.account()));
    }

    private static By by(RoutingContext rc) {
        var identity = SessionGuard.identity(rc);
        return new By(identity.account().id(), identity.session(), Visit.of(rc).address());
    }
}
