package eu.parvis;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.util.List;

/** Memory, collections, threads, processor and uptime of the JVM, in {@code /metrics}. */
final class JvmMeters implements AutoCloseable {

    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** Stored in a field, because the registry has only weak references to them. */
    private final List<MeterBinder> all = List.of(
            collections, new JvmMemoryMetrics(), new JvmThreadMetrics(), new ProcessorMetrics(), new UptimeMetrics());

    JvmMeters(MeterRegistry meters) {
        all.forEach(some -> some.bindTo(meters));
    }

    /** Ends the notifications of the JVM about garbage collections. */
    @Override
    public void close() {
        collections.close();
    }
}
