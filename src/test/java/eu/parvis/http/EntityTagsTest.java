package eu.parvis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.crypto.Shown;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntityTagsTest {

    @Test
    void anyOfSeveralTagsMayMatchAndAWeakOneDoesNot() {
        assertEquals(List.of("a1", "b2"), hashes("\"a1\", W/\"c3\"", "\"b2\""));
        assertEquals(List.of(), hashes("W/\"a1\""));
        assertEquals(List.of(), hashes("a1"), "without quotes it is no tag");
    }

    @Test
    void withoutATagThereIsNoCondition() {
        assertEquals(Optional.empty(), EntityTags.condition(List.of()));
        assertEquals(Optional.empty(), EntityTags.condition(List.of("*")));
    }

    private static List<String> hashes(String... values) {
        return EntityTags.condition(List.of(values)).map(Shown::hashes).orElseThrow();
    }
}
