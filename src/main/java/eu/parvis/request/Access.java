package eu.parvis.request;

import eu.parvis.catalogue.Catalogue;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which requests a person sees: own orders and, once submitted, those that name the person; in the organisation, all of
 * them or, once submitted, those that the person may approve. Own orders are seen while acting for the organisation that
 * they were made for.
 *
 * @param own organisation in which only own orders are seen; empty if they are among those of {@code shared}
 * @param shared organisation whose requests are seen
 * @param approved submitted requests of these products are seen there; empty: all are seen
 */
record Access(UUID account, Optional<UUID> own, Optional<UUID> shared, Optional<List<String>> approved) {

    static Access of(Requester by, Catalogue catalogue) {
        var products = catalogue.products().stream()
                .filter(product ->
                        product.approvals().stream().anyMatch(rule -> by.roles().contains(rule.role())))
                .map(product -> product.code())
                .toList();
        return of(by, products);
    }

    /** Without the requests that the person only approves: their documents are none of the approver's business. */
    static Access toDocuments(Requester by) {
        return of(by, List.of());
    }

    private static Access of(Requester by, List<String> products) {
        if (by.overseesOrganisation()) {
            return new Access(by.account(), Optional.empty(), by.organisation(), Optional.empty());
        }
        return new Access(
                by.account(),
                by.organisation(),
                products.isEmpty() ? Optional.empty() : by.organisation(),
                Optional.of(products));
    }
}
