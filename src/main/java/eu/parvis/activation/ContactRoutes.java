package eu.parvis.activation;

import static eu.parvis.http.Answers.answer;

import eu.parvis.activation.ActivationApi.By;
import eu.parvis.activation.ActivationApi.ChangeContacts;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.bus.Message;
import eu.parvis.crypto.Shown;
import eu.parvis.draft.FormDraftGuard;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.PageModel;
import eu.parvis.http.Routes;
import eu.parvis.http.ShownField;
import eu.parvis.http.Site;
import eu.parvis.http.Template;
import eu.parvis.http.Visit;
import eu.parvis.membership.MemberGuard;
import eu.parvis.membership.MembershipApi;
import eu.parvis.membership.MembershipApi.AskChange;
import eu.parvis.membership.MembershipApi.Change;
import eu.parvis.membership.Role;
import eu.parvis.organisation.Contact;
import eu.parvis.organisation.Organisation;
import eu.parvis.organisation.OrganisationApi;
import eu.parvis.organisation.OrganisationApi.AskDescription;
import eu.parvis.organisation.OrganisationApi.Description;
import eu.parvis.session.ProvedGuard;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionGuard;
import eu.parvis.signin.password.ProofGuard;
import eu.parvis.signin.password.ProofGuard.Act;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
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
    private final ProvedGuard proved;
    private final ProofGuard proof;

    public ContactRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.drafts = new FormDraftGuard(site);
        this.guard = guard.lateForms(drafts::keepLate);
        this.proof = new ProofGuard(site);
        this.proved = new ProvedGuard(site);
    }

    @Override
    public void pages(Router router) {
        router.get(PAGE)
                .handler(guard.browser())
                .handler(MemberGuard.role(Role.ADMINISTRATOR))
                .handler(answer(this::show));
        router.post(PAGE)
                .handler(ProofGuard.SECRETS)
                .handler(guard.browser())
                .handler(MemberGuard.role(Role.ADMINISTRATOR))
                .handler(drafts.keeping())
                .handler(proof.required(Act.CONTACTS))
                .handler(answer(this::submit));
    }

    @Override
    public void api(Router router) {
        router.put("/organisations/current/contacts")
                .handler(guard.api(Kind.OPEN))
                .handler(MemberGuard.role(Role.ADMINISTRATOR))
                .handler(proved.required())
                .handler(answer(rc -> change(rc, ActivationInput.ofJson(Input.of(rc), by(rc)), Optional.empty())
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
                                        .orElse(ShownField.NAME, Contact.shown(description.contacts())))
                        .compose(form -> show(rc, 200, description, form)));
    }

    private Future<Void> show(RoutingContext rc, int status, Description description, Form form) {
        var name = description.organisation().details().name().value();
        var me = SessionGuard.identity(rc).account().name();
        return site.pages().show(rc, status, new ContactsPage(name, me, form));
    }

    private Future<Void> submit(RoutingContext rc) {
        return Answers.submit(
                        rc, () -> change(rc), (status, faults) -> refuse(rc, status, faults), Failure.Kind.CONFLICT)
                .recover(cause -> cause instanceof Failure failure && failure.kind() == Failure.Kind.PRECONDITION_FAILED
                        ? respondWithChange(rc)
                        : Future.failedFuture(cause));
    }

    private Future<Void> change(RoutingContext rc) {
        var input = Input.of(rc);
        return change(rc, ActivationInput.ofForm(input, by(rc)), ShownField.of(input))
                .compose(changed -> drafts.forget(rc))
                .compose(forgotten -> Answers.seeOther(rc, "/organisation"));
    }

    private Future<Void> refuse(RoutingContext rc, int status, List<FieldError> faults) {
        return describe(rc)
                .compose(description -> drafts.refused(rc, Input.of(rc), faults)
                        .compose(typed -> show(rc, status, description, typed)));
    }

    /** Somebody named other contacts after the page was shown. */
    private Future<Void> respondWithChange(RoutingContext rc) {
        var member = MemberGuard.member(rc);
        return site.bus()
                .request(MembershipApi.FIND_CHANGE, new AskChange(member, member.organisation()))
                .compose(change -> describe(rc).compose(description -> {
                    ShownField.renew(rc, Contact.shown(description.contacts()));
                    return refuse(rc, 409, List.of(changed(rc, description.contacts(), change)));
                }));
    }

    private FieldError changed(RoutingContext rc, List<Contact> contacts, Change change) {
        var words = site.pages().words(rc);
        var named = contacts.stream()
                .map(contact -> words.text(
                        "activation.change-contacts.named",
                        words.text("organisation.contact." + contact.kind()),
                        contact.person().name()))
                .collect(Collectors.joining(", "));
        var happened = change.sentence(words, site.pages().moment(rc, change.at()));
        return FieldError.of("", "activation.change-contacts.changed", happened, named);
    }

    private Future<Message.Done> change(RoutingContext rc, ActivationInput typed, Optional<Shown> shown) {
        return describe(rc)
                .map(description -> command(description.organisation(), typed, shown))
                .compose(command -> site.bus().request(ActivationApi.CHANGE_CONTACTS, command));
    }

    private static ChangeContacts command(Organisation organisation, ActivationInput typed, Optional<Shown> shown) {
        return new ChangeContacts(
                organisation.id(), typed.contacts(organisation.details().country()), shown);
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
