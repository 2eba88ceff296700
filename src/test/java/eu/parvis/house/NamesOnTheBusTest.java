package eu.parvis.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.bus.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The names of addresses, topics and messages are those of {@code names-on-the-bus.txt}. A new one is added there. A name
 * is never changed or used for something else: nodes of the version before still use it.
 */
class NamesOnTheBusTest {

    private static final Path FILE = Path.of("src/test/resources/names-on-the-bus.txt");

    @Test
    void allOfThemAreInTheFileAndNoneHasGone() throws IOException {
        var names = names();

        if (Boolean.getBoolean("names.write")) {
            Files.writeString(FILE, String.join("\n", names) + "\n");
        }

        assertEquals(Files.readString(FILE), String.join("\n", names) + "\n");
    }

    @Test
    void noTwoShareAName() {
        var names = names();

        assertEquals(names.size(), Set.copyOf(names).size(), names.toString());
    }

    private static List<String> names() {
        return Stream.of(addresses(), topics(), messages())
                .flatMap(names -> names)
                .sorted()
                .toList();
    }

    private static Stream<String> addresses() {
        return constants(Address.class).map(address -> "address " + address.name());
    }

    private static Stream<String> topics() {
        return constants(Topic.class).map(topic -> "topic " + topic.name());
    }

    private static Stream<String> messages() {
        return House.CLASSES.stream()
                .filter(type -> type.isAssignableTo(Message.class) && type.isRecord())
                .map(JavaClass::reflect)
                .map(type -> "message " + type.getAnnotation(MessageName.class).value());
    }

    private static <T> Stream<T> constants(Class<T> type) {
        return House.CLASSES.stream()
                .flatMap(owner -> owner.getFields().stream())
                .filter(field -> field.getRawType().isEquivalentTo(type))
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                .map(JavaField::reflect)
                .map(field -> {
                    try {
                        field.setAccessible(true);
                        return type.cast(field.get(null));
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }
}
