package eu.parvis.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** The keys of the portal, each of 32 bytes, all derived from one master key by HKDF-SHA256 (RFC 5869). */
public final class Keys {

    private static final int BYTES = 32;

    private final byte[] master;

    private Keys(byte[] master) {
        this.master = master.clone();
    }

    /**
     * Takes the master key.
     *
     * @param master at least 32 random bytes
     */
    public static Keys from(byte[] master) {
        if (master.length < BYTES) {
            throw new IllegalArgumentException("The master key has " + master.length + " bytes; it needs " + BYTES);
        }
        return new Keys(master);
    }

    /**
     * For {@link HashingVerticle}. Stored hashes cannot be recomputed without the passwords, so the pepper must survive
     * every rotation: take it from the oldest configured master key.
     */
    public byte[] pepper() {
        return derive("parvis pepper");
    }

    /** For {@link SecretBox}. */
    public byte[] box() {
        return derive("parvis box");
    }

    /** For {@link Signature}. */
    public byte[] signing() {
        return derive("parvis signing");
    }

    /**
     * Extract without a salt, then the first block of expand. Uses the HMAC of the JDK, because every start needs these
     * keys, and loading the first class of Bouncy Castle's signed jar reads the signature of the whole jar.
     */
    private byte[] derive(String purpose) {
        var extracted = Sha256.hmac(new byte[BYTES], master);
        var info = purpose.getBytes(UTF_8);
        var block = Arrays.copyOf(info, info.length + 1);
        block[info.length] = 1;
        return Sha256.hmac(extracted, block);
    }
}
