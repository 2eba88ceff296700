package eu.parvis.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import eu.parvis.api.Exchange;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tests a value that is not typed and not shown again, such as an id in a URL or the token of a link. All nasty values
 * must be refused with a message and not be repeated in the answer.
 *
 * @param values that can be sent there
 * @param door sends a value
 * @param refusal the status of the answer
 */
public record ValueTrial(Set<NastyValue> values, Function<String, Answer> door, int refusal) {

    public record Answer(int status, String body) {

        public static Answer of(HttpResponse<Buffer> page) {
            return new Answer(page.statusCode(), page.bodyAsString());
        }

        public static Answer of(Exchange exchange) {
            return new Answer(exchange.status(), exchange.body().toString());
        }
    }

    public Stream<DynamicTest> tests() {
        return values.stream().map(value -> DynamicTest.dynamicTest(value + " is refused", () -> attempt(value)));
    }

    private void attempt(NastyValue value) {
        var answer = door.apply(value.text);
        assertEquals(refusal, answer.status, answer::toString);
        assertFalse(answer.body.isBlank(), "refused without a word");
        assertFalse(answer.body.contains(FormTrial.MARKUP), answer::toString);
    }

    /** Encodes a value for a segment of a path or for a query. */
    public static String inAddress(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
