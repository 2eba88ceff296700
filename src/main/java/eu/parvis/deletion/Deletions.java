package eu.parvis.deletion;

import eu.parvis.account.Account;
import eu.parvis.audit.Entry;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Message;
import eu.parvis.db.Sql;
import eu.parvis.deletion.DeletionApi.Ask;
import eu.parvis.deletion.DeletionApi.Asked;
import eu.parvis.deletion.DeletionApi.Cancel;
import eu.parvis.deletion.DeletionApi.Describe;
import eu.parvis.deletion.DeletionApi.Description;
import eu.parvis.deletion.DeletionApi.Organisation;
import eu.parvis.mail.Occasion;
import eu.parvis.membership.DepartureStore.Orphan;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks for the deletion of an account, or keeps the account. */
final class Deletions {

    private final DeletionServices services;

    Deletions(DeletionServices services) {
        this.services = services;
    }

    Future<Description> describe(Describe query) {
        var sql = services.database();
        var due = services.deletions().dueAt(sql, query.account());
        var orphans = services.departures().onlyAdministratorOf(sql, query.account());
        return Future.all(due, orphans)
                .map(both -> new Description(
                        due.result(),
                        services.now().plus(services.grace()),
                        orphans.result().stream()
                                .map(one -> new Organisation(one.organisation(), one.name()))
                                .toList()));
    }

    Future<Asked> ask(Ask command) {
        return services.inTransaction(sql -> services.lock(sql, command.account())
                .map(Deletions::open)
                .compose(account -> services.deletions()
                        .dueAt(sql, account.id())
                        .compose(due -> due.map(Future::succeededFuture).orElseGet(() -> ask(sql, command, account)))
                        .map(Asked::new)));
    }

    private static Account open(Optional<Account> found) {
        return found.orElseThrow(() -> Failure.of(Failure.Kind.UNAUTHENTICATED, "problem.unauthenticated"));
    }

    private Future<Instant> ask(Sql sql, Ask command, Account account) {
        var now = services.now();
        var dueAt = now.plus(services.grace());
        return services.departures()
                .onlyAdministratorOf(sql, account.id())
                .compose(Deletions::requireNone)
                .compose(free -> services.mails()
                        .requireQuota(
                                sql, account.person().email(), Set.of(Occasion.DELETION_ASKED), "deletion.tooOften"))
                .compose(room -> services.deletions().ask(sql, account.id(), dueAt))
                .compose(asked -> services.mails().queue(sql, services.letters().asked(account, now, dueAt)))
                .compose(queued -> services.journal()
                        .record(
                                sql,
                                Entry.done(DeletionEvent.ACCOUNT_DELETION_ASKED)
                                        .by(account.id())
                                        .from(command.address())
                                        .with("dueAt", dueAt)))
                .map(dueAt);
    }

    private static Future<Void> requireNone(List<Orphan> orphans) {
        return orphans.isEmpty()
                ? Future.succeededFuture()
                : Future.failedFuture(Failure.of(
                        Failure.Kind.CONFLICT, "deletion.onlyAdministrator", DeletionLetters.names(orphans)));
    }

    Future<Message.Done> cancel(Cancel command) {
        return services.inTransaction(sql -> services.accounts()
                        .lock(sql, command.account())
                        .map(Deletions::open)
                        .compose(account -> services.deletions()
                                .cancel(sql, account.id())
                                .compose(cancelled ->
                                        cancelled ? tell(sql, command, account) : Future.succeededFuture())))
                .map(Message.DONE);
    }

    private Future<Void> tell(Sql sql, Cancel command, Account account) {
        return services.mails()
                .queue(sql, services.letters().cancelled(account, services.now()))
                .compose(queued -> services.journal()
                        .record(
                                sql,
                                Entry.done(DeletionEvent.ACCOUNT_DELETION_CANCELLED)
                                        .by(account.id())
                                        .from(command.address())));
    }
}
