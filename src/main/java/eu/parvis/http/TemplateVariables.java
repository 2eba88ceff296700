package eu.parvis.http;

import io.pebbletemplates.pebble.attributes.AttributeResolver;
import io.pebbletemplates.pebble.attributes.DefaultAttributeResolver;
import io.pebbletemplates.pebble.attributes.ResolvedAttribute;
import io.pebbletemplates.pebble.node.ArgumentsNode;
import io.pebbletemplates.pebble.template.EvaluationContextImpl;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the components of records variables of templates; an empty {@link Optional} becomes null. */
final class TemplateVariables implements AttributeResolver {

    private static final ClassValue<Method[]> ACCESSORS = new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
            var accessors = Stream.of(type.getRecordComponents())
                    .map(RecordComponent::getAccessor)
                    .toArray(Method[]::new);
            Stream.of(accessors).forEach(accessor -> accessor.setAccessible(true)); // the records are not public
            return accessors;
        }
    };

    private final AttributeResolver members = new DefaultAttributeResolver();

    /** The components of these records by their names. */
    static Map<String, Object> of(Object... records) {
        var variables = new HashMap<String, Object>();
        for (var one : records) {
            for (var accessor : ACCESSORS.get(one.getClass())) {
                variables.put(accessor.getName(), orNull(read(accessor, one)));
            }
        }
        return variables;
    }

    private static Object read(Method accessor, Object record) {
        try {
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(accessor + " cannot be read", e);
        }
    }

    private static Object orNull(Object value) {
        return value instanceof Optional<?> optional ? optional.orElse(null) : value;
    }

    /** An attribute of a variable, such as {@code person.phone}. */
    @Override
    public ResolvedAttribute resolve(
            Object instance,
            Object attribute,
            Object[] values,
            ArgumentsNode arguments,
            EvaluationContextImpl context,
            String template,
            int line) {
        var found = members.resolve(instance, attribute, values, arguments, context, template, line);
        return found != null && found.evaluatedValue instanceof Optional<?>
                ? new ResolvedAttribute(orNull(found.evaluatedValue))
                : found;
    }
}
