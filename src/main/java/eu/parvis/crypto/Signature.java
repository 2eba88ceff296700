package eu.parvis.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Signs short texts that visitors carry for us, such as a cookie: {@code payload.mac} in base64url, HMAC-SHA256. The
 * payload is readable, and it is the caller who writes an end of life into it.
 */
public final class Signature {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final byte[] current;
    private final List<byte[]> keys;

    /**
     * With keys of {@link Keys#signing()}.
     *
     * @param previous keys whose signatures are still believed
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
     * @param purpose a constant; what is signed for one purpose is worth nothing for another
     */
    public String sign(String purpose, String payload) {
        return signed(current, purpose, payload);
    }

    /**
     * A token that nobody else can compute and that is the same for the same text, until the master key is replaced: 43
     * characters, like those of {@link Tokens}.
     *
     * @param purpose a constant, of its own for each kind of token
     */
    public String token(String purpose, String text) {
        return mac(current, purpose, text);
    }

    /** The payload, if it was signed here for this purpose and nothing was altered since. */
    public Optional<String> verify(String purpose, String signed) {
        return payloadOf(signed)
                .filter(payload -> keys.stream().anyMatch(key -> same(signed, signed(key, purpose, payload))));
    }

    private static Optional<String> payloadOf(String signed) {
        try {
            var payload = signed.substring(0, Math.max(0, signed.indexOf('.')));
            return Optional.of(new String(Base64.getUrlDecoder().decode(payload), UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Compares whole texts: of several ways to write the same bytes only ours counts. */
    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    private static String signed(byte[] key, String purpose, String payload) {
        return BASE64.encodeToString(payload.getBytes(UTF_8)) + "." + mac(key, purpose, payload);
    }

    private static String mac(byte[] key, String purpose, String text) {
        return BASE64.encodeToString(Sha256.hmac(key, (purpose + '\0' + text).getBytes(UTF_8)));
    }
}
