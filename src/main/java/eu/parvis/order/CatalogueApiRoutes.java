package eu.parvis.order;

import static eu.parvis.http.Answers.answer;

import eu.parvis.catalogue.Catalogue;
import eu.parvis.catalogue.HolderKind;
import eu.parvis.catalogue.Product;
import eu.parvis.catalogue.Support;
import eu.parvis.http.Answers;
import eu.parvis.http.Input;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.membership.Role;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionGuard;
import eu.parvis.values.Language;
import eu.parvis.words.Words;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operation {@code GET /catalogue}. */
public final class CatalogueApiRoutes implements Routes {

    private final SessionGuard guard;
    private final Catalogue catalogue;

    record CatalogueView(List<ProductView> products) {}

    /** A document that the product needs from these kinds of holder. */
    record DocumentView(String kind, String name, String hint, boolean required, HolderKind holder) {}

    /**
     * A product with what the caller may do.
     *
     * @param holder for which kinds of holder it exists
     * @param durations in months
     * @param orderableFor the kinds of holder for which the caller may order it
     * @param roles one of them is needed to order it; none if everybody may
     * @param reason why the caller may not order it
     */
    record ProductView(
            String code,
            String name,
            String summary,
            Support support,
            List<HolderKind> holder,
            List<Integer> durations,
            List<DocumentView> documents,
            boolean faceToFace,
            Optional<String> price,
            boolean orderable,
            List<HolderKind> orderableFor,
            List<Role> roles,
            Optional<String> reason) {

        static ProductView of(Product product, List<Role> owned, Language language) {
            var orderableFor = product.orderableFor(owned);
            return new ProductView(
                    product.code(),
                    product.name().in(language),
                    product.summary().in(language),
                    product.support(),
                    product.holders().keySet().stream().sorted().toList(),
                    product.months(),
                    documents(product, language),
                    product.faceToFace(),
                    product.price().map(price -> price.in(language)),
                    !orderableFor.isEmpty(),
                    orderableFor,
                    product.orderers(),
                    reason(product, orderableFor, language));
        }

        private static List<DocumentView> documents(Product product, Language language) {
            return product.holders().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .flatMap(holder -> holder.getValue().documents().stream()
                            .map(rule -> new DocumentView(
                                    rule.kind().code(),
                                    rule.kind().name().in(language),
                                    rule.kind().hint().in(language),
                                    rule.required(),
                                    holder.getKey())))
                    .toList();
        }

        private static Optional<String> reason(Product product, List<HolderKind> orderableFor, Language language) {
            return orderableFor.isEmpty()
                    ? Optional.of(
                            Words.of(language).text("catalogue.reason", Role.labels(product.orderers(), language)))
                    : Optional.empty();
        }
    }

    public CatalogueApiRoutes(Site site, SessionGuard guard) {
        this.guard = guard;
        this.catalogue = Catalogue.of(site.configuration());
    }

    @Override
    public void api(Router router) {
        router.get("/catalogue").handler(guard.api(Kind.OPEN)).handler(answer(this::show));
    }

    private Future<Void> show(RoutingContext rc) {
        var input = Input.form(rc.queryParams());
        var organisation = OrderInput.organisation(input);
        input.end();
        var roles = RequesterGuard.named(rc, organisation).roles();
        var language = Visit.of(rc).language();
        return Answers.json(
                rc,
                200,
                new CatalogueView(catalogue.products().stream()
                        .map(product -> ProductView.of(product, roles, language))
                        .toList()));
    }
}
