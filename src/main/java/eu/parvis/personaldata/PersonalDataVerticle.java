package eu.parvis.personaldata;

import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Serves {@link PersonalDataApi}. */
public final class PersonalDataVerticle extends VerticleBase {

    private final Bus bus;
    private final Collection collection;

    public PersonalDataVerticle(Foundation foundation) {
        this.bus = foundation.bus();
        this.collection = new Collection(foundation);
    }

    @Override
    public Future<?> start() {
        return bus.serve(PersonalDataApi.COLLECT, collection::collect);
    }
}
