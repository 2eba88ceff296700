package eu.parvis.request;

import eu.parvis.bus.Failure;
import eu.parvis.crypto.Shown;
import eu.parvis.db.Sql;
import eu.parvis.request.RequestApi.Confirm;
import eu.parvis.request.RequestApi.Detail;
import io.vertx.core.Future;

/** A person for whom somebody else ordered confirms the own data. */
final class HolderConfirmations {

    private final RequestServices services;
    private final RequestReading reading;

    HolderConfirmations(RequestServices services, RequestReading reading) {
        this.services = services;
        this.reading = reading;
    }

    Future<Detail> confirm(Confirm command) {
        return services.inTransaction(sql -> services.current(sql, command.by())
                .compose(by ->
                        services.lock(sql, by, command.id()).compose(request -> confirm(sql, command, by, request))));
    }

    /** A second click changes nothing. */
    private Future<Detail> confirm(Sql sql, Confirm command, Requester by, CertificateRequest request) {
        if (!request.holder().is(by.account())) {
            throw Failure.of(Failure.Kind.FORBIDDEN, "request.notHolder");
        }
        if (!request.holder().mustConfirm()) {
            return reading.detail(sql, request);
        }
        Shown.require(command.seen(), request.shown());
        if (!request.state().isEditable()) {
            throw Failure.of(Failure.Kind.CONFLICT, "request.notEditable");
        }
        return services.requests()
                .confirmHolder(sql, request.id(), services.now())
                .compose(confirmed -> services.progress().advance(sql, request.id(), by.account()))
                .compose(advanced -> services.record(sql, by, request, RequestEvent.REQUEST_CONFIRMED))
                .compose(recorded -> reading.detail(sql, request.id()));
    }
}
