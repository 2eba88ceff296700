package eu.parvis.capability;

import eu.parvis.bus.Bus;
import eu.parvis.config.Configuration;
import eu.parvis.crypto.SecretBox;
import eu.parvis.crypto.Signature;
import eu.parvis.db.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;

/**
 * The shared objects of a node that capabilities use. One per node, shared by all verticles.
 *
 * @param clock the only source of the current time
 * @param random the only source of randomness
 */
public record Foundation(
        Bus bus,
        Database database,
        Configuration configuration,
        SecretBox box,
        Signature signature,
        Clock clock,
        SecureRandom random,
        MeterRegistry meters) {

    public Instant now() {
        return clock.instant();
    }
}
