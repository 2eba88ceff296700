package eu.parvis.order;

import eu.parvis.catalogue.Product;
import eu.parvis.catalogue.Product.Approval;
import eu.parvis.http.Form;
import eu.parvis.http.PageModel;
import eu.parvis.http.Template;
import eu.parvis.membership.Role;
import eu.parvis.order.RequestPages.Facts;
import eu.parvis.request.Actor;
import eu.parvis.request.ApprovalGiven;
import eu.parvis.request.Approver;
import eu.parvis.request.CertificateRequest;
import eu.parvis.request.Declined;
import eu.parvis.request.RequestApi.Detail;
import eu.parvis.request.Requester;
import eu.parvis.values.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Page models of {@link AnswerRoutes}, and what other pages show of the answers. */
final class AnswerPages {

    private AnswerPages() {}

    static boolean mayApprove(Detail detail, Requester reader) {
        return detail.approvers().stream()
                .anyMatch(approver -> approver.account().equals(reader.account()));
    }

    /** Whether the reader is the holder and can confirm or decline; the last answer counts. */
    static boolean mayAnswer(CertificateRequest request, Requester reader) {
        return request.holder().isInvited(reader.account()) && request.state().isEditable();
    }

    static boolean mustConfirm(CertificateRequest request, Requester reader) {
        return mayAnswer(request, reader)
                && request.holder().mustConfirm()
                && !request.holder().hasDeclined();
    }

    /**
     * A member approves a request or says why not.
     *
     * @param shown the version that the person reads
     */
    @Template("order/approval.html")
    record ApprovalPage(Facts request, List<Rule> approvals, String shown, Form form) implements PageModel {}

    /**
     * The holder corrects and confirms the own data, or declines.
     *
     * @param email address of the holder
     * @param shown the version that the person reads
     */
    @Template("order/confirmation.html")
    record ConfirmationPage(Facts request, String email, String shown, Form form) implements PageModel {

        static ConfirmationPage of(Facts facts, CertificateRequest request, Form form) {
            var email = request.holder().person().map(Person::email).orElseThrow();
            return new ConfirmationPage(facts, email.value(), request.shown(), form);
        }
    }

    /**
     * An approval that the product asks for.
     *
     * @param missing how many members must still approve
     * @param names of those who can, for readers of their organisation
     * @param nobody whether an approval is missing that no member can give
     */
    record Rule(Role role, int number, int missing, List<Given> given, List<String> names, boolean nobody) {

        static List<Rule> of(Detail detail, Product product, Requester reader) {
            return product.approvals().stream()
                    .map(approval -> of(detail, approval, reader))
                    .toList();
        }

        private static Rule of(Detail detail, Approval approval, Requester reader) {
            var role = approval.role();
            var missing = detail.missingApprovals().getOrDefault(role, 0);
            var able = detail.approvers().stream()
                    .filter(approver -> approver.role() == role)
                    .map(Approver::name)
                    .toList();
            return new Rule(
                    role,
                    approval.number(),
                    missing,
                    detail.approvals().stream()
                            .filter(given -> given.role() == role)
                            .map(Given::of)
                            .toList(),
                    reader.organisation().equals(detail.request().organisation()) ? able : List.of(),
                    detail.waitsFor().contains(Actor.APPROVERS) && missing > 0 && able.isEmpty());
        }
    }

    /** What a member has said. */
    record Given(String name, boolean approved, Optional<String> note, Instant at) {

        static Given of(ApprovalGiven given) {
            return new Given(given.name(), given.approved(), given.note(), given.decidedAt());
        }
    }

    /**
     * A refusal that the person who ordered must answer.
     *
     * @param yours whether the reader has refused
     */
    record Setback(Kind kind, String name, boolean yours, Optional<String> reason, Instant at) {

        enum Kind {
            DECLINED,
            NOT_APPROVED
        }

        static List<Setback> of(Detail detail, Requester reader) {
            var request = detail.request();
            return request.state().isEditable()
                    ? Stream.concat(declined(request, reader), notApproved(detail, reader))
                            .toList()
                    : List.of();
        }

        private static Stream<Setback> declined(CertificateRequest request, Requester reader) {
            var holder = request.holder();
            return holder.hasDeclined()
                    ? holder.declined().stream()
                            .map((Declined declined) -> new Setback(
                                    Kind.DECLINED,
                                    holder.label(),
                                    holder.isInvited(reader.account()),
                                    declined.reason(),
                                    declined.at()))
                    : Stream.empty();
        }

        private static Stream<Setback> notApproved(Detail detail, Requester reader) {
            return detail.approvals().stream()
                    .filter(given -> !given.approved())
                    .map(given -> new Setback(
                            Kind.NOT_APPROVED,
                            given.name(),
                            given.account().equals(reader.account()),
                            given.note(),
                            given.decidedAt()));
        }
    }
}
