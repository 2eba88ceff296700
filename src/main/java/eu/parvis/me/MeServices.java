package eu.parvis.me;

import eu.parvis.account.Account;
import eu.parvis.account.AccountStore;
import eu.parvis.account.ChallengeStore;
import eu.parvis.audit.AuditStore;
import eu.parvis.audit.Entry;
import eu.parvis.audit.Event;
import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.capability.Foundation;
import eu.parvis.db.Database;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailApi;
import eu.parvis.mail.MailStore;
import eu.parvis.me.MeApi.By;
import eu.parvis.organisation.OrganisationStore;
import eu.parvis.protection.LockdownStore;
import eu.parvis.session.SessionStore;
import eu.parvis.signin.recovery.ChosenPasswordStore;
import eu.parvis.signin.recovery.RecoveryLinkStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The stores that the rules of this package share. */
record MeServices(
        Bus bus,
        Database database,
        Clock clock,
        AccountStore accounts,
        ChallengeStore challenges,
        OrganisationStore organisations,
        SessionStore sessions,
        ChosenPasswordStore passwords,
        RecoveryLinkStore links,
        LockdownStore lockdowns,
        MailStore mails,
        MeLetters letters,
        AuditStore journal) {

    static MeServices of(Foundation foundation) {
        return new MeServices(
                foundation.bus(),
                foundation.database(),
                foundation.clock(),
                new AccountStore(),
                new ChallengeStore(),
                new OrganisationStore(),
                new SessionStore(foundation.configuration(), foundation.random()),
                new ChosenPasswordStore(foundation),
                new RecoveryLinkStore(foundation),
                new LockdownStore(foundation),
                new MailStore(foundation),
                new MeLetters(foundation.random()),
                new AuditStore(foundation.clock()));
    }

    Instant now() {
        return clock.instant();
    }

    Future<Account> account(Sql sql, UUID id) {
        return accounts.byId(sql, id).map(MeServices::open);
    }

    Future<Account> lock(Sql sql, UUID id) {
        return accounts.lock(sql, id).map(MeServices::open);
    }

    private static Account open(Optional<Account> found) {
        return found.filter(account -> account.state() == Account.State.ACTIVE)
                .orElseThrow(() -> Failure.of(Failure.Kind.UNAUTHENTICATED, "problem.unauthenticated"));
    }

    /** A transaction that queues mails. */
    <T> Future<T> inTransaction(Function<Sql, Future<T>> work) {
        return database.inTransaction(work).onSuccess(done -> bus.publish(MailApi.QUEUED, new MailApi.Queued()));
    }

    Future<Void> record(Sql sql, By by, Event event) {
        return journal.record(sql, entry(by, event));
    }

    static Entry entry(By by, Event event) {
        return Entry.done(event).by(by.account()).from(by.address());
    }
}
