package eu.parvis.membership;

import eu.parvis.audit.AuditStore;
import eu.parvis.audit.Event;
import eu.parvis.bus.Failure;
import eu.parvis.capability.Foundation;
import eu.parvis.config.Limit;
import eu.parvis.db.Sql;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Limits to how many people an organisation writes in a day: their addresses may be those of strangers. */
public final class InvitationQuotaStore {

    private static final Limit INVITATIONS = Limit.of("invitationsPerDay", Duration.ofDays(1));

    private final AuditStore journal;
    private final int perDay;

    public InvitationQuotaStore(Foundation foundation) {
        this.journal = new AuditStore(foundation.clock());
        this.perDay = INVITATIONS.most(foundation.configuration());
    }

    /**
     * Fails with {@code RATE_LIMITED users.invitedTooMany} if the quota is used up.
     *
     * @param counted the event in the journal of each person to whom it wrote
     */
    public Future<Void> requireRoom(Sql sql, Event counted, UUID organisation, Instant now) {
        if (perDay < 1) {
            return usedUp(INVITATIONS.period());
        }
        return journal.newest(sql, counted, organisation, perDay, now.minus(INVITATIONS.period()))
                .compose(oldest -> oldest.map(at -> usedUp(Duration.between(now, at.plus(INVITATIONS.period()))))
                        .orElseGet(Future::succeededFuture));
    }

    private static Future<Void> usedUp(Duration wait) {
        return Future.failedFuture(Failure.rateLimited("users.invitedTooMany", wait, hours(wait)));
    }

    /** Rounded up. */
    private static long hours(Duration wait) {
        return wait.plusHours(1).minusNanos(1).toHours();
    }
}
