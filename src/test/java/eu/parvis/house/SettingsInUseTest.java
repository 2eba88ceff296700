package eu.parvis.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import eu.parvis.config.Configuration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every setting has an effect: each component of the {@link Configuration} records is used. */
class SettingsInUseTest {

    private static final Set<String> OF_EVERY_RECORD = Set.of("toString", "hashCode", "equals");

    @Test
    void everySettingIsAskedForByThePortal() {
        var unused = new TreeSet<String>();
        records()
                .forEach(record -> components(record)
                        .filter(component -> !isAskedFor(record, component))
                        .forEach(component -> unused.add(record.getSimpleName() + "." + component.getName())));

        assertEquals(Set.of(), unused, "settings that nothing reads outside the package config");
    }

    @Test
    void allOfThemAreLookedAt() {
        assertTrue(records().count() > 15, "records of the configuration");
        assertTrue(records().flatMap(SettingsInUseTest::components).count() > 90, "settings");
    }

    private static Stream<JavaClass> records() {
        return House.CLASSES.stream()
                .filter(type -> type.getName().startsWith(Configuration.class.getName()))
                .filter(JavaClass::isRecord);
    }

    private static Stream<JavaField> components(JavaClass record) {
        return record.getFields().stream().filter(field -> !field.getModifiers().contains(JavaModifier.STATIC));
    }

    /** Used through its accessor, or through a method of the record such as the origin of the public address. */
    private static boolean isAskedFor(JavaClass record, JavaField component) {
        var accessor = record.getMethod(component.getName());
        var readers = Stream.concat(component.getAccessesToSelf().stream(), accessor.getAccessesToSelf().stream())
                .map(JavaAccess::getOrigin)
                .filter(reader -> isMadeOfIt(reader) && !reader.equals(accessor));
        return isCalledByThePortal(accessor) || readers.anyMatch(SettingsInUseTest::isCalledByThePortal);
    }

    private static boolean isMadeOfIt(JavaCodeUnit reader) {
        return reader.getOwner().getName().startsWith(Configuration.class.getName())
                && reader.isMethod()
                && !reader.getModifiers().contains(JavaModifier.STATIC)
                && !OF_EVERY_RECORD.contains(reader.getName());
    }

    /** Excludes the sandbox. */
    private static boolean isCalledByThePortal(JavaCodeUnit asked) {
        return asked.getAccessesToSelf().stream()
                .map(access -> access.getOriginOwner().getPackageName())
                .anyMatch(
                        caller -> !List.of("eu.parvis.config", "eu.parvis.dev").contains(caller));
    }
}
