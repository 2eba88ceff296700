package eu.parvis.look;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import eu.parvis.http.PageModel;
import eu.parvis.http.Template;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The records of {@code src/main} that say what a page shows, by their templates. */
final class PageModels {

    static final Map<String, Class<?>> BY_TEMPLATE = new ClassFileImporter()
            .importPath(Path.of("target/classes")).stream()
                    .filter(type -> type.isAssignableTo(PageModel.class) && !type.isInterface())
                    .map(JavaClass::reflect)
                    .collect(Collectors.toMap(
                            type -> type.getAnnotation(Template.class).value(),
                            type -> type,
                            (one, other) -> {
                                throw new IllegalStateException("Two models for one template: " + one + ", " + other);
                            },
                            TreeMap::new));

    /** The class whose components every template reads beside those of its model. */
    private static final Class<?> FRAME = frame();

    private PageModels() {}

    private static Class<?> frame() {
        try {
            return Class.forName("eu.parvis.http.Frame$Values");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    static Set<String> ofFrame() {
        return names(FRAME);
    }

    /** None for a page without a model. */
    static Set<String> ofModel(String template) {
        return Optional.ofNullable(BY_TEMPLATE.get(template))
                .map(PageModels::names)
                .orElse(Set.of());
    }

    static Set<String> names(Class<?> record) {
        return Stream.of(record.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The record of the portal that a component holds, by itself, as an {@link Optional} or in a list. */
    static Optional<Class<?>> recordIn(Type type) {
        if (type instanceof ParameterizedType generic) {
            return Stream.of(generic.getActualTypeArguments())
                    .flatMap(argument -> recordIn(argument).stream())
                    .findFirst();
        }
        return type instanceof Class<?> plain && plain.isRecord() ? Optional.of(plain) : Optional.empty();
    }
}
