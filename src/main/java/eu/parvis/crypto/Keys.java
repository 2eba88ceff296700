package eu.parvis.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/** The keys of the portal, each of 32 bytes, all derived from one master key by HKDF-SHA256 (RFC 5869). */
public final class Keys {

    private static final int BYTES = 32;

    private final byte[] master;

    private Keys(byte[] master) {
        this.master = master.clone();
    }

    /**
     * The keys that follow from a master key.
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
     * For {@link HashingVerticle}. Hashes cannot be computed anew without the passwords, so this one outlives every
     * rotation: take it from the oldest master key that is configured.
     */
    public byte[] pepper() {
        return derived("parvis pepper");
    }

    /** For {@link SecretBox}. */
    public byte[] box() {
        return derived("parvis box");
    }

    /** For {@link Signature}. */
    public byte[] signing() {
        return derived("parvis signing");
    }

    private byte[] derived(String purpose) {
        var hkdf = new HKDFBytesGenerator(new SHA256Digest());
        hkdf.init(new HKDFParameters(master, null, purpose.getBytes(UTF_8)));
        var key = new byte[BYTES];
        hkdf.generateBytes(key, 0, BYTES);
        return key;
    }
}
