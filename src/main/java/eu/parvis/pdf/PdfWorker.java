package eu.parvis.pdf;

import eu.parvis.bus.Failure;
import eu.parvis.values.Language;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;

/** Makes PDF files on the one thread of this node that does; each of its users has a bounded queue. */
public final class PdfWorker {

    private static final int MOST_WAITING = 20;
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final WorkerExecutor worker;
    private TaggedPdf pdf;
    private int waiting;

    public PdfWorker(Vertx vertx) {
        this.worker = vertx.createSharedWorkerExecutor("pdf", 1);
    }

    /**
     * Makes a file. {@code UNAVAILABLE} if too many wait.
     *
     * @param template such as {@code terms.peb}
     * @param variables called by the worker thread
     */
    public Future<byte[]> make(String template, Callable<Map<String, Object>> variables, Language language) {
        if (waiting >= MOST_WAITING) {
            return Future.failedFuture(Failure.unavailable(TRY_AGAIN));
        }
        waiting++;
        return worker.executeBlocking(() -> pdf().of(template, variables.call(), language), false)
                .onComplete(made -> waiting--);
    }

    /** Called by the worker thread only; its libraries take long to load. */
    private TaggedPdf pdf() {
        if (pdf == null) {
            pdf = new TaggedPdf();
        }
        return pdf;
    }

    public Future<Void> close() {
        return worker.close();
    }
}
