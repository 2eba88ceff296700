package eu.parvis.order;

import eu.parvis.catalogue.Catalogue;
import eu.parvis.catalogue.HolderKind;
import eu.parvis.catalogue.Product;
import eu.parvis.http.Form;
import eu.parvis.http.PageModel;
import eu.parvis.http.Template;
import eu.parvis.order.AnswerPages.Rule;
import eu.parvis.order.AnswerPages.Setback;
import eu.parvis.pdf.QrImage;
import eu.parvis.request.Actor;
import eu.parvis.request.Checklist;
import eu.parvis.request.Refusal;
import eu.parvis.request.RequestApi.Detail;
import eu.parvis.request.RequestApi.Line;
import eu.parvis.request.RequestState;
import eu.parvis.request.Requester;
import eu.parvis.request.SupportingDocument;
import eu.parvis.values.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Page models of {@link RequestRoutes}. */
final class RequestPages {

    private RequestPages() {}

    /**
     * My requests (CS-20).
     *
     * @param filtered whether a filter or a search hides some
     * @param first whether this is the first page
     * @param next path of the next page
     */
    @Template("order/requests.html")
    record ListPage(
            List<Row> rows,
            List<String> states,
            List<String> orders,
            Form form,
            boolean filtered,
            boolean first,
            Optional<String> next,
            Optional<String> done)
            implements PageModel {}

    /**
     * A request in the list.
     *
     * @param editable whether the person may change and delete it now
     * @param approvable whether it waits for the approval of the person
     */
    record Row(
            String id,
            String number,
            Instant at,
            String product,
            Optional<String> establishment,
            String holder,
            RequestState state,
            boolean editable,
            boolean approvable) {

        static Row of(Line line, Catalogue catalogue, Requester reader, OrderText text) {
            return new Row(
                    line.id().toString(),
                    Integer.toString(line.number()),
                    line.at(),
                    catalogue
                            .product(line.product())
                            .map(product -> text.of(product.name()))
                            .orElse(line.product()),
                    line.establishment(),
                    line.holder(),
                    line.state(),
                    line.state().isEditable() && mayEdit(reader, line.orderedBy()),
                    line.approvable());
        }
    }

    static boolean mayEdit(Requester reader, UUID orderedBy) {
        return orderedBy.equals(reader.account()) || reader.overseesOrganisation();
    }

    /**
     * A request.
     *
     * @param done what has just happened to it
     * @param approvals that the product asks for
     * @param setbacks refusals that the person who ordered must answer
     * @param readsDocuments whether the reader may read the documents
     * @param takesDocuments whether documents can be handed in now
     * @param refusal why it was refused
     * @param approves whether it waits for the approval of the reader
     * @param answers whether the reader, as the holder, can confirm or decline
     * @param confirms whether the reader must do so
     */
    @Template("order/request.html")
    record RequestPage(
            Facts request,
            List<Step> steps,
            List<Waiting> waits,
            List<Rule> approvals,
            List<Setback> setbacks,
            List<Item> documents,
            boolean readsDocuments,
            boolean takesDocuments,
            Optional<String> refusal,
            boolean approves,
            boolean answers,
            boolean confirms,
            Optional<String> done)
            implements PageModel {

        static RequestPage of(
                Detail detail, Catalogue catalogue, Requester reader, OrderText text, Optional<String> done) {
            var product = catalogue.product(detail.request().product()).orElseThrow();
            return new RequestPage(
                    Facts.of(detail, product, reader, text),
                    Timeline.of(detail).steps().stream()
                            .map(step -> Step.of(step, text))
                            .toList(),
                    Waiting.of(detail, reader),
                    Rule.of(detail, product, reader),
                    Setback.of(detail, reader),
                    Item.all(detail, catalogue, text),
                    DocumentPages.mayReadDocuments(reader, detail.request()),
                    detail.request().state().takesDocuments(),
                    detail.request().refusal().map(reason -> sentence(reason, catalogue, text)),
                    AnswerPages.mayApprove(detail, reader),
                    AnswerPages.mayAnswer(detail.request(), reader),
                    AnswerPages.mustConfirm(detail.request(), reader),
                    done);
        }
    }

    /** What the catalogue or the operator says. */
    static String sentence(Refusal refusal, Catalogue catalogue, OrderText text) {
        var reasons = Stream.concat(catalogue.documentRefusals().stream(), catalogue.requestRefusals().stream());
        return refusal.text()
                .orElseGet(() -> reasons.filter(reason ->
                                refusal.code().filter(reason.code()::equals).isPresent())
                        .findFirst()
                        .map(reason -> text.of(reason.text()))
                        .orElse(""));
    }

