package eu.parvis.protection;

import eu.parvis.account.Account;
import eu.parvis.account.AccountStore;
import eu.parvis.account.DeviceStore;
import eu.parvis.account.EmailChangeStore;
import eu.parvis.account.LockStore;
import eu.parvis.audit.AuditStore;
import eu.parvis.audit.Entry;
import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Message;
import eu.parvis.capability.Foundation;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.Tokens;
import eu.parvis.db.Database;
import eu.parvis.db.Sql;
import eu.parvis.mail.Letter;
import eu.parvis.mail.LockLinks;
import eu.parvis.mail.LockLinks.LockLink;
import eu.parvis.mail.MailApi;
import eu.parvis.mail.MailStore;
import eu.parvis.membership.Member;
import eu.parvis.membership.Membership;
import eu.parvis.membership.MembershipStore;
import eu.parvis.session.SessionApi;
import eu.parvis.session.SessionStore;
import eu.parvis.signin.recovery.RecoveryLinkStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Locks accounts. All of it is one transaction, whichever door the owner takes. */
final class AccountLocks {

    private final Bus bus;
    private final Database database;
    private final Clock clock;
    private final Duration validity;
    private final AccountStore accounts = new AccountStore();
    private final LockStore locks = new LockStore();
    private final LockLinks links;
    private final RecoveryLinkStore recoveries;
    private final MembershipStore members = new MembershipStore();
    private final EmailChangeStore emails = new EmailChangeStore();
    private final DeviceStore devices;
    private final SessionStore sessions;
    private final Tokens tokens;
    private final MailStore mails;
    private final LockLetters letters;
    private final AuditStore journal;

    AccountLocks(Foundation foundation) {
        this.bus = foundation.bus();
        this.database = foundation.database();
        this.clock = foundation.clock();
        this.validity = foundation.configuration().get(ProtectionSettings.class).link();
        this.links = new LockLinks(foundation.signature());
        this.recoveries = new RecoveryLinkStore(foundation);
        this.devices = new DeviceStore(foundation);
        this.sessions = new SessionStore(foundation.configuration(), foundation.random());
        this.tokens = new Tokens(foundation.random());
        this.mails = new MailStore(foundation);
        this.letters = new LockLetters(foundation.random());
        this.journal = new AuditStore(foundation.clock());
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
                .compose(link -> unknownHash()
                        .compose(phc -> inTransaction(sql -> accounts.lock(sql, link.account())
                                .compose(found -> requireUnused(sql, found, link))
                                .compose(account ->
                                        lock(sql, account, phc, entry(account, command.address(), "link"))))));
    }

    Future<Message.Done> lockOwn(ProtectionApi.LockOwn command) {
        return unknownHash()
                .compose(phc -> inTransaction(sql -> accounts.lock(sql, command.account())
                        .compose(AccountLocks::requireOpen)
                        .compose(account -> lock(sql, account, phc, entry(account, command.address(), "session")))));
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

    /** Of a password that nobody knows. Refusing another one takes as long as ever. */
    private Future<String> unknownHash() {
        return bus.request(HashingApi.HASH, new HashingApi.Hash(new Secret(tokens.next())))
                .map(HashingApi.Hashed::phc);
    }

    private Future<Message.Done> inTransaction(Function<Sql, Future<Void>> act) {
        return database.inTransaction(act)
                .onSuccess(done -> bus.publish(MailApi.QUEUED, new MailApi.Queued()))
                .map(Message.DONE);
    }

    private Future<Void> lock(Sql sql, Account account, String phc, Entry entry) {
        var now = clock.instant();
        return locks.lock(sql, account.id(), phc, now)
                .compose(locked -> sessions.endAll(sql, account.id(), SessionApi.Ending.LOCKED, now))
                .compose(ended -> devices.forgetPrograms(sql, account.id()))
                .compose(forgotten -> recoveries.voidAll(sql, account, now))
                .compose(voided -> emails.takeBack(sql, account, now))
                .compose(owner -> recoveries
                        .add(sql, owner, now)
                        .compose(link -> mails.queue(sql, letters.locked(owner, link, now))))
                .compose(queued -> warnAdministrators(sql, account, now))
                .compose(warned -> journal.record(sql, entry));
    }

    /** The other administrators of each organisation that the person belongs to. */
    private Future<Void> warnAdministrators(Sql sql, Account account, Instant now) {
        return members.memberships(sql, account.id())
                .map(all -> all.stream()
                        .filter(membership -> membership.state() == Member.State.ACTIVE)
                        .map(membership -> members.members(sql, membership.organisation())
                                .compose(found -> mails.queue(sql, warnings(account, membership, found, now))))
                        .toList())
                .compose(Future::all)
                .mapEmpty();
    }

    private Letter[] warnings(Account account, Membership membership, List<Member> all, Instant now) {
        return all.stream()
                .filter(member -> member.administers() && !member.account().equals(account.id()))
                .map(member -> letters.memberLocked(member.addressee(), account, membership.name(), now))
                .toArray(Letter[]::new);
    }

    private static Entry entry(Account account, String address, String door) {
        return Entry.done(ProtectionEvent.ACCOUNT_LOCKED)
                .by(account.id())
                .from(address)
                .with("door", door);
    }
}
