package eu.parvis.request;

import eu.parvis.bus.Failure;
import eu.parvis.crypto.Shown;
import eu.parvis.db.Sql;
import eu.parvis.request.RequestApi.Confirm;
import eu.parvis.request.RequestApi.Decline;
import eu.parvis.request.RequestApi.Detail;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/**
 * A person for whom somebody else ordered confirms the own data, corrects them, or declines the certificate (idea 31).
 * The last answer counts, as long as the request can be changed. The e-mail address proves who the holder is, and is not
 * corrected here.
 */
final class HolderConfirmations {

    private final RequestServices services;
    private final RequestReading reading;
    private final Approvals approvals;

    HolderConfirmations(RequestServices services, RequestReading reading, Approvals approvals) {
        this.services = services;
        this.reading = reading;
        this.approvals = approvals;
    }

    // --- Confirm ------------------------------------------------------------------------------------------------

    Future<Detail> confirm(Confirm command) {
        return ofHolder(command.by(), command.id(), (sql, by, request) -> confirm(sql, command, by, request));
    }

    private Future<Detail> confirm(Sql sql, Confirm command, Requester by, CertificateRequest request) {
        var confirmed = request.holder().confirmed(command.firstName(), command.lastName(), services.now());
        var same = confirmed.isSameAs(request.holder());
        if (same && !request.holder().mustConfirm()) {
            return reading.detail(sql, request);
        }
        requireEditable(request, command.seen());
        var changed = request.with(confirmed);
        var event = same ? RequestEvent.REQUEST_CONFIRMED : RequestEvent.REQUEST_CORRECTED;
        return store(sql, changed)
                .compose(stored ->
                        same ? Future.succeededFuture() : services.holderChanged(sql, by, request.holder(), changed))
                .compose(checked -> approvals.forgetOther(sql, request, changed))
                .compose(forgotten -> answer(sql, by, changed, event));
    }

    // --- Decline ------------------------------------------------------------------------------------------------

    Future<Detail> decline(Decline command) {
        return ofHolder(command.by(), command.id(), (sql, by, request) -> decline(sql, command, by, request));
    }

    private Future<Detail> decline(Sql sql, Decline command, Requester by, CertificateRequest request) {
        if (request.holder().hasDeclined()) {
            return reading.detail(sql, request);
        }
        requireEditable(request, command.seen());
        var declined = request.with(request.holder().declined(command.reason(), services.now()));
        return store(sql, declined)
                .compose(stored -> services.mails().holderDeclined(sql, declined, command.reason()))
                .compose(written -> answer(sql, by, declined, RequestEvent.REQUEST_DECLINED));
    }

    // --- Common -------------------------------------------------------------------------------------------------

    private interface Answer {
        Future<Detail> of(Sql sql, Requester by, CertificateRequest request);
    }

    private Future<Detail> ofHolder(Requester asked, UUID id, Answer act) {
        return services.inTransaction(sql -> services.current(sql, asked)
                .compose(by -> services.lock(sql, by, id)
                        .map(request -> requireHolder(request, by))
                        .compose(request -> act.of(sql, by, request))));
    }

    private static CertificateRequest requireHolder(CertificateRequest request, Requester by) {
        if (!request.holder().isInvited(by.account())) {
            throw Failure.of(Failure.Kind.FORBIDDEN, "request.notHolder");
        }
        return request;
    }

    private static void requireEditable(CertificateRequest request, Optional<Shown> seen) {
        Shown.require(seen, request.shown());
        if (!request.state().isEditable()) {
            throw Failure.of(Failure.Kind.CONFLICT, "request.notEditable");
        }
    }

    private Future<Void> store(Sql sql, CertificateRequest changed) {
        var product = services.progress().product(changed);
        return services.requests().change(sql, changed, SearchText.of(changed, product), services.now());
    }

    private Future<Detail> answer(Sql sql, Requester by, CertificateRequest changed, RequestEvent event) {
        return services.progress()
                .advance(sql, changed.id(), by.account())
                .compose(advanced -> approvals.ask(sql, changed.id()))
                .compose(asked -> services.record(sql, by, changed, event))
                .compose(recorded -> reading.detail(sql, changed.id()));
    }
}
