package eu.parvis.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.TreeMap;

/**
 * Computes the hash chain. Each hash covers the previous one, so that altering, removing or inserting an entry is
 * detected.
 */
final class HashChain {

    /** Takes the place of the previous hash for the first seal. */
    static final Buffer INITIAL_HASH = Buffer.buffer(new byte[32]);

    private HashChain() {}

    static Buffer hash(Buffer previous, long sequence, StoredEntry entry) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous.getBytes());
            return Buffer.buffer(digest.digest(encode(sequence, entry)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean isValid(Buffer previous, long sequence, StoredEntry entry, Buffer hash) {
        return hash(previous, sequence, entry).equals(hash);
    }

    /** Unambiguous encoding: each value is preceded by its length, details are sorted by name. */
    private static byte[] encode(long sequence, StoredEntry entry) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeLong(sequence);
            out.writeLong(entry.id());
            write(out, entry.at().toString());
            for (var value : entry.values()) {
                write(out, value);
            }
            for (var detail : new TreeMap<>(entry.detail()).entrySet()) {
                write(out, detail.getKey());
                write(out, detail.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, String value) throws IOException {
        if (value == null) {
            out.writeInt(-1);
        } else {
            var text = value.getBytes(UTF_8);
            out.writeInt(text.length);
            out.write(text);
        }
    }
}
