package eu.parvis.home;

import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import eu.parvis.catalogue.Catalogue;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Serves {@link HomeApi}. */
public final class HomeVerticle extends VerticleBase {

    private final Bus bus;
    private final HomeOverview overview;

    public HomeVerticle(Foundation foundation) {
        this.bus = foundation.bus();
        this.overview = new HomeOverview(foundation.database(), Catalogue.of(foundation.configuration()));
    }

    @Override
    public Future<?> start() {
        return bus.serve(HomeApi.HOME, overview::home);
    }
}
