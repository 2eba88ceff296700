package eu.parvis.order;

import eu.parvis.capability.Capability;
import eu.parvis.catalogue.Catalogue;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.session.SessionGuard;
import io.vertx.ext.web.Router;
import java.util.List;

/** Declares this package to the node. */
public final class OrderCapability {

    public static final Capability DESCRIPTOR = Capability.of("order")
            .routes(site -> new CatalogueApiRoutes(site, new SessionGuard(site)))
            .routes(site -> new RequestApiRoutes(site, new SessionGuard(site)))
            .routes(OrderCapability::pages);

    private OrderCapability() {}

    /** Pages that share one reading of the catalogue. */
    private static Routes pages(Site site) {
        var guard = new SessionGuard(site);
        var catalogue = Catalogue.of(site.configuration());
        var all = List.of(
                new OrderRoutes(site, guard, catalogue),
                new StepRoutes(site, guard, catalogue),
                new RequestRoutes(site, guard, catalogue));
        return new Routes() {
            @Override
            public void pages(Router router) {
                all.forEach(routes -> routes.pages(router));
            }
        };
    }
}
