package eu.parvis.organisation;

import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Serves {@link OrganisationApi}. */
public final class OrganisationVerticle extends VerticleBase {

    private final Bus bus;
    private final Organisations organisations;

    public OrganisationVerticle(Foundation foundation) {
        this.bus = foundation.bus();
        this.organisations = new Organisations(foundation);
    }

    @Override
    public Future<?> start() {
        return bus.serve(OrganisationApi.DESCRIBE, organisations::describe);
    }
}
