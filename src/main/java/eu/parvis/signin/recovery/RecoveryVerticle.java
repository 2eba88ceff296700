package eu.parvis.signin.recovery;

import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves {@link RecoveryApi} and works on requested recoveries. */
public final class RecoveryVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(RecoveryVerticle.class);

    /** Interval at which recoveries are found whose event was lost or whose work failed. */
    private static final Duration SWEEP = Duration.ofSeconds(30);

    private final Bus bus;
    private final Recoveries recoveries;
    private final RecoveryWork work;
    private boolean working;
    private boolean nudged;

    public RecoveryVerticle(Foundation foundation) {
        var services = RecoveryServices.of(foundation);
        var repository = new RecoveryRepository();
        var letters = new RecoveryLetters(foundation.random());
        this.bus = foundation.bus();
        this.recoveries = new Recoveries(services, repository, letters);
        this.work = new RecoveryWork(services, repository, letters, foundation.random());
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(SWEEP.toMillis(), tick -> sweep());
        return Future.all(
                bus.serve(RecoveryApi.RECOVER_IDENTIFIER, recoveries::recoverIdentifier),
                bus.serve(RecoveryApi.RECOVER_PASSWORD, recoveries::recoverPassword),
                bus.serve(RecoveryApi.RENEW_LINK, recoveries::renewLink),
                bus.serve(RecoveryApi.LINK, recoveries::link),
                bus.serve(RecoveryApi.CHOOSE_PASSWORD, recoveries::choosePassword),
                bus.listen(RecoveryApi.RECOVERY_ASKED, nudge -> work()));
    }

    /** Allows one run at a time. An event during a run may announce a request that the run has not seen. */
    private void work() {
        nudged = true;
        if (!working) {
            working = true;
            workUntilNothingIsDue();
        }
    }

    private void workUntilNothingIsDue() {
        nudged = false;
        work.work()
                .onFailure(cause -> LOG.warn("A recovery failed and is tried again: {}", cause.toString()))
                .onComplete(worked -> {
                    working = false;
                    if (nudged) {
                        work();
                    }
                });
    }

    private void sweep() {
        work.sweep().onFailure(cause -> LOG.warn("Old recoveries could not be removed: {}", cause.toString()));
        work();
    }
}
