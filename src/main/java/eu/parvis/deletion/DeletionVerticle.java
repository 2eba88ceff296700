package eu.parvis.deletion;

import eu.parvis.capability.Foundation;
import eu.parvis.work.Duty;
import eu.parvis.work.Job;
import eu.parvis.work.Worker;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;

/** Serves {@link DeletionApi}, reminds owners, and deletes the accounts that are due. */
public final class DeletionVerticle extends VerticleBase {

    private static final Duration SWEEP = Duration.ofMinutes(1);

    private final Foundation foundation;
    private final Deletions deletions;
    private final DeletionSweep sweep;
    private Worker<Job> worker;

    public DeletionVerticle(Foundation foundation) {
        var services = DeletionServices.of(foundation);
        this.foundation = foundation;
        this.deletions = new Deletions(services);
        this.sweep = new DeletionSweep(services, new Erasure(foundation));
    }

    @Override
    public Future<?> start() {
        worker = Duty.start(vertx, foundation, "deletion.due", SWEEP, sweep::sweep);
        var bus = foundation.bus();
        return Future.all(
                bus.serve(DeletionApi.DESCRIBE, deletions::describe),
                bus.serve(DeletionApi.ASK, deletions::ask),
                bus.serve(DeletionApi.CANCEL, deletions::cancel));
    }

    @Override
    public Future<?> stop() {
        worker.halt();
        return Future.succeededFuture();
    }
}
