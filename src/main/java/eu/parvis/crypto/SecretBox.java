package eu.parvis.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets that must be read again, such as a password that waits to be mailed: AES-256-GCM with a random
 * nonce.
 *
 * <p>Sealed bytes: version (1), id of the key (4), nonce (12), ciphertext and tag (length of the text + 16). The
 * context, such as a table and the id of the row, is not stored, but must be the same at opening, so that a value
 * copied into another row cannot be opened.
 */
public final class SecretBox {

    private static final byte VERSION = 1;
    private static final int KEY = 32;
    private static final int KEY_ID = 4;
    private static final int NONCE = 12;
    private static final int HEADER = 1 + KEY_ID + NONCE;
    private static final int TAG = 16;

    private final int currentId;
    private final Map<Integer, SecretKeySpec> keys = new HashMap<>();
    private final SecureRandom random;

    /**
     * Takes keys of 32 bytes.
     *
     * @param current seals and opens
     * @param previous only open
     */
    public SecretBox(byte[] current, List<byte[]> previous, SecureRandom random) {
        this.currentId = idOf(current);
        this.random = random;
        previous.forEach(this::addKey);
        addKey(current);
    }

    private void addKey(byte[] key) {
        if (key.length != KEY) {
            throw new IllegalArgumentException("A key of AES-256 has " + KEY + " bytes, not " + key.length);
        }
        keys.put(idOf(key), new SecretKeySpec(key, "AES"));
    }

    /** Computed from the key, so that keys need no numbers and their order does not matter. */
    private static int idOf(byte[] key) {
        return ByteBuffer.wrap(Sha256.hmac(key, "key id".getBytes(UTF_8))).getInt();
    }

    public Buffer seal(Secret secret, String context) {
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        var header = ByteBuffer.allocate(HEADER)
                .put(VERSION)
                .putInt(currentId)
                .put(nonce)
                .array();
        var text = secret.text().getBytes(UTF_8);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, keys.get(currentId), header, context);
            return Buffer.buffer(header).appendBytes(cipher.doFinal(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Opens a secret that was sealed in the same context.
     *
     * @throws IllegalStateException if it was altered or sealed in another context, or its key is not configured
     */
    public Secret open(Buffer sealed, String context) {
        if (sealed.length() < HEADER + TAG || sealed.getByte(0) != VERSION) {
            throw new IllegalStateException("Not a sealed secret: " + context);
        }
        var key = keys.get(sealed.getInt(1));
        if (key == null) {
            throw new IllegalStateException("Sealed with a key that is not configured: " + context);
        }
        try {
            var cipher = cipher(Cipher.DECRYPT_MODE, key, sealed.getBytes(0, HEADER), context);
            return new Secret(new String(cipher.doFinal(sealed.getBytes(HEADER, sealed.length())), UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A sealed secret was altered or sealed in another context: " + context, e);
        }
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] header, String context)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG * 8, header, HEADER - NONCE, NONCE));
        cipher.updateAAD(header);
        cipher.updateAAD(context.getBytes(UTF_8));
        return cipher;
    }
}
