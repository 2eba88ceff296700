package eu.parvis.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A group of {@code conf/portal.yaml}, or those of its keys that one capability uses.
 *
 * @param name of the group
 * @param type a record; each component is a key of the group
 * @param rule finds a problem between readable settings, such as two that contradict each other
 * @param compared other groups that the rule reads; it is skipped if one of them has an unreadable setting
 */
public record SettingsGroup<T extends Record>(
        String name,
        Class<T> type,
        Function<Settings, T> reader,
        Function<Configuration, Optional<String>> rule,
        List<String> compared) {

    public SettingsGroup {
        compared = List.copyOf(compared);
    }

    public static <T extends Record> SettingsGroup<T> of(String name, Class<T> type, Function<Settings, T> reader) {
        return new SettingsGroup<>(name, type, reader, all -> Optional.empty(), List.of());
    }

    public SettingsGroup<T> rule(Function<Configuration, Optional<String>> problem, String... groups) {
        return new SettingsGroup<>(name, type, reader, problem, List.of(groups));
    }
}
