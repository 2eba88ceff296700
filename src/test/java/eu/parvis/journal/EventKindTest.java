package eu.parvis.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import eu.parvis.audit.Event;
import eu.parvis.values.Language;
import eu.parvis.words.Words;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The events of all capabilities, which this package knows by their names only. */
class EventKindTest {

    private static final Set<String> EVENTS = new ClassFileImporter()
            .importPath(Path.of("target/classes")).stream()
                    .filter(type -> type.isEnum() && type.isAssignableTo(Event.class))
                    .flatMap(type -> constants(type).stream())
                    .collect(Collectors.toUnmodifiableSet());

    private static List<String> constants(JavaClass type) {
        return type.getFields().stream()
                .filter(field -> field.getRawType().equals(type))
                .map(JavaField::getName)
                .toList();
    }

    @Test
    void everyEventHasOneKindAndNoKindHasAnEventThatDoesNotExist() {
        var filed = Arrays.stream(EventKind.values())
                .flatMap(kind -> kind.events().stream())
                .sorted()
                .toList();

        assertEquals(EVENTS.stream().sorted().toList(), filed);
    }

    @ParameterizedTest
    @EnumSource
    void everyEventHasASentence(Language language) {
        var ids = Words.of(language).ids();

        assertEquals(
                List.of(),
                EVENTS.stream()
                        .filter(event -> !ids.contains("journal.event." + event))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void noSentenceSpeaksOfAnEventThatDoesNotExist(Language language) {
        assertEquals(
                List.of(),
                Words.of(language).ids().stream()
                        .filter(id -> id.startsWith("journal.event."))
                        .filter(id -> !EVENTS.contains(id.split("\\.", -1)[2]))
                        .toList());
    }
}
