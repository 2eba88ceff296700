package eu.parvis.draft;

import eu.parvis.capability.Foundation;
import eu.parvis.work.Duty;
import eu.parvis.work.Job;
import eu.parvis.work.Worker;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Serves {@link DraftApi} and deletes expired drafts. */
public final class DraftVerticle extends VerticleBase {

    private final Foundation foundation;
    private final DraftSettings settings;
    private Worker<Job> cleanup;

    public DraftVerticle(Foundation foundation) {
        this.foundation = foundation;
        this.settings = foundation.configuration().get(DraftSettings.class);
    }

    @Override
    public Future<?> start() {
        var drafts = new FormDrafts(foundation.database(), foundation.box(), settings, foundation.clock());
        cleanup =
                Duty.start(vertx, foundation, "draft.cleanup", settings.sweep(), () -> drafts.sweep(foundation.now()));
        var bus = foundation.bus();
        return Future.all(
                bus.serve(DraftApi.SAVE, drafts::save),
                bus.serve(DraftApi.RECALL, drafts::recall),
                bus.serve(DraftApi.FORGET, drafts::forget));
    }

    @Override
    public Future<?> stop() {
        cleanup.halt();
        return Future.succeededFuture();
    }
}
