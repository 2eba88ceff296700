package eu.parvis.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Signs short texts that visitors send back, such as a cookie: {@code payload.mac} in base64url, HMAC-SHA256. The
 * payload is readable. It carries no expiry; the caller must include one.
 */
public final class Signature {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final byte[] current;
    private final List<byte[]> keys;

    /**
     * Takes keys of {@link Keys#signing()}.
     *
     * @param previous keys whose signatures are still accepted
     */
    public Signature(byte[] current, List<byte[]> previous) {
        this.current = current.clone();
        this.keys = Stream.concat(Stream.of(current), previous.stream())
                .map(byte[]::clone)
                .toList();
    }

    /**
     * Signs a text.
     *
     * @param purpose a constant; a signature for one purpose is invalid for another
     */
    public String sign(String purpose, String payload) {
        return signed(current, purpose, payload);
    }

    /**
     * Computes a token from a text: 43 characters, like those of {@link Tokens}. The same text gives the same token
     * until the master key is replaced, and the token cannot be computed without that key.
     *
     * @param purpose a constant, another one for each kind of token
     */
    public String token(String purpose, String text) {
        return mac(current, purpose, text);
    }

    /** Returns the payload if it was signed for this purpose and not altered. */
    public Optional<String> verify(String purpose, String signed) {
        return payloadOf(signed)
                .filter(payload -> keys.stream().anyMatch(key -> isSame(signed, signed(key, purpose, payload))));
    }

    private static Optional<String> payloadOf(String signed) {
        try {
            var payload = signed.substring(0, Math.max(0, signed.indexOf('.')));
            return Optional.of(new String(Base64.getUrlDecoder().decode(payload), UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Compares the texts and not the bytes, so that another base64url spelling of the same bytes is rejected. */
    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    private static String signed(byte[] key, String purpose, String payload) {
        return BASE64.encodeToString(payload.getBytes(UTF_8)) + "." + mac(key, purpose, payload);
    }

    private static String mac(byte[] key, String purpose, String text) {
        return BASE64.encodeToString(Sha256.hmac(key, (purpose + '\0' + text).getBytes(UTF_8)));
    }
}
