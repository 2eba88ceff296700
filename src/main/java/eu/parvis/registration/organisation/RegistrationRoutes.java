package eu.parvis.registration.organisation;

import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.session.SessionGuard;
import io.vertx.ext.web.Router;
import java.util.List;

/** The two parts of the form that registers an organisation, and the pages that follow from it. */
public final class RegistrationRoutes implements Routes {

    private final Site site;
    private final RegistrationListRoutes list;
    private final OrganisationFormRoutes part1;
    private final AdministratorFormRoutes part2;
    private final List<Routes> others;

    public RegistrationRoutes(Site site, SessionGuard session) {
        var drafts = new BrowserGuard(site);
        var guard = new DraftGuard(site, drafts);
        this.site = site;
        this.list = new RegistrationListRoutes(drafts, guard);
        this.part1 = new OrganisationFormRoutes(site, drafts, guard);
        this.part2 = new AdministratorFormRoutes(site, drafts, guard, part1);
        this.others = List.of(
                list,
                new JoinFormRoutes(site, drafts, guard, part1),
                new WaitingRoutes(site, guard),
                new OfferRoutes(site, session),
                new OwnOrganisationRoutes(site, session));
    }

    @Override
    public void pages(Router router) {
        if (site.configuration().doors().organisation()) {
            openDoor(router);
        } else {
            closedDoor(router);
        }
        others.forEach(routes -> routes.pages(router));
    }

    private void openDoor(Router router) {
        router.get(DraftGuard.FORM).handler(list::leadOn);
        site.publicPages().add(router, DraftGuard.FORM, OrganisationPage::empty);
        site.publicPages().add(router, DraftGuard.NEW_FORM, OrganisationPage::empty);
        part1.pages(router);
        part2.pages(router);
    }

    /** No new registrations; the pages of the present ones stay. */
    private static void closedDoor(Router router) {
        for (var path : List.of(
                DraftGuard.FORM,
                DraftGuard.NEW_FORM,
                DraftGuard.FORM + "/" + DraftGuard.PART_2,
                DraftGuard.address(":id", DraftGuard.PART_1),
                DraftGuard.address(":id", DraftGuard.PART_2))) {
            router.get(path).handler(rc -> rc.fail(RegistrationInput.doorClosed()));
            router.post(path).handler(rc -> rc.fail(RegistrationInput.doorClosed()));
        }
    }
}
