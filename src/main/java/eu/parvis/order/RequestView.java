package eu.parvis.order;

import eu.parvis.catalogue.Catalogue;
import eu.parvis.catalogue.HolderKind;
import eu.parvis.catalogue.Localised;
import eu.parvis.catalogue.Reason;
import eu.parvis.membership.Role;
import eu.parvis.order.Timeline.Step;
import eu.parvis.request.Actor;
import eu.parvis.request.Checklist;
import eu.parvis.request.Holder;
import eu.parvis.request.Refusal;
import eu.parvis.request.RequestApi.Detail;
import eu.parvis.request.RequestState;
import eu.parvis.request.SupportingDocument;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A request as the API shows it; sentences and names are in the caller's language. */
record RequestView(
        UUID id,
        int number,
        String product,
        String productName,
        RequestState state,
        Instant stateSince,
        Optional<RefusalView> refusal,
        int version,
        Optional<UUID> organisation,
        Optional<String> establishment,
        String orderedBy,
        HolderView holder,
        Optional<Integer> durationMonths,
        Optional<String> note,
        Instant createdAt,
        Optional<Instant> submittedAt,
        List<DocumentView> documents,
        List<ApprovalView> missingApprovals,
        List<GivenView> approvals,
        List<Actor> waitsFor,
        List<Step> timeline) {

    /**
     * The holder.
     *
     * @param orderedName the name as ordered, where the person has corrected it
     * @param confirmed whether the person has confirmed the own data; nobody confirms those of a service
     * @param declined the person does not want the certificate
     */
    record HolderView(
            HolderKind kind,
            Optional<String> firstName,
            Optional<String> lastName,
            Optional<String> email,
            Optional<String> name,
            Optional<String> orderedName,
            boolean confirmed,
            Optional<DeclinedView> declined) {

        static HolderView of(Holder holder) {
            return new HolderView(
                    holder.kind(),
                    holder.person().map(person -> person.firstName().value()),
                    holder.person().map(person -> person.lastName().value()),
                    holder.person().map(Person::email).map(email -> email.value()),
                    holder.name(),
                    holder.orderedName(),
                    !holder.mustConfirm(),
                    holder.declined()
                            .filter(declined -> holder.hasDeclined())
                            .map(declined -> new DeclinedView(declined.at(), declined.reason())));
        }
    }

    record DeclinedView(Instant at, Optional<String> reason) {}

    enum DocumentState {
        MISSING,
        RECEIVED,
        ACCEPTED,
        REFUSED
    }

    record DocumentView(
            String kind, String name, boolean required, DocumentState state, Optional<RefusalView> refusal) {}

    /**
     * Why something was refused.
     *
     * @param code of the catalogue; empty for a reason that somebody typed
     */
    record RefusalView(Optional<String> code, String reason) {}

    record ApprovalView(Role role, int number) {}

    /** What a member has said. */
    record GivenView(Role role, String name, boolean approved, Optional<String> note, Instant at) {}

    static RequestView of(Detail detail, Catalogue catalogue, Language language) {
        var request = detail.request();
        return new RequestView(
                request.id(),
                request.number(),
                request.product(),
                productName(request.product(), catalogue, language),
                request.state(),
                request.stateSince(),
                request.refusal().map(refusal -> refusal(refusal, catalogue, language)),
                request.version(),
                request.organisation(),
                request.establishment(),
                detail.orderer(),
                HolderView.of(request.holder()),
                request.months(),
                request.note(),
                request.createdAt(),
                request.submittedAt(),
                detail.checklist().items().stream()
                        .map(item -> document(item, catalogue, language))
                        .toList(),
                detail.missingApprovals().entrySet().stream()
                        .map(missing -> new ApprovalView(missing.getKey(), missing.getValue()))
                        .toList(),
                detail.approvals().stream()
                        .map(given -> new GivenView(
                                given.role(), given.name(), given.approved(), given.note(), given.decidedAt()))
                        .toList(),
                detail.waitsFor(),
                Timeline.of(detail).steps());
    }

    /** A product that has left the catalogue is named by its code. */
    static String productName(String code, Catalogue catalogue, Language language) {
        return catalogue
                .product(code)
                .map(product -> product.name().in(language))
                .orElse(code);
    }

    private static DocumentView document(Checklist.Item item, Catalogue catalogue, Language language) {
        var kind = item.rule().kind();
        return new DocumentView(
                kind.code(),
                kind.name().in(language),
                item.rule().required(),
                item.document()
                        .map(SupportingDocument::state)
                        .map(state -> DocumentState.valueOf(state.name()))
                        .orElse(DocumentState.MISSING),
                item.document()
                        .flatMap(SupportingDocument::refusal)
                        .map(refusal -> refusal(refusal, catalogue, language)));
    }

    private static RefusalView refusal(Refusal refusal, Catalogue catalogue, Language language) {
        var known = Stream.concat(catalogue.documentRefusals().stream(), catalogue.requestRefusals().stream());
        var reason = refusal.code()
                .flatMap(code -> known.filter(one -> one.code().equals(code)).findFirst())
                .map(Reason::text)
                .map((Localised text) -> text.in(language));
        return new RefusalView(
                refusal.code(), reason.or(refusal::text).or(refusal::code).orElse(""));
    }
}
