package eu.parvis.desk;

import eu.parvis.audit.Entry;
import eu.parvis.bus.Failure;
import eu.parvis.crypto.Shown;
import eu.parvis.db.Sql;
import eu.parvis.desk.DeskApi.DeskFile;
import eu.parvis.desk.DeskApi.HeldBy;
import eu.parvis.desk.DeskApi.Operator;
import eu.parvis.request.CertificateRequest;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** What all acts on a request have in common: the lock, who may act, the claim, the journal. */
final class DeskActs {

    private final DeskServices services;
    private final DeskReading reading;

    DeskActs(DeskServices services, DeskReading reading) {
        this.services = services;
        this.reading = reading;
    }

    interface Act {
        Future<Void> on(Sql sql, CertificateRequest request);
    }

    Future<DeskFile> on(Operator by, UUID id, Act act) {
        return services.inTransaction(sql -> locked(sql, id).compose(request -> on(sql, by, request, act)));
    }

    /** An act on the data that the operator has seen. */
    static Act onSeen(Optional<Shown> seen, Act act) {
        return (sql, request) -> {
            Shown.require(seen, request.shown());
            return act.on(sql, request);
        };
    }

    Future<CertificateRequest> locked(Sql sql, UUID id) {
        return services.requests().lock(sql, id).map(DeskReading::submitted);
    }

    /** Takes the request for the operator, then acts. */
    Future<DeskFile> on(Sql sql, Operator by, CertificateRequest request, Act act) {
        return requireForeign(sql, by, request)
                .compose(foreign -> requirePending(request))
                .compose(pending -> take(sql, by, request))
                .compose(taken -> act.on(sql, request))
                .compose(done -> reading.file(sql, by, request.id()));
    }

    /** Fails if the operator ordered the request or holds it. */
    Future<Void> requireForeign(Sql sql, Operator by, CertificateRequest request) {
        return reading.isOwn(sql, by, request).map(own -> {
            if (own) {
                throw Failure.of(Failure.Kind.FORBIDDEN, "desk.own");
            }
            return null;
        });
    }

    private static Future<Void> requirePending(CertificateRequest request) {
        return request.state().isPending() ? Future.succeededFuture() : Future.failedFuture(conflict("desk.decided"));
    }

    private Future<Void> take(Sql sql, Operator by, CertificateRequest request) {
        return services.repository()
                .claim(sql, request.id(), by.account(), services.now())
                .compose(claimed -> claimed.isEmpty()
                        ? held(sql, request)
                        : claimed.get() ? record(sql, by, request, DeskEvent.DESK_CLAIMED) : Future.succeededFuture());
    }

    private Future<Void> held(Sql sql, CertificateRequest request) {
        return services.repository()
                .heldBy(sql, request.id(), services.now())
                .compose(holder -> Future.failedFuture(Failure.of(
                        Failure.Kind.CONFLICT,
                        "desk.held",
                        holder.map(HeldBy::name).orElse(""))));
    }

    static Failure conflict(String message) {
        return Failure.of(Failure.Kind.CONFLICT, message);
    }

    Future<Void> record(Sql sql, Operator by, CertificateRequest request, DeskEvent event) {
        return services.journal().record(sql, entry(by, request, event));
    }

    static Entry entry(Operator by, CertificateRequest request, DeskEvent event) {
        return Entry.done(event).by(by.account()).from(by.address()).on(request.number());
    }
}
