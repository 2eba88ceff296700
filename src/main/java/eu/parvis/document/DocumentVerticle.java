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
    private Documents documents;
    private final Downloads downloads;
    private Worker<Job> sweep;

    public DocumentVerticle(Foundation foundation) {
        this.foundation = foundation;
        this.bus = foundation.bus();
        this.downloads = Downloads.of(foundation);
    }

    @Override
    public Future<?> start() {
        documents = Documents.of(vertx, foundation);
        sweep = Duty.start(vertx, foundation, "document.cleanup", SWEEP, documents::deleteLoose);
        return Future.all(List.of(
                bus.serve(DocumentApi.BEGIN, begin -> documents.begin()),
                bus.serve(DocumentApi.APPEND, documents::append),
                bus.serve(DocumentApi.FINISH, documents::finish),
                bus.serve(DocumentApi.DISCARD, documents::discard),
                bus.serve(DocumentApi.READ, documents::read),
                bus.serve(DocumentApi.SIGN, downloads::sign),
                bus.serve(DocumentApi.OPEN, downloads::open)));
    }

    @Override
    public Future<?> stop() {
        sweep.halt();
        return Future.succeededFuture();
    }
}
