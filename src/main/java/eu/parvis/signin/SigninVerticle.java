package eu.parvis.signin;

import eu.parvis.bus.Bus;
import eu.parvis.config.Configuration;
import eu.parvis.crypto.SecretBox;
import eu.parvis.crypto.Signature;
import eu.parvis.db.Database;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@link SigninApi}, and works on the recoveries that were asked for. */
public final class SigninVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(SigninVerticle.class);

    /** Finds recoveries whose nudge was lost or whose work failed. */
    private static final Duration SWEEP = Duration.ofSeconds(30);

    private final Bus bus;
    private final Signins signins;
    private final Recoveries recoveries;
    private final RecoveryWork work;
    private boolean working;
    private boolean nudged;

    public SigninVerticle(
            Bus bus,
            Database database,
            Configuration configuration,
            SecretBox box,
            Signature signature,
            Clock clock,
            SecureRandom random) {
        this.bus = bus;
        var tools = Tools.of(bus, database, configuration, box, clock, random);
        var repository = new RecoveryRepository();
        var letters = new RecoveryLetters(random);
        this.signins = new Signins(tools, new KnownDevices(signature, random));
        this.recoveries = new Recoveries(tools, repository, letters);
        this.work = new RecoveryWork(tools, repository, letters, random);
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(SWEEP.toMillis(), tick -> sweep());
        return Future.all(
                bus.serve(SigninApi.SIGN_IN, signins::signIn),
                bus.serve(SigninApi.CONFIRM, signins::confirm),
                bus.serve(SigninApi.RECOVER_IDENTIFIER, recoveries::recoverIdentifier),
                bus.serve(SigninApi.RECOVER_PASSWORD, recoveries::recoverPassword),
                serveLinks(),
                bus.listen(SigninApi.RECOVERY_ASKED, nudge -> work()));
    }

    private Future<?> serveLinks() {
        return Future.all(
                bus.serve(SigninApi.RENEW_LINK, recoveries::renewLink),
                bus.serve(SigninApi.LINK, recoveries::link),
                bus.serve(SigninApi.CHOOSE_PASSWORD, recoveries::choosePassword));
    }

    /** One after the other; a nudge that comes meanwhile may be of a request that was not seen any more. */
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
