package eu.parvis.request;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.catalogue.Catalogue;
import eu.parvis.catalogue.HolderKind;
import eu.parvis.catalogue.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the catalogue and the roles of a person allow in a request. */
final class OrderRules {

    private OrderRules() {}

    static void requireOrderable(Product product, HolderKind kind, Requester by) {
        var rule = product.holders().get(kind);
        if (rule == null) {
            throw Failure.invalid(FieldError.of("holder.kind", "error.choice"));
        }
        if (!rule.admits(by.roles())) {
            throw Failure.of(Failure.Kind.FORBIDDEN, "request.notOrderable");
        }
    }

    static void requireMonths(Product product, Optional<Integer> months) {
        if (months.isPresent() && !product.months().contains(months.get())) {
            throw Failure.invalid(FieldError.of("durationMonths", "error.choice"));
        }
    }

    /** The product that takes the place of the present one. */
    static Product otherProduct(Catalogue catalogue, String code, CertificateRequest request) {
        if (request.state() != RequestState.DRAFT && !code.equals(request.product())) {
            throw Failure.of(Failure.Kind.CONFLICT, "request.productFixed");
        }
        return catalogue.product(code).orElseThrow(() -> Failure.invalid(FieldError.of("product", "error.choice")));
    }

    /** This kind of holder, or the first one that the person may order. */
    static HolderKind fittingKind(Product product, HolderKind present, Requester by) {
        var kinds = product.orderableFor(by.roles());
        return kinds.contains(present)
                ? present
                : kinds.stream()
                        .findFirst()
                        .orElseThrow(() -> Failure.of(Failure.Kind.FORBIDDEN, "request.notOrderable"));
    }

    /** A draft may lack what a submitted request needs. */
    static CertificateRequest requireComplete(CertificateRequest request) {
        if (request.state() != RequestState.DRAFT) {
            requireNothingMissing(request);
        }
        return request;
    }

    static void requireNothingMissing(CertificateRequest request) {
        var missing = new ArrayList<FieldError>();
        if (!request.holder().isNamed()) {
            missing.addAll(
                    request.holder().kind() == HolderKind.SERVICE
                            ? List.of(FieldError.of("holder.name", "error.required"))
                            : List.of(
                                    FieldError.of("holder.firstName", "error.required"),
                                    FieldError.of("holder.lastName", "error.required"),
                                    FieldError.of("holder.email", "error.required")));
        }
        if (request.months().isEmpty()) {
            missing.add(FieldError.of("durationMonths", "error.required"));
        }
        if (!missing.isEmpty()) {
            throw Failure.invalid(missing);
        }
    }
}
