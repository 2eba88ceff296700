package eu.parvis.desk;

import static eu.parvis.badinput.FieldRule.optional;
import static eu.parvis.badinput.FieldRule.required;
import static eu.parvis.badinput.NastyValue.ALL;
import static eu.parvis.badinput.NastyValue.BLANKS;
import static eu.parvis.badinput.NastyValue.LETTERS_THAT_SHOW_NOTHING;
import static eu.parvis.badinput.NastyValue.LINE_BREAKS;
import static eu.parvis.badinput.NastyValue.NOTHING;
import static eu.parvis.badinput.NastyValue.NUL;
import static eu.parvis.badinput.NastyValue.PILED_UP_MARKS;
import static eu.parvis.badinput.NastyValue.TEN_THOUSAND_LETTERS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.Await;
import eu.parvis.api.ApiClient;
import eu.parvis.api.Exchange;
import eu.parvis.badinput.ApiTrial;
import eu.parvis.badinput.NastyValue;
import eu.parvis.http.Input;
import eu.parvis.session.SessionApi.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nasty values in the calls of operators: each is refused at its field, or stored as text. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskBadInputTest {

    /** For lines that are only read by people: all that can be printed is allowed. */
    private static final Set<NastyValue> NOT_PRINTABLE =
            Set.of(NOTHING, BLANKS, TEN_THOUSAND_LETTERS, LINE_BREAKS, NUL, LETTERS_THAT_SHOW_NOTHING, PILED_UP_MARKS);

    /** The test's own reading of the contract takes no control characters, and the contract no blanks. */
    private static final Set<NastyValue> IN_QUERY = NastyValue.IN_ADDRESS.stream()
            .filter(value -> !Set.of(NastyValue.LINE_BREAKS, NastyValue.NUL, NastyValue.BLANKS)
                    .contains(value))
            .collect(Collectors.toSet());

    private Counter counter;
    private ApiClient yann;

    @BeforeAll
    void anOperatorIsSignedIn(Vertx vertx) {
        counter = new Counter(vertx);
        yann = counter.orders
                .registry
                .portal
                .api()
                .bearer(counter.orders.registry.token(counter.yann.account(), Channel.API));
    }

    private Exchange put(String operation, Buffer body) {
        return Await.done(
                yann.send(HttpMethod.PUT, "/desk/requests/" + counter.inReview("ID_RGS_2") + operation, body));
    }

    private static JsonObject refusal(String reason) {
        return JsonObject.of("decision", "REFUSED", "reason", reason, "text", "La page 2 manque.");
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatDecidesOnADocument() {
        var rules = List.of(
                required("decision", ALL),
                optional("reason", ALL),
                optional("text", NOT_PRINTABLE),
                optional("document", ALL));
        var right = refusal("EXPIRED").putNull("document");
        return new ApiTrial(body -> put("/documents/IDENTITY/decision", body), right, rules, 200)
                .readBy(
                        in -> {
                            DeskInput.decision(in);
                            DeskInput.document(in);
                            in.end();
                        },
                        "reason")
                .tests();
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatDecidesOnARequest() {
        var rules = List.of(required("decision", ALL), optional("reason", ALL), optional("text", NOT_PRINTABLE));
        return new ApiTrial(body -> put("/decision", body), refusal("NO_ANSWER"), rules, 200)
                .readBy(DeskBadInputTest::readDecision, "reason")
                .tests();
    }

    private static void readDecision(Input in) {
        DeskInput.decision(in);
        in.end();
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatRecordsACheckFaceToFace() {
        var rules = List.of(
                required("metBy", NOT_PRINTABLE),
                required("metOn", ALL),
                required("place", NOT_PRINTABLE),
                required("document", ALL),
                required("number", NOT_PRINTABLE));
        return new ApiTrial(body -> put("/face-to-face", body), check("2026-11-20"), rules, 200)
                .readBy(in -> {
                    DeskInput.faceToFace(in);
                    in.end();
                })
                .tests();
    }

    private static JsonObject check(String day) {
        return JsonObject.of(
                "metBy",
                "Rozenn Le Bihan",
                "metOn",
                day,
                "place",
                "Quimper",
                "document",
                "PASSPORT",
                "number",
                "24AB12345");
    }

    @Test
    void aDayThatNobodyCanHaveMetOnIsRefused() {
        for (var day : List.of(
                "2026-11-31",
                "-0400-01-01",
                "-900000000-01-01",
                "+12026-01-01",
                "0000-01-01",
                "20/11/2026",
                "2030-11-20")) {
            var refused = put("/face-to-face", check(day).toBuffer());
            assertEquals(List.of("metOn"), refused.wrongFields(), day);
        }
        assertEquals(200, put("/face-to-face", check("1900-01-01").toBuffer()).status());
    }

    @Test
    void aParameterOfTheQueueIsTakenOrNamed() {
        for (var parameter : List.of("state", "product", "held", "search", "after", "limit")) {
            for (var value : IN_QUERY) {
                var answer = yann.get(
                        "/desk/requests?" + parameter + "=" + URLEncoder.encode(value.text, StandardCharsets.UTF_8));
                assertEquals(
                        answer.status() == 200 ? List.of() : List.of(parameter),
                        answer.status() == 200 ? List.of() : answer.wrongFields(),
                        parameter + " " + value);
            }
        }
    }

    @Test
    void aKindOfDocumentThatTheRequestDoesNotHaveIsNotFound() {
        for (var value : NastyValue.IN_ADDRESS) {
            var path = "/documents/" + URLEncoder.encode(value.text, StandardCharsets.UTF_8) + "/decision";
            assertEquals(404, put(path, refusal("EXPIRED").toBuffer()).status(), value::toString);
        }
    }
}
