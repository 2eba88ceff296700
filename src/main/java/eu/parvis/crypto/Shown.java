package eu.parvis.crypto;

import com.fasterxml.jackson.core.JsonProcessingException;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Json;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a page or an answer of the API has shown, as a short hash. An act carries it and compares it with the object
 * while the object is locked, because somebody may change it meanwhile.
 *
 * @param hashes one of them must be that of the object
 */
public record Shown(List<String> hashes) {

    private static final int BYTES = 8;

    public Shown {
        hashes = List.copyOf(hashes);
    }

    /** Takes records and plain values. It must not contain what the reader of the hash may not know. */
    public static String hash(Object shown) {
        try {
            var hash = Tokens.sha256(Json.mapper().writeValueAsString(shown)).getBytes();
            return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fails with {@code PRECONDITION_FAILED problem.changed} if the object has another hash. */
    public static void require(Optional<Shown> shown, String hash) {
        if (shown.isPresent() && !shown.get().hashes.contains(hash)) {
            throw Failure.of(Failure.Kind.PRECONDITION_FAILED, "problem.changed");
        }
    }
}
