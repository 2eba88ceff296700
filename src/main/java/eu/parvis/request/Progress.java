package eu.parvis.request;

import eu.parvis.catalogue.Product;
import eu.parvis.catalogue.Product.Approval;
import java.util.ArrayList;
import java.util.List;

/** What a submitted request waits for, computed from its data after each change. */
public record Progress(
        CertificateRequest request, Product product, Checklist checklist, List<ApprovalGiven> approvals) {

    public Progress {
        approvals = List.copyOf(approvals);
    }

    /** The state that the data of a pending request give; the desk decides on all others. */
    public RequestState pendingState() {
        if (request.holder().mustConfirm() || !missingApprovals().isEmpty()) {
            return RequestState.REGISTERED;
        }
        return checklist.isComplete() ? RequestState.IN_REVIEW : RequestState.DOCUMENTS_MISSING;
    }

    /** Approvals that are still needed, with the number that is missing. */
    public List<Approval> missingApprovals() {
        return product.approvals().stream()
                .map(rule -> new Approval(rule.role(), rule.number() - given(rule)))
                .filter(rest -> rest.number() > 0)
                .toList();
    }

    /** Whether somebody has refused an approval that is still needed. */
    private boolean isRefused() {
        return !missingApprovals().isEmpty() && approvals.stream().anyMatch(given -> !given.approved());
    }

    private int given(Approval rule) {
        return (int) approvals.stream()
                .filter(given -> given.approved() && given.role() == rule.role())
                .count();
    }

    /** Who must act now. */
    public List<Actor> waitsFor() {
        return switch (request.state()) {
            case DRAFT -> List.of(Actor.ORDERER);
            case REGISTERED -> registered();
            case DOCUMENTS_MISSING -> List.of(request.holder().account().isPresent() ? Actor.HOLDER : Actor.ORDERER);
            case IN_REVIEW, ACCEPTED -> List.of(Actor.DESK);
            case APPOINTMENT, ISSUED -> List.of(Actor.HOLDER);
            case COLLECTED, REFUSED, CANCELLED -> List.of(Actor.NOBODY);
        };
    }

    private List<Actor> registered() {
        if (request.holder().hasDeclined() || isRefused()) {
            return List.of(Actor.ORDERER);
        }
        var waiting = new ArrayList<Actor>();
        if (request.holder().mustConfirm()) {
            waiting.add(Actor.HOLDER);
        }
        if (!missingApprovals().isEmpty()) {
            waiting.add(Actor.APPROVERS);
        }
        return List.copyOf(waiting);
    }
}
