package eu.parvis;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** Records every statement sent to the database, in order. */
public final class Statements implements VertxTracer<Object, Object> {

    private final List<String> seen = new CopyOnWriteArrayList<>();

    public Vertx vertx() {
        return Vertx.builder().withTracer(options -> this).build();
    }

    public List<String> of(Runnable act) {
        seen.clear();
        act.run();
        return List.copyOf(seen);
    }

    @Override
    public <R> Object sendRequest(
            Context context,
            SpanKind kind,
            TracingPolicy policy,
            R request,
            String operation,
            BiConsumer<String, String> headers,
            TagExtractor<R> tags) {
        for (var i = 0; i < tags.len(request); i++) {
            if (tags.name(request, i).matches("db\\.(statement|query\\.text)")) {
                seen.add(tags.value(request, i));
            }
        }
        return null;
    }
}
