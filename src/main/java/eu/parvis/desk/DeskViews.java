package eu.parvis.desk;

import eu.parvis.catalogue.Catalogue;
import eu.parvis.catalogue.HolderKind;
import eu.parvis.catalogue.Product;
import eu.parvis.company.CompanyApi;
import eu.parvis.company.Verification;
import eu.parvis.desk.DeskApi.DeskFile;
import eu.parvis.desk.DeskApi.HeldBy;
import eu.parvis.desk.DeskApi.Queue;
import eu.parvis.desk.DeskApi.QueueLine;
import eu.parvis.desk.DeskApi.RecordedFaceToFace;
import eu.parvis.organisation.Organisation;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.request.Actor;
import eu.parvis.request.Checklist;
import eu.parvis.request.Refusal;
import eu.parvis.request.RequestState;
import eu.parvis.request.StateSpan;
import eu.parvis.request.SupportingDocument;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** JSON forms of the desk, as described in {@code openapi.yaml}. */
final class DeskViews {

    private DeskViews() {}

    record HeldView(String name, Instant since, Instant until, boolean mine) {

        static HeldView of(HeldBy heldBy, UUID reader) {
            return new HeldView(
                    heldBy.name(),
                    heldBy.since(),
                    heldBy.until(),
                    heldBy.operator().equals(reader));
        }
    }

    record LineView(
            UUID id,
            int number,
            String product,
            Optional<String> establishment,
            String holder,
            RequestState state,
            Instant since,
            Optional<Instant> due,
            Optional<HeldView> heldBy) {

        static LineView of(QueueLine line, UUID reader) {
            return new LineView(
                    line.id(),
                    line.number(),
                    line.product(),
                    line.establishment(),
                    line.holder(),
                    line.state(),
                    line.since(),
                    line.due(),
                    line.heldBy().map(heldBy -> HeldView.of(heldBy, reader)));
        }
    }

    record QueueView(List<LineView> requests, Optional<String> next) {

        static QueueView of(Queue queue, UUID reader) {
            return new QueueView(
                    queue.lines().stream()
                            .map(line -> LineView.of(line, reader))
                            .toList(),
                    queue.next());
        }
    }

    record HolderView(HolderKind kind, Optional<Person.View> person, Optional<String> name) {}

    /**
     * A line of the checklist.
     *
     * @param state MISSING, or that of the document
     */
    record DocumentView(
            String kind,
            String name,
            boolean required,
            String state,
            Optional<UUID> id,
            Optional<String> fileName,
            Optional<String> mediaType,
            Optional<Integer> size,
            Optional<String> sha256,
            Optional<SupportingDocument.Scan> scan,
            Optional<Instant> uploadedAt,
            Optional<Refusal> refusal) {

        static DocumentView of(Checklist.Item item, Language language) {
            var document = item.document();
            return new DocumentView(
                    item.rule().kind().code(),
                    item.rule().kind().name().in(language),
                    item.rule().required(),
                    document.map(found -> found.state().name()).orElse("MISSING"),
                    document.map(SupportingDocument::id),
                    document.map(SupportingDocument::fileName),
                    document.map(SupportingDocument::mediaType),
                    document.map(SupportingDocument::size),
                    document.map(SupportingDocument::sha256),
                    document.map(SupportingDocument::scan),
                    document.map(SupportingDocument::uploadedAt),
                    document.flatMap(SupportingDocument::refusal));
        }
    }

    record CheckView(
            String metBy,
            LocalDate metOn,
            String place,
            FaceToFace.IdentityDocument document,
            String number,
            String recordedBy,
            Instant recordedAt) {

        static CheckView of(RecordedFaceToFace recorded) {
            var check = recorded.check();
            return new CheckView(
                    check.metBy(),
                    check.metOn(),
                    check.place(),
                    check.document(),
                    check.number(),
                    recorded.recordedBy(),
                    recorded.at());
        }
    }

    record AcceptanceView(String name, Instant at) {}

    /** What the public registers say. */
    record RegisterView(
            CompanyApi.State state,
            String number,
            Optional<Instant> checkedAt,
            Optional<String> name,
            Optional<String> address) {

        static RegisterView of(Verification verification) {
            return new RegisterView(
                    verification.state(),
                    verification.number(),
                    verification.checkedAt(),
                    verification.evidence().name(),
                    verification.evidence().address());
        }
    }

    record FileView(
            UUID id,
            int number,
            String product,
            String productName,
            Optional<OrganisationDetails.View> organisation,
            Optional<RegisterView> register,
            String orderer,
            HolderView holder,
            Optional<Integer> durationMonths,
            Optional<String> note,
            RequestState state,
            Instant since,
            Optional<Instant> submittedAt,
            List<DocumentView> documents,
            List<StateSpan> timeline,
            List<Actor> waitsFor,
            boolean own,
            Optional<HeldView> heldBy,
            boolean faceToFaceNeeded,
            Optional<CheckView> faceToFace,
            List<AcceptanceView> acceptances,
            int acceptancesNeeded,
            List<ValidationViews.NeedView> validations,
            Optional<Refusal> refusal) {

        static FileView of(DeskFile file, Catalogue catalogue, Language language, UUID reader) {
            var detail = file.detail();
            var request = detail.request();
            var product = catalogue.product(request.product());
            return new FileView(
                    request.id(),
                    request.number(),
                    request.product(),
                    product.map(found -> found.name().in(language)).orElse(request.product()),
                    file.organisation().map(Organisation::details).map(OrganisationDetails::view),
                    file.verification().map(RegisterView::of),
                    detail.orderer(),
                    new HolderView(
                            request.holder().kind(),
                            request.holder().person().map(Person::view),
                            request.holder().name()),
                    request.months(),
                    request.note(),
                    request.state(),
                    request.stateSince(),
                    request.submittedAt(),
                    detail.checklist().items().stream()
                            .map(item -> DocumentView.of(item, language))
                            .toList(),
                    detail.timeline(),
                    detail.waitsFor(),
                    file.own(),
                    file.heldBy().map(heldBy -> HeldView.of(heldBy, reader)),
                    product.map(Product::faceToFace).orElse(false)
                            && request.holder().person().isPresent(),
                    file.faceToFace().map(CheckView::of),
                    file.acceptances().stream()
                            .map(acceptance -> new AcceptanceView(acceptance.name(), acceptance.at()))
                            .toList(),
                    product.map(Product::decisions).orElse(1),
                    file.validations().stream()
                            .map(ValidationViews.NeedView::of)
                            .toList(),
                    request.refusal());
        }
    }
}
