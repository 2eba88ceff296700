package eu.parvis.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** Draws tokens that grant access: 256 random bits as 43 characters of base64url. Only their SHA-256 is stored. */
public final class Tokens {

    private static final int BYTES = 32;

    private final SecureRandom random;

    public Tokens(SecureRandom random) {
        this.random = random;
    }

    public String next() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The stored form of a token: 32 bytes. */
    public static Buffer sha256(String token) {
        return Buffer.buffer(Sha256.of(token.getBytes(UTF_8)));
    }

    /** Compares in constant time. */
    public static boolean matches(String token, Buffer sha256) {
        return MessageDigest.isEqual(sha256(token).getBytes(), sha256.getBytes());
    }
}
