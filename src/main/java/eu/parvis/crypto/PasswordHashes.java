package eu.parvis.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import eu.parvis.crypto.HashingApi.Verified;
import java.lang.management.ManagementFactory;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Optional;

/**
 * Argon2id over HMAC-SHA256(pepper, secret). The pepper is not in the database, so a stolen dump alone allows no
 * guessing. The secret is normalised to NFC, because keyboards and systems encode accents differently; otherwise it is
 * hashed exactly as it was typed (NIST SP 800-63B-4, 3.1.1.2).
 */
final class PasswordHashes {

    private static final int SALT = 16;
    private static final int LENGTH = 32;

    private final Argon2 argon2;
    private final Cost cost;
    private final byte[] pepper;
    private final SecureRandom random;
    private final PasswordHash dummy;

    PasswordHashes(Argon2 argon2, Cost cost, byte[] pepper, SecureRandom random) {
        this.argon2 = argon2;
        this.cost = cost;
        this.pepper = pepper.clone();
        this.random = random;
        this.dummy = new PasswordHash(cost, randomBytes(SALT), randomBytes(LENGTH));
    }

    /**
     * Measures the CPU time of one hash. Elapsed time would be too long, because other threads use the cores during a
     * start.
     */
    Duration timeOfOne() {
        var threads = ManagementFactory.getThreadMXBean();
        var begun = threads.getCurrentThreadCpuTime();
        verify(new Secret(""), Optional.empty());
        return Duration.ofNanos(threads.getCurrentThreadCpuTime() - begun);
    }

    String hash(Secret secret) {
        var salt = randomBytes(SALT);
        return new PasswordHash(cost, salt, argon2.hash(cost, peppered(secret), salt, LENGTH)).phc();
    }

    /** Takes as long without a stored hash as with one. */
    Verified verify(Secret secret, Optional<String> phc) {
        var stored = phc.map(PasswordHash::parse).orElse(dummy);
        var hash = argon2.hash(stored.cost(), peppered(secret), stored.salt(), stored.hash().length);
        var matches = MessageDigest.isEqual(hash, stored.hash()) && phc.isPresent();
        return new Verified(matches, matches && isOutdated(stored));
    }

    private boolean isOutdated(PasswordHash stored) {
        return stored.cost().below(cost) || stored.salt().length < SALT || stored.hash().length < LENGTH;
    }

    private byte[] peppered(Secret secret) {
        return Sha256.hmac(
                pepper, Normalizer.normalize(secret.text(), Normalizer.Form.NFC).getBytes(UTF_8));
    }

    private byte[] randomBytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
