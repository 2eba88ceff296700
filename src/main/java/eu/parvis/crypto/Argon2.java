package eu.parvis.crypto;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Argon2id version 1.3 (RFC 9106) by one of two libraries with the same output. Not for event loops. */
interface Argon2 {

    Logger LOG = LoggerFactory.getLogger(Argon2.class);

    byte[] hash(Cost cost, byte[] password, byte[] salt, int length);

    /** The native library where this platform can load it, else Bouncy Castle, which takes up to 1.5 times as long. */
    static Argon2 fastest(Cost usual) {
        try {
            return new NativeArgon2();
        } catch (LinkageError | RuntimeException e) {
            LOG.info("Passwords are hashed in Java: the native library does not load here ({})", e.toString());
            return new BouncyCastleArgon2(usual);
        }
    }
}
