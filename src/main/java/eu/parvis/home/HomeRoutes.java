package eu.parvis.home;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Bus;
import eu.parvis.catalogue.Catalogue;
import eu.parvis.home.HomeApi.AskHome;
import eu.parvis.home.HomeApi.Home;
import eu.parvis.home.HomePages.HomePage;
import eu.parvis.home.HomePages.Invitation;
import eu.parvis.home.HomePages.OrganisationPage;
import eu.parvis.home.HomePages.OwnOrganisation;
import eu.parvis.home.HomePages.Request;
import eu.parvis.home.HomePages.RolesPage;
import eu.parvis.home.HomePages.Welcome;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.membership.MemberGuard;
import eu.parvis.membership.Right;
import eu.parvis.membership.Role;
import eu.parvis.organisation.OrganisationApi;
import eu.parvis.organisation.OrganisationApi.AskDescription;
import eu.parvis.request.OpenRequest;
import eu.parvis.session.Identity;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pages for every member: home, their organisation, and the table of roles. */
public final class HomeRoutes implements Routes {

    private final Site site;
    private final Bus bus;
    private final SessionGuard guard;
    private final Catalogue catalogue;

    public HomeRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.bus = site.bus();
        this.guard = guard;
        this.catalogue = Catalogue.of(site.configuration());
    }

    @Override
    public void pages(Router router) {
        router.get("/home").handler(guard.browser()).handler(answer(this::showHome));
        router.get("/organisation").handler(guard.browser()).handler(answer(this::showOrganisation));
        router.get("/roles").handler(guard.browser()).handler(answer(this::showRoles));
    }

    private Future<Void> showHome(RoutingContext rc) {
        return home(rc).compose(home -> site.pages().show(rc, homePage(rc, home)));
    }

    private Future<Home> home(RoutingContext rc) {
        var identity = SessionGuard.identity(rc);
        var organisation = identity.organisation().map(Identity.Membership::organisation);
        return bus.request(HomeApi.HOME, new AskHome(identity.account().id(), organisation));
    }

    private HomePage homePage(RoutingContext rc, Home home) {
        var identity = SessionGuard.identity(rc);
        var notices = site.notices().take(rc);
        return new HomePage(
                OwnOrganisation.of(home),
                identity.roles(),
                home.users(),
                home.invited(),
                home.administrators(),
                home.joinRequests(),
                home.unnamed(),
                home.questionsMissing(),
                home.administrator(),
                notices.contains("welcome") ? Optional.of(Welcome.of(home)) : Optional.empty(),
                notices.contains(SessionGuard.LATE),
                identity.account().person().firstName().value(),
                home.invitations().stream().map(Invitation::of).toList(),
                answered(notices),
                requests(rc, home.requests()),
                requests(rc, home.approvals()));
    }

    private List<Request> requests(RoutingContext rc, List<OpenRequest> open) {
        return open.stream()
                .map(request -> Request.of(request, catalogue, Visit.of(rc).language()))
                .toList();
    }

    /** Empty unless an invitation was answered just now. */
    private static Optional<String> answered(Set<String> notices) {
        return notices.stream().filter(Set.of("accepted", "declined")::contains).findFirst();
    }

    private Future<Void> showOrganisation(RoutingContext rc) {
        var member = MemberGuard.member(rc);
        return bus.request(OrganisationApi.DESCRIBE, new AskDescription(member.organisation(), member.account()))
                .compose(description -> site.pages()
                        .show(rc, OrganisationPage.of(description, Visit.of(rc).language())));
    }

    private Future<Void> showRoles(RoutingContext rc) {
        return site.pages()
                .show(
                        rc,
                        new RolesPage(
                                Role.names(List.of(Role.values())),
                                Right.table(),
                                SessionGuard.identity(rc).roles()));
    }
}
