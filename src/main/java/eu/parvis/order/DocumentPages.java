package eu.parvis.order;

import eu.parvis.catalogue.Product;
import eu.parvis.http.PageModel;
import eu.parvis.http.Template;
import eu.parvis.order.OrderPages.Subject;
import eu.parvis.request.CertificateRequest;
import eu.parvis.request.Checklist;
import eu.parvis.request.RequestApi.Detail;
import eu.parvis.request.RequestState;
import eu.parvis.request.Requester;
import eu.parvis.values.Language;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Page models of {@link DocumentRoutes}. */
final class DocumentPages {

    private DocumentPages() {}

    /** Who only approves a request does not read its documents. */
    static boolean mayReadDocuments(Requester reader, CertificateRequest request) {
        return RequestPages.mayEdit(reader, request.orderedBy())
                || request.holder().account().filter(reader.account()::equals).isPresent();
    }

    /**
     * The documents that a request needs, with a form to hand them in: a step of an order, or a page of a submitted
     * request.
     *
     * @param open whether it takes documents now
     * @param complete whether every required document is there and none is refused
     * @param sent what became of the files of the form
     */
    @Template("order/documents.html")
    record DocumentsPage(
            Subject request, RequestState state, List<Item> items, boolean open, boolean complete, Sent sent)
            implements PageModel {

        static DocumentsPage of(Detail detail, Product product, OrderText text, RefusalText refusals, Sent sent) {
            var state = detail.request().state();
            var items = detail.checklist().items().stream()
                    .map(item -> Item.of(
                            item,
                            state.takesDocuments(),
                            text.language(),
                            refusals,
                            Optional.ofNullable(sent.errors().get(code(item)))))
                    .toList();
            return new DocumentsPage(
                    Subject.of(detail, product, text),
                    state,
                    items,
                    state.takesDocuments(),
                    detail.checklist().isComplete(),
                    sent);
        }

        private static String code(Checklist.Item item) {
            return item.rule().kind().code();
        }
    }

    /**
     * What became of the files of a form.
     *
     * @param received number of documents that were handed in
     * @param errors why the other files were refused, by the kind of document
     * @param interrupted whether the portal could not store the other files
     */
    record Sent(int received, Map<String, String> errors, boolean interrupted) {

        Sent {
            errors = Map.copyOf(errors);
        }

        static Sent of(int received) {
            return new Sent(received, Map.of(), false);
        }
    }

    /**
     * A line of the checklist.
     *
     * @param state of the document; {@code MISSING} or {@code OPTIONAL} without one
     * @param reason why the registration desk refused it
     * @param takes whether a file can be chosen here
     * @param error why the file that was just sent is refused
     */
    record Item(
            String kind,
            String name,
            String hint,
            String state,
            Optional<Given> document,
            Optional<String> reason,
            boolean takes,
            Optional<String> error) {

        static Item of(
                Checklist.Item item, boolean open, Language language, RefusalText refusals, Optional<String> error) {
            var document = item.document();
            return new Item(
                    item.rule().kind().code(),
                    item.rule().kind().name().in(language),
                    item.rule().kind().hint().in(language),
                    document.map(given -> given.state().name())
                            .orElse(item.rule().required() ? "MISSING" : "OPTIONAL"),
                    document.map(given -> new Given(given.fileName(), given.size(), given.uploadedAt())),
                    document.flatMap(given -> given.refusal()).map(refusal -> refusals.of(refusal, language)),
                    open && !item.isAccepted(),
                    error);
        }
    }

    /** A document that was handed in. */
    record Given(String fileName, int size, Instant at) {

        /** In tenths of a megabyte, so that a page can write it in its language. */
        public double megabytes() {
            return Math.max(1, Math.round(size / 100_000.0)) / 10.0;
        }
    }
}
