package eu.parvis;

import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import eu.parvis.config.Configuration;
import eu.parvis.crypto.Keys;
import eu.parvis.crypto.SecretBox;
import eu.parvis.crypto.Signature;
import eu.parvis.db.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** A {@link Foundation} with the keys that the configuration of a test names. */
public final class TestFoundation {

    private TestFoundation() {}

    public static Foundation of(Bus bus, Database database, Configuration configuration, Clock clock) {
        return of(bus, database, configuration, clock, new SimpleMeterRegistry());
    }

    public static Foundation of(
            Bus bus, Database database, Configuration configuration, Clock clock, MeterRegistry meters) {
        var random = new SecureRandom();
        var keys = Keys.from(configuration.secrets().master());
        var box = new SecretBox(keys.box(), List.of(), random);
        var signature = new Signature(keys.signing(), List.of());
        return new Foundation(bus, database, configuration, box, signature, clock, random, meters);
    }
}
