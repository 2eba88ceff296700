package eu.parvis.audit;

import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Seals new journal entries periodically and serves {@link AuditApi}. */
public final class AuditVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(AuditVerticle.class);
    private static final long SEAL_EVERY_MS = 5_000;

    private final Bus bus;
    private final Journal journal;
    private boolean sealing;

    public AuditVerticle(Foundation foundation) {
        this.bus = foundation.bus();
        this.journal = new Journal(foundation.database());
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(SEAL_EVERY_MS, timer -> seal());
        return bus.serve(AuditApi.VERIFY, query -> journal.verify(query.after()));
    }

    private void seal() {
        if (sealing) {
            return;
        }
        sealing = true;
        journal.seal()
                .onFailure(cause -> LOG.warn("The journal was not sealed: {}", cause.getMessage()))
                .onComplete(outcome -> {
                    sealing = false;
                    if (outcome.succeeded() && outcome.result() > 0) {
                        seal();
                    }
                });
    }
}
