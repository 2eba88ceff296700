package eu.parvis.signin.password;

import eu.parvis.capability.Foundation;
import eu.parvis.work.Duty;
import eu.parvis.work.Job;
import eu.parvis.work.Worker;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;

/** Serves {@link SigninApi}, and warns owners at whose accounts somebody tries passwords. */
public final class SigninVerticle extends VerticleBase {

    private static final Duration SWEEP = Duration.ofSeconds(30);

    private final Foundation foundation;
    private final Signins signins;
    private final GuessWarnings warnings;
    private Worker<Job> worker;

    public SigninVerticle(Foundation foundation) {
        var services = SigninServices.of(foundation);
        this.foundation = foundation;
        this.signins = new Signins(services);
        this.warnings = new GuessWarnings(services, foundation.random());
    }

    @Override
    public Future<?> start() {
        worker = Duty.start(vertx, foundation, "signin.warnings", SWEEP, warnings::send);
        var bus = foundation.bus();
        return Future.all(
                bus.serve(SigninApi.SIGN_IN, signins::signIn), bus.serve(SigninApi.CONFIRM, signins::confirm));
    }

    @Override
    public Future<?> stop() {
        worker.halt();
        return Future.succeededFuture();
    }
}
