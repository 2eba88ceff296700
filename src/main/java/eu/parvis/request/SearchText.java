package eu.parvis.request;

import eu.parvis.catalogue.Product;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text by which a request is found: small letters without accents, words separated by single spaces. */
final class SearchText {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private SearchText() {}

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
