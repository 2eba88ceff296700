package eu.parvis.request;

import eu.parvis.catalogue.Product;
import eu.parvis.catalogue.Product.DocumentRule;
import java.util.List;
import java.util.Optional;

/** The documents that a request needs, each with the one that was handed in. */
public record Checklist(List<Item> items) {

    /**
     * A line of the list.
     *
     * @param document the one that counts; empty if none was handed in
     */
    public record Item(DocumentRule rule, Optional<SupportingDocument> document) {

        public boolean isMissing() {
            return rule.required() && document.isEmpty();
        }

        public boolean isRefused() {
            return has(SupportingDocument.State.REFUSED);
        }

        public boolean isAccepted() {
            return has(SupportingDocument.State.ACCEPTED);
        }

        private boolean has(SupportingDocument.State state) {
            return document.filter(found -> found.state() == state).isPresent();
        }
    }

    public Checklist {
        items = List.copyOf(items);
    }

    /** The list of a product for this kind of holder, with the documents that count. */
    public static Checklist of(Product product, Holder holder, List<SupportingDocument> documents) {
        return new Checklist(product.holders().get(holder.kind()).documents().stream()
                .map(rule -> new Item(
                        rule,
                        documents.stream()
                                .filter(document ->
                                        document.kind().equals(rule.kind().code()))
                                .findFirst()))
                .toList());
    }

    /** Whether the desk can check the documents: nothing that is required is missing, and none is refused. */
    public boolean isComplete() {
        return items.stream().noneMatch(item -> item.isMissing() || item.isRefused());
    }

    /** Whether every document that was handed in is accepted, and none is missing. */
    public boolean isAccepted() {
        return isComplete()
                && items.stream().filter(item -> item.document().isPresent()).allMatch(Item::isAccepted);
    }
}