    /**
     * The data of a request.
     *
     * @param editable whether the reader may change and delete it now
     * @param mine whether the reader ordered it
     * @param orderedName the name as ordered, where the holder has corrected it
     * @param confirms whether the holder must still confirm the own data
     * @param declined whether the holder has refused
     */
    record Facts(
            String id,
            String number,
            String product,
            RequestState state,
            Instant createdAt,
            Optional<Instant> submittedAt,
            Optional<String> establishment,
            String orderer,
            boolean mine,
            HolderKind kind,
            Optional<Person.Facts> person,
            Optional<String> orderedName,
            Optional<String> service,
            boolean confirms,
            boolean declined,
            Optional<String> duration,
            Optional<String> note,
            boolean editable) {

        static Facts of(Detail detail, Product product, Requester reader, OrderText text) {
            var request = detail.request();
            var holder = request.holder();
            return new Facts(
                    request.id().toString(),
                    Integer.toString(request.number()),
                    text.of(product.name()),
                    request.state(),
                    request.createdAt(),
                    request.submittedAt(),
                    request.establishment(),
                    detail.orderer(),
                    request.orderedBy().equals(reader.account()),
                    holder.kind(),
                    holder.person().map(person -> person.facts(text.language())),
                    holder.orderedName(),
                    holder.name(),
                    holder.mustConfirm(),
                    holder.hasDeclined(),
                    request.months().map(text::months),
                    request.note(),
                    request.state().isEditable() && mayEdit(reader, request.orderedBy()));
        }
    }

    /**
     * A state of the timeline.
     *
     * @param usual how long it usually lasts, in words
     */
    record Step(RequestState state, Timeline.Phase phase, Optional<Instant> since, Optional<String> usual) {

        static Step of(Timeline.Step step, OrderText text) {
            return new Step(
                    step.state(),
                    step.phase(),
                    step.since(),
                    step.phase() == Timeline.Phase.DONE
                            ? Optional.empty()
                            : step.usual().map(text::delay));
        }
    }

    /**
     * Somebody who must act.
     *
     * @param you whether it is the reader
     */
    record Waiting(Actor actor, boolean you) {

        static List<Waiting> of(Detail detail, Requester reader) {
            return detail.waitsFor().stream()
                    .filter(actor -> actor != Actor.NOBODY)
                    .map(actor -> new Waiting(actor, is(detail, actor, reader)))
                    .toList();
        }

        private static boolean is(Detail detail, Actor actor, Requester reader) {
            var request = detail.request();
            return switch (actor) {
                case ORDERER -> request.orderedBy().equals(reader.account());
                case HOLDER ->
                    request.holder().account().filter(reader.account()::equals).isPresent();
                case APPROVERS -> AnswerPages.mayApprove(detail, reader);
                case DESK, NOBODY -> false;
            };
        }
    }

    /**
     * A line of the checklist.
     *
     * @param state MISSING, OPTIONAL, or that of the document
     * @param reason why it was refused
     */
    record Item(String name, String hint, String state, Optional<String> fileName, Optional<String> reason) {

        static List<Item> all(Detail detail, Catalogue catalogue, OrderText text) {
            return detail.checklist().items().stream()
                    .map(item -> of(item, catalogue, text))
                    .toList();
        }

        private static Item of(Checklist.Item item, Catalogue catalogue, OrderText text) {
            return new Item(
                    text.of(item.rule().kind().name()),
                    text.of(item.rule().kind().hint()),
                    item.document()
                            .map(document -> document.state().name())
                            .orElse(item.rule().required() ? "MISSING" : "OPTIONAL"),
                    item.document().map(SupportingDocument::fileName),
                    item.document()
                            .flatMap(SupportingDocument::refusal)
                            .map(refusal -> sentence(refusal, catalogue, text)));
        }
    }

    /**
     * A request to print.
     *
     * @param address of its page
     * @param code the QR code of the address, as an SVG path
     * @param size of the code
     */
    @Template("order/print.html")
    record PrintPage(Facts request, List<Item> documents, String address, String code, int size) implements PageModel {

        static PrintPage of(RequestPrint print) {
            var code = new QrImage(print.address());
            return new PrintPage(print.request(), print.documents(), print.address(), code.path(), code.size());
        }
    }

    /** Asks whether to delete a request. */
    @Template("order/delete.html")
    record DeletionPage(String id, String number, String product, RequestState state, String holder, Form form)
            implements PageModel {}
}
