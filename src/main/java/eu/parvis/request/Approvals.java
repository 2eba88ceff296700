package eu.parvis.request;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.catalogue.Product.Approval;
import eu.parvis.crypto.Shown;
import eu.parvis.db.Sql;
import eu.parvis.membership.Member;
import eu.parvis.membership.Role;
import eu.parvis.request.RequestApi.Approve;
import eu.parvis.request.RequestApi.Detail;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * People of the organisation approve requests whose product asks for it (idea 32). Each of them answers once. Nobody
 * approves a request that they ordered or hold, unless nobody else of the organisation can.
 */
final class Approvals {

    private final RequestServices services;
    private final RequestReading reading;

    Approvals(RequestServices services, RequestReading reading) {
        this.services = services;
        this.reading = reading;
    }

    // --- Ask ----------------------------------------------------------------------------------------------------

    /** Writes to those who must approve a request that was just submitted or changed. */
    Future<Void> ask(Sql sql, UUID id) {
        return services.requests()
                .byId(sql, id)
                .map(found -> found.orElseThrow(Failure::notFound))
                .compose(request -> services.progress().of(sql, request))
                .compose(progress ->
                        progress.missingApprovals().isEmpty() ? Future.succeededFuture() : ask(sql, progress));
    }

    /** What was approved is not what the request says now. */
    Future<Void> askAgain(Sql sql, CertificateRequest before, CertificateRequest changed) {
        return before.holder().isSameAs(changed.holder()) && before.months().equals(changed.months())
                ? Future.succeededFuture()
                : services.requests()
                        .forgetApprovals(sql, before.id())
                        .compose(were -> were ? ask(sql, before.id()) : Future.succeededFuture());
    }

    private Future<Void> ask(Sql sql, Progress progress) {
        var request = progress.request();
        var orderer = services.repository().name(sql, request.orderedBy());
        var members = members(sql, request);
        return Future.all(orderer, members)
                .map(read -> members.result().stream()
                        .filter(member -> isAsked(member, progress, members.result()))
                        .toList())
                .compose(asked -> services.mails().approvalAsked(sql, request, orderer.result(), asked));
    }

    private Future<List<Member>> members(Sql sql, CertificateRequest request) {
        return request.organisation()
                .map(organisation -> services.members().members(sql, organisation))
                .orElseGet(() -> Future.succeededFuture(List.of()))
                .map(members -> members.stream()
                        .filter(member -> member.state() == Member.State.ACTIVE)
                        .toList());
    }

    private static boolean isAsked(Member member, Progress progress, List<Member> members) {
        return progress.missingApprovals().stream()
                .map(Approval::role)
                .anyMatch(role -> member.roles().contains(role)
                        && (!isOwn(progress.request(), member.account())
                                || isAlone(progress.request(), role, members)));
    }

    private static boolean isOwn(CertificateRequest request, UUID account) {
        return request.orderedBy().equals(account) || request.holder().account().equals(Optional.of(account));
    }

    /** Whether everybody with this role ordered or holds the request. */
    private static boolean isAlone(CertificateRequest request, Role role, List<Member> members) {
        return members.stream()
                .filter(member -> member.roles().contains(role))
                .allMatch(member -> isOwn(request, member.account()));
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
        var request = progress.request();
        if (isAnswered(command, by, progress)) {
            return reading.detail(sql, request);
        }
        Shown.require(command.seen(), request.shown());
        return role(sql, by, progress)
                .map(role -> new ApprovalGiven(by.account(), role, command.approved(), command.note(), services.now()))
                .compose(given -> services.requests().addApproval(sql, request.id(), given))
                .compose(added ->
                        command.approved() ? approved(sql, by, request) : refused(sql, by, request, command.note()))
                .compose(done -> reading.detail(sql, request.id()));
    }

    /** By a call whose answer was lost. */
    private static boolean isAnswered(Approve command, Requester by, Progress progress) {
        return progress.approvals().stream()
                .anyMatch(given -> given.account().equals(by.account()) && given.approved() == command.approved());
    }

    /** The role in which the person approves. */
    private Future<Role> role(Sql sql, Requester by, Progress progress) {
        var request = progress.request();
        var role = progress.missingApprovals().stream()
                .map(Approval::role)
                .filter(by.roles()::contains)
                .findFirst();
        if (request.state() != RequestState.REGISTERED || hasAnswered(by, progress)) {
            throw Failure.of(Failure.Kind.CONFLICT, "request.notWaiting");
        }
        if (role.isEmpty()) {
            throw progress.missingApprovals().isEmpty()
                    ? Failure.of(Failure.Kind.CONFLICT, "request.notWaiting")
                    : Failure.of(Failure.Kind.FORBIDDEN, "request.notApprover");
        }
        return isOwn(request, by.account())
                ? members(sql, request).map(members -> requireAlone(request, role.get(), members))
                : Future.succeededFuture(role.get());
    }

    private static boolean hasAnswered(Requester by, Progress progress) {
        return progress.approvals().stream().anyMatch(given -> given.account().equals(by.account()));
    }

    private static Role requireAlone(CertificateRequest request, Role role, List<Member> members) {
        if (!isAlone(request, role, members)) {
            throw Failure.of(Failure.Kind.FORBIDDEN, "request.ownApproval");
        }
        return role;
    }

    private Future<Void> approved(Sql sql, Requester by, CertificateRequest request) {
        return services.requests()
                .touch(sql, request.id(), services.now())
                .compose(touched -> services.progress().advance(sql, request.id(), by.account()))
                .compose(advanced -> services.record(sql, by, request, RequestEvent.REQUEST_APPROVED));
    }

    private Future<Void> refused(Sql sql, Requester by, CertificateRequest request, Optional<String> note) {
        return services.requests()
                .refuse(sql, request.id(), new Refusal(Optional.empty(), note))
                .compose(refused -> services.requests()
                        .move(sql, request.id(), RequestState.REFUSED, Optional.of(by.account()), services.now()))
                .compose(moved -> services.mails().notApproved(sql, request, note.orElse("")))
                .compose(written -> services.record(sql, by, request, RequestEvent.REQUEST_NOT_APPROVED));
    }
}
