package eu.parvis.request;

import eu.parvis.account.Account;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.catalogue.Product.Approval;
import eu.parvis.crypto.Shown;
import eu.parvis.db.Sql;
import eu.parvis.membership.Role;
import eu.parvis.request.RequestApi.Approve;
import eu.parvis.request.RequestApi.Detail;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * People of the organisation approve requests whose product asks for it (idea 32). Each of them answers once. Nobody
 * approves a request that they ordered or hold, unless nobody else of the organisation can. A refusal gives the request
 * back to the person who ordered; a change voids it.
 */
final class Approvals {

    private final RequestServices services;
    private final RequestReading reading;

    Approvals(RequestServices services, RequestReading reading) {
        this.services = services;
        this.reading = reading;
    }

    // --- Ask ----------------------------------------------------------------------------------------------------

    /** Writes to those who can approve a request that was just submitted or changed, except who had a mail today. */
    Future<Void> ask(Sql sql, UUID id) {
        return services.approvals()
                .takeDue(sql, Optional.of(id), services.now())
                .compose(due -> mail(sql, due));
    }

    /** Writes to those who have requests to approve and had no mail today. */
    Future<Void> remind() {
        return services.inTransaction(sql -> services.approvals()
                .takeDue(sql, Optional.empty(), services.now())
                .compose(due -> mail(sql, due)));
    }

    private Future<Void> mail(Sql sql, List<ApprovalStore.Due> due) {
        return Future.all(due.stream().map(one -> mail(sql, one)).toList()).mapEmpty();
    }

    private Future<Void> mail(Sql sql, ApprovalStore.Due due) {
        var request = services.requests().byId(sql, due.request()).map(Optional::orElseThrow);
        var approver = services.accounts().byId(sql, due.account()).map(Optional::orElseThrow);
        return Future.all(request, approver).compose(read -> mail(sql, request.result(), approver.result()));
    }

    private Future<Void> mail(Sql sql, CertificateRequest request, Account approver) {
        return services.repository()
                .name(sql, request.orderedBy())
                .compose(orderer -> services.mails().approvalAsked(sql, request, orderer, approver.addressee()));
    }

    /** What was approved is not what the request says now. Call {@link #ask} once the request has its state. */
    Future<Void> forgetOther(Sql sql, CertificateRequest before, CertificateRequest changed) {
        return before.holder().isSameAs(changed.holder()) && before.months().equals(changed.months())
                ? Future.succeededFuture()
                : services.approvals().forget(sql, before.id());
    }

    /** The same after a change by its customer, who answers a refusal by any change. */
    Future<Void> forget(Sql sql, CertificateRequest before, CertificateRequest changed) {
        return services.approvals()
                .given(sql, before.id())
                .compose(given -> given.stream().allMatch(ApprovalGiven::approved)
                        ? forgetOther(sql, before, changed)
                        : services.approvals().forget(sql, before.id()));
    }

    // --- Answer -------------------------------------------------------------------------------------------------

    Future<Detail> answer(Approve command) {
        if (!command.approved() && command.note().isEmpty()) {
            return Future.failedFuture(Failure.invalid(FieldError.of("note", "error.required")));
        }
        return services.inTransaction(sql -> services.current(sql, command.by())
                .compose(by -> services.lock(sql, by, command.id())
                        .compose(request -> services.progress().of(sql, request))
                        .compose(progress -> answer(sql, command, by, progress))));
    }

    private Future<Detail> answer(Sql sql, Approve command, Requester by, Progress progress) {
        return isAnswered(command, by, progress)
                ? reading.detail(sql, progress.request())
                : role(sql, by, progress).compose(role -> answer(sql, command, by, role, progress.request()));
    }

    /** By a call whose answer was lost. */
    private static boolean isAnswered(Approve command, Requester by, Progress progress) {
        return progress.approvals().stream()
                .anyMatch(given -> given.account().equals(by.account()) && given.approved() == command.approved());
    }

    /** The role in which the person approves. */
    private Future<Role> role(Sql sql, Requester by, Progress progress) {
        if (!progress.waitsFor().contains(Actor.APPROVERS) || hasAnswered(by, progress)) {
            throw Failure.of(Failure.Kind.CONFLICT, "request.notWaiting");
        }
        return services.approvals()
                .approvers(sql, progress.request().id())
                .map(approvers -> approvers.stream()
                        .filter(approver -> approver.account().equals(by.account()))
                        .map(Approver::role)
                        .findFirst()
                        .orElseThrow(() -> notAllowed(by, progress)));
    }

    private static boolean hasAnswered(Requester by, Progress progress) {
        return progress.approvals().stream().anyMatch(given -> given.account().equals(by.account()));
    }

    private static Failure notAllowed(Requester by, Progress progress) {
        var own = progress.missingApprovals().stream().map(Approval::role).anyMatch(by.roles()::contains);
        return Failure.of(Failure.Kind.FORBIDDEN, own ? "request.ownApproval" : "request.notApprover");
    }

    private Future<Detail> answer(Sql sql, Approve command, Requester by, Role role, CertificateRequest request) {
        Shown.require(command.seen(), request.shown());
        return services.approvals()
                .add(sql, request.id(), by.account(), role, command, services.now())
                .compose(added -> services.requests().touch(sql, request.id(), services.now()))
                .compose(
                        touched -> command.approved() ? approved(sql, by, request) : refused(sql, by, request, command))
                .compose(done -> reading.detail(sql, request.id()));
    }

    private Future<Void> approved(Sql sql, Requester by, CertificateRequest request) {
        return services.progress()
                .advance(sql, request.id(), by.account())
                .compose(advanced -> services.record(sql, by, request, RequestEvent.REQUEST_APPROVED));
    }

    private Future<Void> refused(Sql sql, Requester by, CertificateRequest request, Approve command) {
        return services.mails()
                .notApproved(sql, request, command.note().orElseThrow())
                .compose(written -> services.record(sql, by, request, RequestEvent.REQUEST_NOT_APPROVED));
    }
}
