package eu.parvis.signin.terms;

import eu.parvis.capability.Foundation;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Serves {@link AcceptanceApi}. */
public final class AcceptanceVerticle extends VerticleBase {

    private final Foundation foundation;
    private final Acceptances acceptances;

    public AcceptanceVerticle(Foundation foundation) {
        this.foundation = foundation;
        this.acceptances = new Acceptances(foundation);
    }

    @Override
    public Future<?> start() {
        var bus = foundation.bus();
        return Future.all(
                bus.serve(AcceptanceApi.ACCEPT, acceptances::accept),
                bus.serve(AcceptanceApi.REFUSE, acceptances::refuse));
    }
}
