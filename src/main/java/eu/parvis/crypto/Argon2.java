package eu.parvis.crypto;

import io.vertx.core.shareddata.Shareable;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Argon2id version 1.3 (RFC 9106) by one of three libraries with the same output. Blocks, so it must not run on an
 * event loop.
 */
interface Argon2 extends Shareable {

    Logger LOG = LoggerFactory.getLogger(Argon2.class);

    byte[] hash(Cost cost, byte[] password, byte[] salt, int length);

    /** Loads the fastest library that exists for this platform and supports the configured parameters. */
    static Argon2 fastest(Cost usual) {
        var fastest = usual.parallelism() == 1 ? libsodium(usual) : forAllParameters(usual);
        LOG.info("Passwords are hashed by {}", fastest);
        return fastest;
    }

    private static Argon2 libsodium(Cost usual) {
        try {
            return new LibsodiumArgon2(() -> forAllParameters(usual));
        } catch (LinkageError | RuntimeException | IOException e) {
            LOG.info("libsodium does not load here ({})", e.toString());
            return forAllParameters(usual);
        }
    }

    private static Argon2 forAllParameters(Cost usual) {
        try {
            return new ReferenceArgon2();
        } catch (LinkageError | RuntimeException e) {
            LOG.info("The reference library does not load here ({})", e.toString());
            return new BouncyCastleArgon2(usual);
        }
    }
}
