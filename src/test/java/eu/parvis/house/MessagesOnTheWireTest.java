package eu.parvis.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.tngtech.archunit.core.domain.JavaClass;
import eu.parvis.bus.Json;
import eu.parvis.bus.Message;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All messages can be sent as JSON. On one node they are passed as objects, so only a cluster would reveal a defect.
 */
class MessagesOnTheWireTest {

    @ParameterizedTest
    @MethodSource("messages")
    void everyMessageArrivesAsItWasSent(Class<?> type) throws JsonProcessingException {
        var sent = Samples.of(type);

        var received = Json.mapper().readValue(Json.mapper().writeValueAsString(sent), type);

        assertEquals(sent, received);
    }

    @Test
    void thereAreMessages() {
        assertFalse(messages().toList().isEmpty());
    }

    static Stream<Class<?>> messages() {
        return House.CLASSES.stream()
                .filter(type -> type.isAssignableTo(Message.class) && type.isRecord())
                .map(JavaClass::reflect);
    }
}
