package eu.parvis.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import eu.parvis.Portal;
import eu.parvis.TestConfiguration;
import eu.parvis.config.Configuration;
import eu.parvis.config.Limit;
import eu.parvis.config.SettingsGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every setting has an effect: each component of the records of settings is used. */
class SettingsInUseTest {

    private static final Set<String> SETTINGS = Stream.concat(
                    Stream.concat(Configuration.GROUND.stream(), Portal.settings().stream())
                            .map(SettingsGroup::type),
                    Stream.of(Configuration.Verticles.class))
            .map(Class::getName)
            .collect(Collectors.toSet());

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
    void everyLimitIsASettingAndHasANameOfItsOwn() throws IOException {
        var names = limits().stream().map(Limit::name).toList();
        var configuration = TestConfiguration.with(Map.of());
        var settings = new TreeSet<String>();
        new YAMLMapper()
                .readTree(Path.of("conf/portal.yaml").toFile())
                .path("limits")
                .fieldNames()
                .forEachRemaining(settings::add);

        limits().forEach(limit -> assertTrue(limit.most(configuration) > 0, limit.name()));
        assertEquals(names.size(), Set.copyOf(names).size(), names.toString());
        names.forEach(settings::remove);
        assertEquals(Set.of("addressFactor"), settings, "limits that nobody declares");
    }

    @Test
    void allOfThemAreLookedAt() {
        assertTrue(records().count() > 15, "records of the configuration");
        var inRecords = records().flatMap(SettingsInUseTest::components).count();
        assertTrue(inRecords + limits().size() > 90, "settings");
    }

    private static Stream<JavaClass> records() {
        return House.CLASSES.stream().filter(type -> SETTINGS.contains(type.getName()));
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
        return isOfTheSettings(reader.getOwner())
                && reader.isMethod()
                && !reader.getModifiers().contains(JavaModifier.STATIC)
                && !OF_EVERY_RECORD.contains(reader.getName());
    }

    private static boolean isOfTheSettings(JavaClass type) {
        return SETTINGS.contains(type.getName()) || type.isEquivalentTo(Configuration.class);
    }

    /** Excludes the sandbox, and records that read themselves. */
    private static boolean isCalledByThePortal(JavaCodeUnit asked) {
        return asked.getAccessesToSelf().stream()
                .map(JavaAccess::getOriginOwner)
                .filter(caller -> !isOfTheSettings(caller))
                .anyMatch(
                        caller -> !List.of("eu.parvis.config", "eu.parvis.dev").contains(caller.getPackageName()));
    }

    /** Those that the capabilities declare as constants. */
    private static List<Limit> limits() {
        return House.CLASSES.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getRawType().isEquivalentTo(Limit.class))
                .map(SettingsInUseTest::constant)
                .toList();
    }

    private static Limit constant(JavaField field) {
        try {
            var constant = field.reflect();
            constant.setAccessible(true);
            return (Limit) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
