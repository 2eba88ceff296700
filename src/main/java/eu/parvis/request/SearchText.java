package eu.parvis.request;

import eu.parvis.catalogue.Product;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was typed into a search, as the column {@code search} contains it: small letters without accents, words separated
 * by single spaces.
 */
public record SearchText(String text) {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");

    public static SearchText typed(String typed) {
        return new SearchText(of(typed));
    }

    /** Whether it has neither letters nor digits. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** The same where single typing errors are forgiven; empty for a number, which is searched as typed. */
    public Optional<String> words() {
        return Optional.of(text).filter(typed -> !typed.matches("[0-9 ]*"));
    }

    static String of(CertificateRequest request, Product product) {
        return of(
                Integer.toString(request.number()),
                request.holder().label(),
                request.establishment().orElse(""),
                product.name().fr(),
                product.name().en());
    }

    static String of(String... parts) {
        return Stream.of(parts)
                .map(SearchText::fold)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String fold(String part) {
        var letters = Normalizer.normalize(part, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        var plain = MARKS.matcher(letters)
                .replaceAll("")
                .replace("œ", "oe")
                .replace("æ", "ae")
                .replace("ß", "ss");
        return SEPARATORS.matcher(plain).replaceAll(" ").strip();
    }
}
