package eu.parvis.validation;

import eu.parvis.catalogue.Catalogue;
import eu.parvis.catalogue.CheckedThing;
import eu.parvis.catalogue.DatedDays;
import eu.parvis.catalogue.Product;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How long checks may be reused for some products.
 *
 * @param products codes of the catalogue
 */
record ReusePolicy(Map<CheckedThing, DatedDays> days, List<String> products) {

    static ReusePolicy of(Product product) {
        return new ReusePolicy(product.reuse(), List.of(product.code()));
    }

    /** Products with the same days share a policy. */
    static List<ReusePolicy> of(Catalogue catalogue) {
        var products = catalogue.products().stream().collect(Collectors.groupingBy(Product::reuse));
        return catalogue.products().stream()
                .map(Product::reuse)
                .distinct()
                .map(days -> new ReusePolicy(
                        days, products.get(days).stream().map(Product::code).toList()))
                .toList();
    }

    /** The last day on which a check of that day may be reused; empty if it cannot be used at all. */
    Optional<LocalDate> lastDay(ValidationMethod method, LocalDate checkedOn) {
        if (method == ValidationMethod.QUALIFIED_SEAL && isTls()) {
            return Optional.empty();
        }
        return Optional.ofNullable(days.get(method.thing()))
                .map(limit -> method.lastDay(checkedOn, limit.lastDay(checkedOn)))
                .filter(end -> !end.isBefore(checkedOn));
    }

    /** Only certificates for TLS name a domain. */
    private boolean isTls() {
        return days.containsKey(CheckedThing.DOMAIN);
    }
}
