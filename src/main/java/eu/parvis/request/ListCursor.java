package eu.parvis.request;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.SecretBox;
import eu.parvis.request.RequestApi.Order;
import io.vertx.core.buffer.Buffer;
import java.util.Base64;
import java.util.UUID;

/**
 * A place in a sorted list: the keys of the last line that was shown. Readers get it encrypted, because it contains a
 * name and stands in addresses.
 *
 * @param holder sort key of the holder
 */
record ListCursor(Order order, int number, RequestState state, String holder) {

    private static final String SEPARATOR = " ";

    String seal(SecretBox box, UUID reader) {
        var text = String.join(SEPARATOR, order.name(), Integer.toString(number), state.name(), holder);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(box.seal(new Secret(text), context(reader)).getBytes());
    }

    /** Fails with {@code INVALID} at {@code after} if it is not a cursor of this reader and of this order. */
    static ListCursor open(String text, Order order, SecretBox box, UUID reader) {
        try {
            var bytes = Buffer.buffer(Base64.getUrlDecoder().decode(text));
            var parts = box.open(bytes, context(reader)).text().split(SEPARATOR, 4);
            if (order == Order.valueOf(parts[0])) {
                return new ListCursor(order, Integer.parseInt(parts[1]), RequestState.valueOf(parts[2]), parts[3]);
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            // Not one of ours.
        }
        throw Failure.invalid(FieldError.of("after", "error.cursor"));
    }

    private static String context(UUID reader) {
        return "request.cursor:" + reader;
    }
}
