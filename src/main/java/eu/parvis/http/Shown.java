package eu.parvis.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import eu.parvis.bus.Json;
import eu.parvis.crypto.Tokens;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.HexFormat;

/** What a page has shown, as a short hash in a hidden field of its form: somebody may change it meanwhile. */
public final class Shown {

    public static final String FIELD = "shown";

    private static final int BYTES = 8;

    private Shown() {}

    public static String hash(Object shown) {
        try {
            var hash = Tokens.sha256(Json.mapper().writeValueAsString(shown)).getBytes();
            return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the page showed something else. A page that is older than the portal has no such field. */
    public static boolean isStale(Input form, Object now) {
        var shown = form.text(FIELD);
        return !shown.isEmpty() && !shown.equals(hash(now));
    }

    /** The submitted form, as a page that shows this sends it. */
    public static Input renewed(RoutingContext rc, Object now) {
        rc.request().formAttributes().set(FIELD, hash(now));
        return Input.of(rc);
    }
}
