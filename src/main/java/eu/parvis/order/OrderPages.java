package eu.parvis.order;

import eu.parvis.catalogue.Catalogue;
import eu.parvis.catalogue.HolderKind;
import eu.parvis.catalogue.Product;
import eu.parvis.catalogue.Product.DocumentRule;
import eu.parvis.catalogue.Support;
import eu.parvis.http.Form;
import eu.parvis.http.PageModel;
import eu.parvis.http.Template;
import eu.parvis.membership.Role;
import eu.parvis.order.RequestPages.Item;
import eu.parvis.request.CertificateRequest;
import eu.parvis.request.RequestApi.Detail;
import eu.parvis.request.RequestState;
import eu.parvis.values.Person;
import java.util.List;
import java.util.Optional;

/** Page models of {@link OrderRoutes}. */
final class OrderPages {

    private OrderPages() {}

    /**
     * The order menu.
     *
     * @param offers products that the person may order
     * @param others products that the person may not order
     * @param token of this page, the same when its form is sent twice
     * @param draft the draft whose product is changed; empty where a new order begins
     */
    @Template("order/menu.html")
    record MenuPage(List<Offer> offers, List<Other> others, String token, Optional<Draft> draft) implements PageModel {

        static MenuPage of(Catalogue catalogue, List<Role> roles, OrderText text, String token, Optional<Draft> draft) {
            return new MenuPage(
                    catalogue.products().stream()
                            .filter(product -> !product.orderableFor(roles).isEmpty())
                            .map(product -> Offer.of(product, roles, text))
                            .toList(),
                    catalogue.products().stream()
                            .filter(product -> product.orderableFor(roles).isEmpty())
                            .map(product -> Other.of(product, text))
                            .toList(),
                    token,
                    draft);
        }
    }

    /**
     * A draft whose product is changed.
     *
     * @param product code of its present product
     * @param shown what the page shows of it
     */
    record Draft(String id, String number, String product, String shown) {

        static Draft of(CertificateRequest request) {
            return new Draft(
                    request.id().toString(), Integer.toString(request.number()), request.product(), request.shown());
        }
    }

    /**
     * A product that the person may order.
     *
     * @param holders kinds for which the person may order it
     * @param documents that are needed for these kinds
     */
    record Offer(
            String code,
            String name,
            String summary,
            Support support,
            boolean faceToFace,
            List<HolderKind> holders,
            List<String> durations,
            List<Paper> documents,
            Optional<String> price) {

        static Offer of(Product product, List<Role> roles, OrderText text) {
            var holders = product.orderableFor(roles);
            return new Offer(
                    product.code(),
                    text.of(product.name()),
                    text.of(product.summary()),
                    product.support(),
                    product.faceToFace(),
                    holders,
                    product.months().stream().map(text::months).toList(),
                    holders.stream()
                            .flatMap(kind -> product.holders().get(kind).documents().stream())
                            .distinct()
                            .map(rule -> Paper.of(rule, text))
                            .toList(),
                    product.price().map(text::of));
        }
    }

    /** A document that a request needs. */
    record Paper(String name, boolean required) {

        static Paper of(DocumentRule rule, OrderText text) {
            return new Paper(text.of(rule.kind().name()), rule.required());
        }
    }

    /**
     * A product that the person may not order.
     *
     * @param roles one of them is needed
     */
    record Other(String name, String summary, List<String> roles) {

        static Other of(Product product, OrderText text) {
            return new Other(text.of(product.name()), text.of(product.summary()), Role.names(product.orderers()));
        }
    }

    /**
     * The request that a step of an order changes.
     *
     * @param draft whether it is not submitted yet
     */
    record Subject(
            String id,
            String number,
            String product,
            boolean draft,
            Optional<String> establishment,
            String holder,
            Optional<String> duration) {

        static Subject of(Detail detail, Product product, OrderText text) {
            var request = detail.request();
            return new Subject(
                    request.id().toString(),
                    Integer.toString(request.number()),
                    text.of(product.name()),
                    request.state() == RequestState.DRAFT,
                    request.establishment(),
                    request.holder().label(),
                    request.months().map(text::months));
        }
    }

    /**
     * A field that somebody else changed after the page was shown.
     *
     * @param field name of its sentence
     * @param stored the stored value
     */
    record Difference(String field, String stored) {}

    /**
     * Whom or what the certificate names.
     *
     * @param kinds that the person may choose
     * @param differences empty unless somebody else changed the request meanwhile
     */
    @Template("order/holder.html")
    record HolderPage(Subject request, List<String> kinds, String ownName, List<Difference> differences, Form form)
            implements PageModel {}

    /** A duration that can be ordered. */
    record Duration(String value, String text) {}

    /** For how long. */
    @Template("order/duration.html")
    record DurationPage(Subject request, List<Duration> durations, List<Difference> differences, Form form)
            implements PageModel {}

    /**
     * Everything that is submitted, with links to change it.
     *
     * @param complete whether every required document is there
     * @param approvals roles whose members must approve
     */
    @Template("order/summary.html")
    record SummaryPage(
            Subject request,
            String orderer,
            HolderKind kind,
            Optional<Person.Facts> person,
            Optional<String> note,
            Support keptOn,
            boolean faceToFace,
            Optional<String> price,
            List<Item> documents,
            boolean complete,
            List<String> approvals,
            Form form)
            implements PageModel {

        static SummaryPage of(Detail detail, Catalogue catalogue, OrderText text, Form form) {
            var request = detail.request();
            var product = catalogue.product(request.product()).orElseThrow();
            return new SummaryPage(
                    Subject.of(detail, product, text),
                    detail.orderer(),
                    request.holder().kind(),
                    request.holder().person().map(person -> person.facts(text.language())),
                    request.note(),
                    product.support(),
                    product.faceToFace(),
                    product.price().map(text::of),
                    Item.all(detail, catalogue, text),
                    detail.checklist().isComplete(),
                    product.approvals().stream()
                            .map(approval -> approval.role().name())
                            .toList(),
                    form);
        }
    }
}
