package eu.parvis.signin.recovery;

import eu.parvis.account.Account;
import eu.parvis.account.AccountStore;
import eu.parvis.account.Credential;
import eu.parvis.account.EmailChangeStore;
import eu.parvis.account.LockStore;
import eu.parvis.account.PasswordChoice;
import eu.parvis.account.PasswordSettings;
import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import eu.parvis.crypto.PasswordPolicy;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailStore;
import eu.parvis.membership.Membership;
import eu.parvis.membership.MembershipStore;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Checks a newly chosen password, and puts it in the place of another one inside the caller's transaction. */
public final class ChosenPasswordStore {

    private final AccountStore accounts = new AccountStore();
    private final EmailChangeStore emails = new EmailChangeStore();
    private final LockStore locks = new LockStore();
    private final MembershipStore members = new MembershipStore();
    private final PasswordPolicy policy;
    private final Bus bus;
    private final MailStore mails;
    private final RecoveryLinkStore links;
    private final RecoveryLetters letters;

    public ChosenPasswordStore(Foundation foundation) {
        this.policy = foundation.configuration().get(PasswordSettings.class).policy();
        this.bus = foundation.bus();
        this.mails = new MailStore(foundation);
        this.links = new RecoveryLinkStore(foundation);
        this.letters = new RecoveryLetters(foundation.random());
    }

    /** Fails with {@code INVALID} if the password breaks a rule or is easy to guess for this person. */
    public Future<Void> requireGood(Sql sql, Account account, PasswordChoice choice) {
        return members.memberships(sql, account.id()).map(memberships -> {
            var organisations = memberships.stream()
                    .filter(Membership::countsAsMember)
                    .map(Membership::name)
                    .toList();
            choice.require(policy, account, organisations);
            return null;
        });
    }

    /**
     * Fails with {@code INVALID error.password.current} if the password is the one that is stored, or the one that a lock
     * of the account has voided.
     */
    public Future<Void> requireChange(Sql sql, UUID account, PasswordChoice choice) {
        return accounts.credential(sql, account)
                .compose(stored -> requireOther(choice, stored.map(Credential::phc)))
                .compose(other -> locks.voidedPassword(sql, account))
                .compose(voided -> voided.isPresent() ? requireOther(choice, voided) : Future.succeededFuture());
    }

    private Future<Void> requireOther(PasswordChoice choice, Optional<String> phc) {
        return choice.requireChange(bus, phc, "error.password.current");
    }

    /**
     * Stores the password, voids all mailed links that give access and an open change of the e-mail address, and tells the
     * owner. The sessions stay.
     */
    public Future<Void> replace(Sql sql, Account account, String phc, Instant at) {
        return accounts.setChosenPassword(sql, account.id(), phc, at)
                .compose(set -> emails.cancelOpen(sql, account.id()))
                .compose(set -> links.voidAll(sql, account, at))
                .compose(voided -> mails.queue(sql, letters.passwordChanged(account, at)));
    }
}
