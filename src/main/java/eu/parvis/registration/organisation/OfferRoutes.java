package eu.parvis.registration.organisation;

import static eu.parvis.http.Answers.answer;

import eu.parvis.activation.ContactRoutes;
import eu.parvis.bus.Bus;
import eu.parvis.http.Answers;
import eu.parvis.http.PageModel;
import eu.parvis.http.PathId;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Template;
import eu.parvis.http.Visit;
import eu.parvis.session.CustomerGuard;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/** A user adds the organisation that was registered with the user's address to their account. */
final class OfferRoutes implements Routes {

    @Template("registration/add.html")
    private record OfferPage(String id, String organisation, boolean accepted) implements PageModel {}

    private final Site site;
    private final Bus bus;
    private final SessionGuard guard;

    OfferRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.bus = site.bus();
        this.guard = guard;
    }

    @Override
    public void pages(Router router) {
        router.get("/register/add/:id").handler(guard.browser()).handler(answer(this::show));
        router.post("/register/add/:id")
                .handler(guard.ownAccount())
                .handler(CustomerGuard.required())
                .handler(answer(this::accept));
    }

    private Future<Void> show(RoutingContext rc) {
        return bus.request(RegistrationApi.OFFER, new RegistrationApi.Offer(PathId.of(rc), account(rc)))
                .map(offer -> new OfferPage(PathId.of(rc).toString(), offer.organisationName(), offer.accepted()))
                .compose(page -> site.pages().show(rc, page));
    }

    private Future<Void> accept(RoutingContext rc) {
        return bus.request(
                        RegistrationApi.ACCEPT,
                        new RegistrationApi.Accept(
                                PathId.of(rc), account(rc), Visit.of(rc).address()))
                .compose(added -> guard.switchOrganisation(rc, added.organisationId()))
                .compose(switched -> Answers.seeOther(rc, ContactRoutes.PAGE));
    }

    private static UUID account(RoutingContext rc) {
        return SessionGuard.identity(rc).account().id();
    }
}
