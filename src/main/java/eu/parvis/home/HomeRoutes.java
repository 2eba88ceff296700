package eu.parvis.home;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Bus;
import eu.parvis.company.Verification;
import eu.parvis.home.HomeApi.AskHome;
import eu.parvis.home.HomeApi.Home;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.membership.MemberGuard;
import eu.parvis.membership.ReceivedInvitation;
import eu.parvis.membership.Right;
import eu.parvis.membership.Role;
import eu.parvis.organisation.Contact;
import eu.parvis.organisation.Organisation;
import eu.parvis.organisation.OrganisationApi;
import eu.parvis.organisation.OrganisationApi.AskDescription;
import eu.parvis.organisation.OrganisationApi.Description;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.session.Identity;
import eu.parvis.session.SessionGuard;
import eu.parvis.values.Language;
import eu.parvis.values.Postcode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The pages for every member: home, their organisation, and the table of roles. */
public final class HomeRoutes implements Routes {

    private final Site site;
    private final Bus bus;
    private final SessionGuard guard;

    public HomeRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.bus = site.bus();
        this.guard = guard;
    }

    @Override
    public void pages(Router router) {
        router.get("/home").handler(guard.browser()).handler(answer(this::showHome));
        router.get("/organisation").handler(guard.browser()).handler(answer(this::showOrganisation));
        router.get("/roles").handler(guard.browser()).handler(answer(this::showRoles));
    }

    private Future<Void> showHome(RoutingContext rc) {
        return home(rc).compose(home -> site.pages().show(rc, "home/home.html", homeModel(rc, home)));
    }

    private Future<Home> home(RoutingContext rc) {
        var identity = SessionGuard.identity(rc);
        var organisation = identity.organisation().map(Identity.Membership::organisation);
        return bus.request(HomeApi.HOME, new AskHome(identity.account().id(), organisation));
    }

    private static Map<String, Object> homeModel(RoutingContext rc, Home home) {
        var model = new HashMap<String, Object>();
        model.put("section", "home");
        model.put("waiting", home.joinRequests());
        model.put(
                "organisation",
                home.organisation().map(found -> organisation(found, home)).orElse(null));
        model.put("roles", SessionGuard.identity(rc).roles());
        model.put("users", home.users());
        model.put("invited", home.invited());
        model.put("administrators", home.administrators());
        model.put("joinRequests", home.joinRequests());
        model.put("administrator", home.administrator());
        model.put("welcome", rc.queryParams().contains("welcome"));
        model.put(
                "invitations",
                home.invitations().stream().map(HomeRoutes::invitation).toList());
        model.put("answered", answered(rc));
        model.put("replaced", rc.queryParams().contains("replaced"));
        model.put(
                "firstName",
                SessionGuard.identity(rc).account().person().firstName().value());
        return model;
    }

    private static Map<String, Object> invitation(ReceivedInvitation invitation) {
        var model = new HashMap<String, Object>();
        model.put("id", invitation.id().toString());
        model.put("organisation", invitation.organisationName());
        model.put("inviter", invitation.inviter().orElse(null));
        model.put("roles", Role.names(invitation.roles()));
        return model;
    }

    /** The answer that was just given to an invitation; null if there was none. */
    private static String answered(RoutingContext rc) {
        return rc.queryParams().getAll("invitation").stream()
                .filter(Set.of("accepted", "declined")::contains)
                .findFirst()
                .orElse(null);
    }

    private static Map<String, Object> organisation(Organisation organisation, Home home) {
        var model = new HashMap<String, Object>();
        model.put("name", organisation.name());
        model.put(
                "numberKind",
                organisation.details().numberKind().map(Enum::name).orElse(null));
        model.put("number", organisation.details().writtenNumber().orElse(null));
        model.put(
                "verification",
                home.verification()
                        .filter(HomeRoutes::hasRegister)
                        .map(verification -> verification.state().name())
                        .orElse(null));
        return model;
    }

    private static AskDescription description(RoutingContext rc) {
        var member = MemberGuard.member(rc);
        return new AskDescription(member.organisation(), member.account());
    }

    private Future<Void> showOrganisation(RoutingContext rc) {
        return bus.request(OrganisationApi.DESCRIBE, description(rc))
                .compose(description -> home(rc).compose(home ->
                        site.pages().show(rc, "home/organisation.html", organisationModel(rc, description, home))));
    }

    private static Map<String, Object> organisationModel(RoutingContext rc, Description description, Home home) {
        var model = new HashMap<String, Object>();
        model.put("section", "organisation");
        model.put("waiting", home.joinRequests());
        model.put(
                "organisation",
                facts(
                        rc,
                        description.organisation().details(),
                        description.organisation().createdAt()));
        model.put(
                "verification",
                description
                        .verification()
                        .filter(HomeRoutes::hasRegister)
                        .map(HomeRoutes::verification)
                        .orElse(null));
        model.put(
                "contacts",
                description.contacts().stream()
                        .map(contact -> contact(rc, contact))
                        .toList());
        return model;
    }

    private static Map<String, Object> facts(RoutingContext rc, OrganisationDetails organisation, Instant createdAt) {
        var model = new HashMap<String, Object>();
        model.put("name", organisation.name().value());
        model.put("type", organisation.type().name());
        model.put("numberKind", organisation.numberKind().map(Enum::name).orElse(null));
        model.put("number", organisation.writtenNumber().orElse(null));
        model.put("address", organisation.address().value());
        model.put("postcode", organisation.postcode().map(Postcode::value).orElse(null));
        model.put("town", organisation.town().value());
        model.put("region", organisation.region().value());
        model.put("country", organisation.country().name(language(rc).locale()));
        model.put("phone", organisation.phone().grouped(language(rc)));
        model.put(
                "fax", organisation.fax().map(fax -> fax.grouped(language(rc))).orElse(null));
        model.put("createdAt", createdAt);
        return model;
    }

    /** False if no register exists for the number; then the page does not announce an answer. */
    private static boolean hasRegister(Verification verification) {
        return verification.kind() != Verification.Kind.NONE;
    }

    private static Map<String, Object> verification(Verification verification) {
        var model = new HashMap<String, Object>();
        model.put("state", verification.state().name());
        model.put("source", verification.source().map(Enum::name).orElse(null));
        model.put("checkedAt", verification.checkedAt().orElse(null));
        return model;
    }

    private static Map<String, Object> contact(RoutingContext rc, Contact contact) {
        var person = contact.person();
        var model = new HashMap<String, Object>();
        model.put("kind", contact.kind().name());
        model.put("name", person.name());
        model.put("email", person.email().value());
        model.put(
                "phone",
                person.phone().map(phone -> phone.grouped(language(rc))).orElse(null));
        return model;
    }

    private static Language language(RoutingContext rc) {
        return Visit.of(rc).language();
    }

    private Future<Void> showRoles(RoutingContext rc) {
        return home(rc).compose(home -> site.pages()
                .show(
                        rc,
                        "home/roles.html",
                        Map.of(
                                "section", "roles",
                                "waiting", home.joinRequests(),
                                "roles", Role.names(List.of(Role.values())),
                                "rights", Right.table(),
                                "mine", SessionGuard.identity(rc).roles())));
    }
}
