package eu.parvis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import eu.parvis.bus.Failure;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathIdTest {

    @Test
    void anIdIsRead() {
        var id = new UUID(1, 2);

        assertEquals(id, PathId.parse(id.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "not-an-id", "00000000-0000-0001-0000-00000000000g"})
    void aTextThatIsNoIdIsNotFound(String text) {
        var refused = assertThrows(Failure.class, () -> PathId.parse(text));

        assertEquals(Failure.Kind.NOT_FOUND, refused.kind());
    }
}
