package eu.parvis.deletion;

import eu.parvis.account.Account;
import eu.parvis.account.AccountStore;
import eu.parvis.account.DeletionStore;
import eu.parvis.audit.AuditStore;
import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import eu.parvis.db.Database;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailApi;
import eu.parvis.mail.MailStore;
import eu.parvis.membership.DepartureStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The stores that the rules of this package share. */
record DeletionServices(
        Bus bus,
        Database database,
        Clock clock,
        Duration grace,
        AccountStore accounts,
        DeletionStore deletions,
        DepartureStore departures,
        MailStore mails,
        DeletionLetters letters,
        AuditStore journal) {

    static DeletionServices of(Foundation foundation) {
        return new DeletionServices(
                foundation.bus(),
                foundation.database(),
                foundation.clock(),
                foundation.configuration().get(DeletionSettings.class).grace(),
                new AccountStore(),
                new DeletionStore(),
                new DepartureStore(foundation),
                new MailStore(foundation),
                new DeletionLetters(foundation.random()),
                new AuditStore(foundation.clock()));
    }

    Instant now() {
        return clock.instant();
    }

    /** A transaction that queues mails. */
    <T> Future<T> inTransaction(Function<Sql, Future<T>> work) {
        return database.inTransaction(work).onSuccess(done -> bus.publish(MailApi.QUEUED, new MailApi.Queued()));
    }

    /**
     * Locks the organisations of the person, then the account, in the order of every change of administrators. The second
     * look finds an organisation that the person has joined meanwhile. Empty if the account is closed.
     */
    Future<Optional<Account>> lock(Sql sql, UUID account) {
        return departures
                .lock(sql, account)
                .compose(locked -> accounts.lock(sql, account))
                .compose(found -> departures.lock(sql, account).map(found))
                .map(found -> found.filter(open -> open.state() != Account.State.CLOSED));
    }
}
