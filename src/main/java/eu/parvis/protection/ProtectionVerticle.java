package eu.parvis.protection;

import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Serves {@link ProtectionApi}. */
public final class ProtectionVerticle extends VerticleBase {

    private final Bus bus;
    private final AccountLocks locks;

    public ProtectionVerticle(Foundation foundation) {
        this.bus = foundation.bus();
        this.locks = new AccountLocks(foundation);
    }

    @Override
    public Future<?> start() {
        return Future.all(
                bus.serve(ProtectionApi.LINK, locks::link),
                bus.serve(ProtectionApi.LOCK_BY_LINK, locks::lockByLink),
                bus.serve(ProtectionApi.LOCK_OWN, locks::lockOwn));
    }
}
