package eu.parvis.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import eu.parvis.audit.Event;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The events of all capabilities together. */
class EventsTest {

    @Test
    void whatTheJournalKnowsIsWrittenSomewhere() {
        var unwritten = constants()
                .filter(EventsTest::isNamedNowhere)
                .map(JavaField::getFullName)
                .collect(Collectors.toSet());

        assertEquals(Set.of(), unwritten);
    }

    @Test
    void thereAreAtLeastFortyKindsOfEvents() {
        assertTrue(constants().count() >= 40);
    }

    @Test
    void noTwoCapabilitiesHaveAnEventOfTheSameName() {
        var names = constants().map(JavaField::getName).toList();

        assertEquals(names.size(), Set.copyOf(names).size(), names.toString());
    }

    private static Stream<JavaField> constants() {
        return enums().flatMap(type ->
                type.getFields().stream().filter(field -> field.getRawType().equals(type)));
    }

    private static Stream<JavaClass> enums() {
        return House.CLASSES.stream().filter(type -> type.isEnum() && type.isAssignableTo(Event.class));
    }

    private static boolean isNamedNowhere(JavaField event) {
        return event.getAccessesToSelf().stream()
                .allMatch(access -> access.getOriginOwner().equals(event.getOwner()));
    }
}
