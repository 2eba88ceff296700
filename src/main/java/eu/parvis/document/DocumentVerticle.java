package eu.parvis.document;

import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import eu.parvis.work.Duty;
import eu.parvis.work.Job;
import eu.parvis.work.Worker;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;

/** Serves {@link DocumentApi}. */
public final class DocumentVerticle extends VerticleBase {

    private static final Duration SWEEP = Duration.ofMinutes(10);

    private final Foundation foundation;
    private final Bus bus;
    private final Documents documents;
    private Worker<Job> sweep;

    public DocumentVerticle(Foundation foundation) {
        this.foundation = foundation;
        this.bus = foundation.bus();
        this.documents = Documents.of(foundation);
    }

    @Override
    public Future<?> start() {
        sweep = Duty.start(vertx, foundation, "document.cleanup", SWEEP, documents::deleteLoose);
        return Future.all(List.of(
                bus.serve(DocumentApi.BEGIN, begin -> documents.begin()),
                bus.serve(DocumentApi.APPEND, documents::append),
                bus.serve(DocumentApi.FINISH, documents::finish),
                bus.serve(DocumentApi.DISCARD, documents::discard),
                bus.serve(DocumentApi.READ, documents::read)));
    }

    @Override
    public Future<?> stop() {
        sweep.halt();
        return Future.succeededFuture();
    }
}
