package eu.parvis.document;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.vertx.core.buffer.Buffer;
import java.util.Base64;

/** Bytes in a message: passed as they are on one node, in Base64 between nodes. Must not be changed. */
public final class Bytes {

    private final Buffer buffer;

    private Bytes(Buffer buffer) {
        this.buffer = buffer;
    }

    public static Bytes of(Buffer buffer) {
        return new Bytes(buffer);
    }

    @JsonCreator
    public static Bytes parse(String base64) {
        return new Bytes(Buffer.buffer(Base64.getDecoder().decode(base64)));
    }

    @JsonValue
    public String base64() {
        return Base64.getEncoder().encodeToString(buffer.getBytes());
    }

    public Buffer buffer() {
        return buffer;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && buffer.equals(bytes.buffer);
    }

    @Override
    public int hashCode() {
        return buffer.hashCode();
    }

    @Override
    public String toString() {
        return buffer.length() + " bytes";
    }
}
