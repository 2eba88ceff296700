package eu.parvis.values;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sorts names as a French directory does: É stands with E and œ with oe; capitals, spaces, hyphens and apostrophes make
 * no difference. The database sorts by code points, and the JDK's collator puts Ø, Ł and ’ behind Z.
 */
public final class NameOrder {

    private static final Pattern IGNORED = Pattern.compile("[^\\p{L}\\p{N}]+");

    private record Keyed<T>(T item, String key) {}

    private NameOrder() {}

    /** Items with the same names keep their order. */
    public static <T> List<T> byName(List<T> items, Function<T, String> name) {
        return sorted(items, item -> Stream.of(name.apply(item)));
    }

    /** By last name, then by first name. */
    public static <T> List<T> byPerson(List<T> items, Function<T, Person> person) {
        return sorted(
                items,
                item -> Stream.of(
                        person.apply(item).lastName().value(),
                        person.apply(item).firstName().value()));
    }

    private static <T> List<T> sorted(List<T> items, Function<T, Stream<String>> names) {
        return items.stream()
                .map(item ->
                        new Keyed<>(item, names.apply(item).map(NameOrder::key).collect(Collectors.joining("\0"))))
                .sorted(Comparator.comparing(Keyed::key))
                .map(Keyed::item)
                .toList();
    }

    private static String key(String name) {
        var letters = Normalizer.normalize(name, Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replace("œ", "oe")
                .replace("æ", "ae")
                .replace("ß", "ss")
                .replace('ø', 'o')
                .replace('ł', 'l')
                .replace('đ', 'd');
        return IGNORED.matcher(letters).replaceAll("");
    }
}
