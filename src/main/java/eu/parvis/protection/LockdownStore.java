package eu.parvis.protection;

import eu.parvis.account.Account;
import eu.parvis.account.DeviceStore;
import eu.parvis.account.LockStore;
import eu.parvis.audit.AuditStore;
import eu.parvis.audit.Entry;
import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.Tokens;
import eu.parvis.db.Sql;
import eu.parvis.mail.Letter;
import eu.parvis.mail.MailStore;
import eu.parvis.membership.Member;
import eu.parvis.membership.Membership;
import eu.parvis.membership.MembershipStore;
import eu.parvis.organisation.OrganisationStore;
import eu.parvis.session.SessionApi;
import eu.parvis.session.SessionStore;
import eu.parvis.signin.recovery.RecoveryLinkStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Locks an account inside the caller's transaction, whichever door the owner takes. */
public final class LockdownStore {

    private final Bus bus;
    private final Clock clock;
    private final LockStore locks = new LockStore();
    private final RecoveryLinkStore recoveries;
    private final MembershipStore members = new MembershipStore();
    private final OrganisationStore organisations = new OrganisationStore();
    private final DeviceStore devices;
    private final SessionStore sessions;
    private final Tokens tokens;
    private final MailStore mails;
    private final LockLetters letters;
    private final AuditStore journal;

    /**
     * An account to lock.
     *
     * @param before with the e-mail address whose mailed links become void
     * @param owner with the address that the link to a new password goes to; already stored
     * @param phc from {@link #unknownHash}
     * @param door for the journal: what the owner has used
     */
    public record Lockdown(
            Account before, Account owner, String phc, SessionApi.Ending ending, String door, String networkAddress) {

        private boolean restoresAddress() {
            return !before.email().equals(owner.email());
        }
    }

    public LockdownStore(Foundation foundation) {
        this.bus = foundation.bus();
        this.clock = foundation.clock();
        this.recoveries = new RecoveryLinkStore(foundation);
        this.devices = new DeviceStore(foundation);
        this.sessions = new SessionStore(foundation.configuration(), foundation.random());
        this.tokens = new Tokens(foundation.random());
        this.mails = new MailStore(foundation);
        this.letters = new LockLetters(foundation.random());
        this.journal = new AuditStore(foundation.clock());
    }

    /** The hash of a password that nobody knows. Refusing another password takes as long as ever. */
    public Future<String> unknownHash() {
        return bus.request(HashingApi.HASH, new HashingApi.Hash(new Secret(tokens.next())))
                .map(HashingApi.Hashed::phc);
    }

    /**
     * Ends the sessions, voids the password, the mailed links and the known devices, mails the owner a link to a new
     * password, and warns the other administrators. The account must be locked.
     */
    public Future<Void> lock(Sql sql, Lockdown lockdown) {
        var now = clock.instant();
        var owner = lockdown.owner();
        return locks.lock(sql, owner.id(), lockdown.phc(), now)
                .compose(locked -> sessions.endAll(sql, owner.id(), lockdown.ending(), now))
                .compose(ended -> devices.forgetPrograms(sql, owner.id()))
                .compose(forgotten -> recoveries.voidAll(sql, lockdown.before(), now))
                .compose(voided -> lockdown.restoresAddress()
                        ? organisations.followAccount(
                                sql, owner.id(), lockdown.before().person(), owner.person(), now)
                        : Future.succeededFuture())
                .compose(followed -> recoveries.add(sql, owner, now))
                .compose(link -> mails.queue(sql, letters.locked(owner, link, now)))
                .compose(queued -> warnAdministrators(sql, owner, now))
                .compose(warned -> journal.record(
                        sql,
                        Entry.done(ProtectionEvent.ACCOUNT_LOCKED)
                                .by(owner.id())
                                .from(lockdown.networkAddress())
                                .with("door", lockdown.door())));
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
}
