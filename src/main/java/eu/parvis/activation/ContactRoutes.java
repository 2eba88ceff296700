package eu.parvis.activation;

import static eu.parvis.http.Answers.answer;

import eu.parvis.activation.ActivationApi.By;
import eu.parvis.activation.ActivationApi.ChangeContacts;
import eu.parvis.bus.FieldError;
import eu.parvis.bus.Message;
import eu.parvis.draft.FormDraftGuard;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.PageModel;
import eu.parvis.http.Routes;
import eu.parvis.http.Shown;
import eu.parvis.http.Site;
import eu.parvis.http.Template;
import eu.parvis.http.Visit;
import eu.parvis.membership.MemberGuard;
import eu.parvis.membership.Role;
import eu.parvis.organisation.Contact;
import eu.parvis.organisation.OrganisationApi;
import eu.parvis.organisation.OrganisationApi.AskDescription;
import eu.parvis.organisation.OrganisationApi.Description;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionGuard;
import eu.parvis.values.Person;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
                                                SessionGuard.identity(rc)
                                                        .account()
                                                        .id())
                                        .orElse(Shown.FIELD, Shown.hash(persons(description.contacts()))))
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
                () -> describe(rc).compose(description -> submit(rc, input, description)),
                (status, faults) -> describe(rc)
                        .compose(description -> drafts.refused(rc, input, faults)
                                .compose(typed -> show(rc, status, description, typed))));
    }

    private Future<Void> submit(RoutingContext rc, Input input, Description description) {
        var command = command(description, ActivationInput.ofForm(input, by(rc)));
        var account = SessionGuard.identity(rc).account();
        var chosen = new Naming(List.of(), account.id(), account.person()).contacts(command.contacts());
        var now = persons(description.contacts());
        if (Shown.isStale(input, now) && !now.equals(persons(chosen))) {
            return showChanged(rc, description);
        }
        return site.bus()
                .request(ActivationApi.CHANGE_CONTACTS, command)
                .compose(changed -> drafts.forget(rc))
                .compose(forgotten -> Answers.seeOther(rc, "/organisation"));
    }

    /** Somebody named other contacts after the page was shown. */
    private Future<Void> showChanged(RoutingContext rc, Description description) {
        var words = site.pages().words(rc);
        var now = persons(description.contacts());
        var named = now.entrySet().stream()
                .map(one -> words.text(
                        "activation.change-contacts.named",
                        words.text("organisation.contact." + one.getKey()),
                        one.getValue().name()))
                .collect(Collectors.joining(", "));
        return drafts.refused(
                        rc,
                        Shown.renewed(rc, now),
                        List.of(FieldError.of("", "activation.change-contacts.changed", named)))
                .compose(typed -> show(rc, 409, description, typed));
    }

    private static Map<Contact.Kind, Person> persons(List<Contact> contacts) {
        var persons = new EnumMap<Contact.Kind, Person>(Contact.Kind.class);
        contacts.forEach(contact -> persons.put(contact.kind(), contact.person()));
        return persons;
    }

    private static ChangeContacts command(Description description, ActivationInput typed) {
        return new ChangeContacts(
                description.organisation().id(),
                typed.contacts(description.organisation().details().country()));
    }

    private Future<Message.Done> change(RoutingContext rc, ActivationInput typed) {
        return describe(rc)
                .map(description -> command(description, typed))
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
