package eu.parvis.document;

import io.vertx.core.buffer.Buffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/** SHA-256 of bytes. */
final class Sha256 {

    private Sha256() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Buffer of(Buffer bytes) {
        return Buffer.buffer(digest().digest(bytes.getBytes()));
    }
}
