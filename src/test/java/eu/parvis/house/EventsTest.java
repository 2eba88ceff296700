package eu.parvis.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaField;
import eu.parvis.audit.Event;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EventsTest {

    @Test
    void whatTheJournalKnowsIsWrittenSomewhere() {
        var unwritten = House.CLASSES.get(Event.class).getFields().stream()
                .filter(field -> field.getRawType().isEquivalentTo(Event.class))
                .filter(EventsTest::isNamedNowhere)
                .map(JavaField::getName)
                .collect(Collectors.toSet());

        assertEquals(Set.of(), unwritten);
    }

    private static boolean isNamedNowhere(JavaField event) {
        return event.getAccessesToSelf().stream()
                .allMatch(access -> access.getOriginOwner().isEquivalentTo(Event.class));
    }
}
