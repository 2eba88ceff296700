package eu.parvis.protection;

import eu.parvis.account.Account;
import eu.parvis.account.AccountStore;
import eu.parvis.account.EmailChangeStore;
import eu.parvis.account.LockStore;
import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Message;
import eu.parvis.capability.Foundation;
import eu.parvis.crypto.Secret;
import eu.parvis.db.Database;
import eu.parvis.db.Sql;
import eu.parvis.mail.LockLinks;
import eu.parvis.mail.LockLinks.LockLink;
import eu.parvis.mail.MailApi;
import eu.parvis.protection.LockdownStore.Lockdown;
import eu.parvis.session.SessionApi;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Locks accounts by the link in a mail, or from a session, and takes a recent change of the e-mail address back. */
final class AccountLocks {

    private final Bus bus;
    private final Database database;
    private final Clock clock;
    private final Duration validity;
    private final AccountStore accounts = new AccountStore();
    private final LockStore locks = new LockStore();
    private final EmailChangeStore emails = new EmailChangeStore();
    private final LockLinks links;
    private final LockdownStore lockdowns;

    AccountLocks(Foundation foundation) {
        this.bus = foundation.bus();
        this.database = foundation.database();
        this.clock = foundation.clock();
        this.validity = foundation.configuration().get(ProtectionSettings.class).link();
        this.links = new LockLinks(foundation.signature());
        this.lockdowns = new LockdownStore(foundation);
    }

    Future<ProtectionApi.LinkHolder> link(ProtectionApi.Link question) {
        return valid(question.token())
                .compose(link ->
                        accounts.byId(database, link.account()).compose(found -> requireUnused(database, found, link)))
                .map(account ->
                        new ProtectionApi.LinkHolder(account.person().email().masked()));
    }

    Future<Message.Done> lockByLink(ProtectionApi.LockByLink command) {
        return valid(command.token())
                .compose(link -> lockdowns
                        .unknownHash()
                        .compose(phc -> inTransaction(sql -> accounts.lock(sql, link.account())
                                .compose(found -> requireUnused(sql, found, link))
                                .compose(account -> lock(sql, account, phc, "link", command.address())))));
    }

    Future<Message.Done> lockOwn(ProtectionApi.LockOwn command) {
        return lockdowns
                .unknownHash()
                .compose(phc -> inTransaction(sql -> accounts.lock(sql, command.account())
                        .compose(AccountLocks::requireOpen)
                        .compose(account -> lock(sql, account, phc, "session", command.address()))));
    }

    private Future<LockLink> valid(Secret token) {
        return links.read(token)
                .filter(link -> clock.instant().isBefore(link.issuedAt().plus(validity)))
                .map(Future::succeededFuture)
                .orElseGet(() -> expired("protection.expired"));
    }

    private Future<Account> requireUnused(Sql sql, Optional<Account> found, LockLink link) {
        return requireOpen(found)
                .compose(account -> locks.last(sql, account.id())
                        .compose(last -> last.filter(lock -> !lock.at().isBefore(link.issuedAt()))
                                        .isEmpty()
                                ? Future.succeededFuture(account)
                                : expired("protection.used")));
    }

    private static Future<Account> requireOpen(Optional<Account> found) {
        return found.filter(account -> account.state() != Account.State.CLOSED)
                .map(Future::succeededFuture)
                .orElseGet(() -> expired("protection.expired"));
    }

    private static <T> Future<T> expired(String messageId) {
        return Future.failedFuture(Failure.of(Failure.Kind.EXPIRED, messageId));
    }

    private Future<Message.Done> inTransaction(Function<Sql, Future<Void>> act) {
        return database.inTransaction(act)
                .onSuccess(done -> bus.publish(MailApi.QUEUED, new MailApi.Queued()))
                .map(Message.DONE);
    }

    private Future<Void> lock(Sql sql, Account account, String phc, String door, String address) {
        return emails.takeBack(sql, account, clock.instant())
                .compose(owner -> lockdowns.lock(
                        sql, new Lockdown(account, owner, phc, SessionApi.Ending.LOCKED, door, address)));
    }
}
