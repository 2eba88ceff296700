package eu.parvis.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A template and the record of its page name the same things. */
class PageModelsTest {

    @Test
    void everyModelIsFound() {
        assertTrue(PageModels.BY_TEMPLATE.size() > 20, PageModels.BY_TEMPLATE::toString);
    }

    @Test
    void aModelLeavesTheVariablesOfTheFrameAlone() {
        var both = new TreeSet<>(PageModels.ofFrame());
        both.retainAll(PageModels.BY_TEMPLATE.values().stream()
                .flatMap(model -> PageModels.names(model).stream())
                .toList());

        assertEquals(Set.of(), both);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void aTemplateReadsTheComponentsOfItsModelAndNoOtherVariables(String template) {
        var read = TemplateSource.of(template).variables();
        read.removeAll(PageModels.ofFrame());

        assertEquals(PageModels.ofModel(template), read);
    }

    /** A record that several pages show, such as the facts of an organisation, is read whole by all of them together. */
    @Test
    void everyComponentOfARecordInAModelIsRead() {
        var read = new HashMap<Class<?>, Set<String>>();
        templates()
                .forEach(template -> nested(template)
                        .forEach(record -> read.computeIfAbsent(record, none -> new HashSet<>())
                                .addAll(TemplateSource.of(template).attributes())));

        var unread = new ArrayList<String>();
        read.forEach((record, attributes) -> PageModels.names(record).stream()
                .filter(name -> !attributes.contains(name))
                .forEach(name -> unread.add(record.getSimpleName() + "." + name)));

        assertEquals(List.of(), unread);
    }

    /** So that a rendered sample shows that the template can read its model. */
    @ParameterizedTest
    @MethodSource("eu.parvis.look.TemplatesTest#everySample")
    void aSampleHasTheComponentsOfItsModel(TemplatesTest.Sample sample) {
        var given = new TreeSet<>(TemplatesTest.variables(sample).keySet());
        given.removeAll(PageModels.ofFrame());

        assertEquals(PageModels.ofModel(sample.template()), given);
        var model = PageModels.BY_TEMPLATE.get(sample.template());
        if (model != null) {
            assertShape(model, TemplatesTest.variables(sample));
        }
    }

    private static void assertShape(Class<?> record, Map<?, ?> sample) {
        for (var component : record.getRecordComponents()) {
            assertShape(component.getGenericType(), sample.get(component.getName()));
        }
    }

    private static void assertShape(Type type, Object sample) {
        var record = PageModels.recordIn(type);
        if (record.isEmpty()) {
            return;
        }
        if (sample instanceof List<?> many) {
            many.forEach(one -> assertShape(type, one));
        } else if (sample instanceof Map<?, ?> one) {
            var unknown = new HashSet<Object>(one.keySet());
            unknown.removeAll(readable(record.get()));
            assertEquals(Set.of(), unknown, record.get().getName());
            assertShape(record.get(), one);
        }
    }

    /** Components, and other methods that a template can call. */
    private static Set<String> readable(Class<?> record) {
        var names = new TreeSet<>(PageModels.names(record));
        Stream.of(record.getMethods())
                .filter(method -> method.getParameterCount() == 0)
                .forEach(method -> names.add(method.getName()));
        return names;
    }

    private static Set<Class<?>> nested(String template) {
        var found = new HashSet<Class<?>>();
        var model = PageModels.BY_TEMPLATE.get(template);
        if (model != null) {
            collect(model, found);
            found.remove(model);
        }
        return found;
    }

    private static void collect(Class<?> record, Set<Class<?>> found) {
        if (found.add(record)) {
            for (var component : record.getRecordComponents()) {
                PageModels.recordIn(component.getGenericType()).ifPresent(inner -> collect(inner, found));
            }
        }
    }

    static Stream<String> templates() {
        return TemplatesTest.SAMPLES.keySet().stream().filter(name -> name.endsWith(".html"));
    }
}
