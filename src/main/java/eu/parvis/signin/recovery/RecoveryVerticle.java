package eu.parvis.signin.recovery;

import eu.parvis.capability.Foundation;
import eu.parvis.work.Duty;
import eu.parvis.work.Job;
import eu.parvis.work.Worker;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;

/** Answers {@link RecoveryApi}, and then the requests for recovery. */
public final class RecoveryVerticle extends VerticleBase {

    /** Finds requests whose nudge was lost or whose answer failed. */
    private static final Duration SWEEP = Duration.ofSeconds(30);

    private final Foundation foundation;
    private final RecoveryServices services;
    private final RecoveryRepository repository = new RecoveryRepository();
    private final RecoveryLetters letters;
    private final SignInLinks links;
    private final RecoveryWork work;
    private Worker<RecoveryRepository.RecoveryRequest> worker;
    private Worker<Job> cleanup;

    public RecoveryVerticle(Foundation foundation) {
        this.foundation = foundation;
        this.services = RecoveryServices.of(foundation);
        this.letters = new RecoveryLetters(foundation.random());
        this.links = new SignInLinks(services, letters, foundation.random());
        this.work = new RecoveryWork(services, repository, links, letters, foundation.random());
    }

    @Override
    public Future<?> start() {
        worker = Worker.start(vertx, foundation, SWEEP, work);
        cleanup = Duty.start(vertx, foundation, "recovery.cleanup", SWEEP, work::deleteOld);
        var recoveries = new Recoveries(services, repository, vertx, foundation.random());
        var bus = foundation.bus();
        return Future.all(List.of(
                bus.serve(RecoveryApi.RECOVER_IDENTIFIER, recoveries::recoverIdentifier),
                bus.serve(RecoveryApi.RECOVER_PASSWORD, recoveries::recoverPassword),
                bus.serve(RecoveryApi.RENEW_LINK, recoveries::renewLink),
                bus.serve(RecoveryApi.LINK, recoveries::link),
                bus.serve(RecoveryApi.CHOOSE_PASSWORD, recoveries::choosePassword),
                bus.serve(RecoveryApi.ASK_SIGN_IN_LINK, recoveries::askSignInLink),
                bus.serve(RecoveryApi.SIGN_IN_LINK, links::holder),
                bus.serve(RecoveryApi.USE_SIGN_IN_LINK, links::use),
                bus.listen(RecoveryApi.RECOVERY_ASKED, nudge -> worker.nudge())));
    }

    @Override
    public Future<?> stop() {
        worker.halt();
        cleanup.halt();
        return Future.succeededFuture();
    }
}
