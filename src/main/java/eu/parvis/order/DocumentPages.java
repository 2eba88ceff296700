package eu.parvis.order;

import eu.parvis.http.PageModel;
import eu.parvis.http.Template;
import eu.parvis.request.Checklist;
import eu.parvis.request.RequestApi.Detail;
import eu.parvis.values.Language;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Page models of {@link DocumentRoutes}. */
final class DocumentPages {

    private DocumentPages() {}

    /**
     * The documents that a request needs, with a form to hand them in.
     *
     * @param open whether it takes documents now
     * @param received number of documents that were handed in just now; 0 if none was
     * @param refused number of documents that were refused just now
     */
    @Template("order/documents.html")
    record DocumentsPage(
            UUID id, String number, String product, List<Item> items, boolean open, int received, long refused)
            implements PageModel {

        static DocumentsPage of(
                Detail detail,
                String product,
                Language language,
                RefusalText refusals,
                int received,
                Map<String, String> errors) {
            var open = detail.request().state().takesDocuments();
            var items = detail.checklist().items().stream()
                    .map(item -> Item.of(item, open, language, refusals, Optional.ofNullable(errors.get(code(item)))))
                    .toList();
            return new DocumentsPage(
                    detail.request().id(),
                    Integer.toString(detail.request().number()),
                    product,
                    items,
                    open,
                    received,
                    items.stream().filter(item -> item.error().isPresent()).count());
        }

        private static String code(Checklist.Item item) {
            return item.rule().kind().code();
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
