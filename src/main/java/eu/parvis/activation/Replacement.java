package eu.parvis.activation;

import eu.parvis.account.Account;
import eu.parvis.account.AccountStore;
import eu.parvis.account.Login;
import eu.parvis.activation.ActivationApi.ReplaceChallenges;
import eu.parvis.activation.Steps.WizardUser;
import eu.parvis.bus.Bus;
import eu.parvis.bus.Message;
import eu.parvis.db.Database;
import eu.parvis.db.Sql;
import eu.parvis.mail.Letter;
import eu.parvis.mail.Letters;
import eu.parvis.mail.MailApi;
import eu.parvis.mail.MailStore;
import eu.parvis.mail.Occasion;
import eu.parvis.signin.password.SigninApi;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/**
 * Replaces the challenge set (D3). An open session is not enough: the person must enter the password again, and is
 * notified by mail.
 */
final class Replacement {

    private static final String PASSWORD = "currentPassword";

    private final Steps steps;
    private final Challenges challenges;
    private final Bus bus;
    private final Database database;
    private final AccountStore accounts = new AccountStore();
    private final MailStore mails;
    private final Letters letters;

    Replacement(Steps steps, Challenges challenges, Bus bus, Database database, MailStore mails, SecureRandom random) {
        this.steps = steps;
        this.challenges = challenges;
        this.bus = bus;
        this.database = database;
        this.mails = mails;
        this.letters = Letters.drawnFrom(random);
    }

    /** Validates all other input before the password is verified. */
    Future<Message.Done> replace(ReplaceChallenges command) {
        return steps.wizardUser(command.set().by().account())
                .compose(wizardUser -> challenges
                        .profile(wizardUser)
                        .map(profile -> ChallengeSet.of(command, profile))
                        .compose(set -> replace(command, wizardUser, set)))
                .onSuccess(replaced -> bus.publish(MailApi.QUEUED, new MailApi.Queued()))
                .map(Message.DONE);
    }

    private Future<Void> replace(ReplaceChallenges command, WizardUser wizardUser, ChallengeSet set) {
        return verifyPassword(command, wizardUser.account())
                .compose(phc -> challenges
                        .hash(set)
                        .compose(phcs -> database.inTransaction(sql -> requireUnchanged(sql, wizardUser.account(), phc)
                                .compose(unchanged -> store(sql, command, wizardUser, set, phcs)))));
    }

    /** Verifies the current password and returns its stored hash. */
    private Future<String> verifyPassword(ReplaceChallenges command, Account account) {
        var by = command.set().by();
        var confirm = new SigninApi.Confirm(
                by.session(), new Login(account.identifier()), command.currentPassword(), command.mark(), by.address());
        return SigninApi.confirm(bus, confirm, PASSWORD);
    }

    /** Fails if the password was changed meanwhile; the account lock serialises concurrent replacements. */
    private Future<Void> requireUnchanged(Sql sql, Account account, String phc) {
        return accounts.lock(sql, account.id())
                .compose(locked -> accounts.lockPassword(sql, account.id(), phc))
                .compose(unchanged ->
                        unchanged ? Future.succeededFuture() : Future.failedFuture(SigninApi.wrongPassword(PASSWORD)));
    }

    private Future<Void> store(
            Sql sql, ReplaceChallenges command, WizardUser wizardUser, ChallengeSet set, List<String> phcs) {
        var account = wizardUser.account();
        var now = steps.now();
        return challenges
                .store(sql, account.id(), set, phcs, now)
                .compose(stored ->
                        steps.record(sql, command.set().by(), wizardUser, ActivationEvent.CHALLENGES_REPLACED))
                .compose(recorded -> mails.queue(sql, notice(account, now)));
    }

    private Letter notice(Account to, Instant at) {
        return letters.letter(Occasion.CHALLENGES_REPLACED, to.addressee())
                .with("identifier", to.identifier())
                .with("changedAt", at.toString())
                .build();
    }
}
