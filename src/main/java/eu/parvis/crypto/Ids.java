package eu.parvis.crypto;

import java.security.SecureRandom;
import java.util.UUID;

/** Draws ids of rows: random UUIDs (RFC 9562, version 4) from the given random source. */
public final class Ids {

    private static final long VERSION = 0x4000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final SecureRandom random;

    public Ids(SecureRandom random) {
        this.random = random;
    }

    public UUID next() {
        var high = (random.nextLong() & ~0xf000L) | VERSION;
        var low = (random.nextLong() >>> 2) | VARIANT;
        return new UUID(high, low);
    }
}
