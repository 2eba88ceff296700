package eu.parvis.signin.recovery;

import eu.parvis.audit.Entry;
import eu.parvis.bus.Failure;
import eu.parvis.db.Sql;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Records in the journal that an expired or used link was opened, once for each link: somebody else may have the mail. */
final class RefusedLinks {

    /** Marks a link as refused. Returns its account; empty if it is unknown or was marked before. */
    interface Refusal {

        Future<Optional<UUID>> refuse(Sql sql, Buffer tokenHash, Instant now);
    }

    private final RecoveryServices services;
    private final RecoveryEvent event;
    private final Refusal refusal;

    RefusedLinks(RecoveryServices services, RecoveryEvent event, Refusal refusal) {
        this.services = services;
        this.event = event;
        this.refusal = refusal;
    }

    /** Always fails with the cause. */
    <T> Future<T> record(Throwable cause, Buffer tokenHash, String address) {
        var recorded = cause instanceof Failure failure && failure.kind() == Failure.Kind.EXPIRED
                ? services.database()
                        .inTransaction(sql -> refusal.refuse(sql, tokenHash, services.now())
                                .compose(holder -> record(sql, holder, address)))
                : Future.<Void>succeededFuture();
        return recorded.compose(written -> Future.failedFuture(cause));
    }

    private Future<Void> record(Sql sql, Optional<UUID> holder, String address) {
        var entry = Entry.refused(event).from(address);
        return holder.map(owner -> services.journal().record(sql, entry.by(owner)))
                .orElseGet(Future::succeededFuture);
    }
}
