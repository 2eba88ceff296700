package eu.parvis.deletion;

import eu.parvis.account.Account;
import eu.parvis.audit.Entry;
import eu.parvis.db.OneByOne;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailApi;
import eu.parvis.membership.DepartureStore.Orphan;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Reminds owners a day before, and deletes the accounts that are due. Each account is one transaction. */
final class DeletionSweep {

    private static final int BATCH = 50;
    private static final Duration DAY = Duration.ofDays(1);

    private final DeletionServices services;
    private final Erasure erasure;

    DeletionSweep(DeletionServices services, Erasure erasure) {
        this.services = services;
        this.erasure = erasure;
    }

    Future<Void> sweep() {
        var now = services.now();
        return services.deletions()
                .due(services.database(), now, BATCH)
                .compose(due -> each(due, this::end))
                .compose(ended -> services.deletions().toRemind(services.database(), now, now.plus(DAY), BATCH))
                .compose(soon -> each(soon, this::remind))
                .onComplete(swept -> services.bus().publish(MailApi.QUEUED, new MailApi.Queued()));
    }

    private Future<Void> each(List<UUID> accounts, Act act) {
        return OneByOne.each(
                accounts, Function.identity(), id -> services.database().inTransaction(sql -> act.run(sql, id)));
    }

    private interface Act {
        Future<Void> run(Sql sql, UUID account);
    }

    private Future<Void> remind(Sql sql, UUID id) {
        return services.accounts()
                .lock(sql, id)
                .compose(found -> services.deletions()
                        .remind(sql, id, services.now())
                        .compose(first -> first
                                ? services.deletions()
                                        .dueAt(sql, id)
                                        .compose(due -> services.mails()
                                                .queue(
                                                        sql,
                                                        services.letters()
                                                                .reminder(found.orElseThrow(), due.orElseThrow())))
                                : Future.succeededFuture()));
    }

    /** The owner may have kept the account, or asked again, since it was found. */
    private Future<Void> end(Sql sql, UUID id) {
        var now = services.now();
        return services.lock(sql, id)
                .compose(found -> services.deletions()
                        .dueAt(sql, id)
                        .map(due -> found.filter(
                                open -> due.filter(at -> !at.isAfter(now)).isPresent())))
                .compose(due -> due.map(account -> end(sql, account, now)).orElseGet(Future::succeededFuture));
    }

    private Future<Void> end(Sql sql, Account account, Instant now) {
        return services.departures()
                .onlyAdministratorOf(sql, account.id())
                .compose(orphans -> orphans.isEmpty()
                        ? erasure.erase(sql, account, now)
                                .compose(erased -> services.mails()
                                        .queue(sql, services.letters().deleted(account, now)))
                                .compose(queued -> services.journal()
                                        .record(
                                                sql,
                                                Entry.done(DeletionEvent.ACCOUNT_DELETED)
                                                        .by(account.id())))
                        : prevent(sql, account, orphans));
    }

    /** Nobody else administers an organisation by now. The owner hands it over, and asks again. */
    private Future<Void> prevent(Sql sql, Account account, List<Orphan> orphans) {
        return services.deletions()
                .cancel(sql, account.id())
                .compose(cancelled ->
                        services.mails().queue(sql, services.letters().prevented(account, orphans)))
                .compose(queued -> services.journal()
                        .record(
                                sql,
                                Entry.refused(DeletionEvent.ACCOUNT_DELETION_PREVENTED)
                                        .by(account.id())));
    }
}
