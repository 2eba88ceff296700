package eu.parvis.activation;

import eu.parvis.account.Account.Step;
import eu.parvis.account.AccountStore;
import eu.parvis.account.Credential;
import eu.parvis.activation.ActivationApi.By;
import eu.parvis.activation.ActivationApi.ChoosePassword;
import eu.parvis.activation.ActivationApi.StepResult;
import eu.parvis.activation.Steps.WizardUser;
import eu.parvis.bus.Bus;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.PasswordPolicy;
import eu.parvis.db.Database;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailStore;
import eu.parvis.mail.Occasion;
import eu.parvis.session.SessionApi;
import eu.parvis.session.SessionStore;
import io.vertx.core.Future;

/** Step 1: replaces the mailed temporary password by a chosen one (CG-36, CG-41). */
final class PasswordStep {

    private final Steps steps;
    private final Bus bus;
    private final Database database;
    private final PasswordPolicy policy;
    private final AccountStore accounts = new AccountStore();
    private final SessionStore sessions;
    private final MailStore mails;

    PasswordStep(
            Steps steps, Bus bus, Database database, PasswordPolicy policy, SessionStore sessions, MailStore mails) {
        this.steps = steps;
        this.bus = bus;
        this.database = database;
        this.policy = policy;
        this.sessions = sessions;
        this.mails = mails;
    }

    Future<StepResult> choose(ChoosePassword command) {
        return steps.enter(command.by(), Step.PASSWORD)
                .compose(wizardUser -> requireGood(command, wizardUser))
                .compose(good -> bus.request(
                        HashingApi.HASH, new HashingApi.Hash(command.choice().password())))
                .compose(hashed -> steps.take(
                        command.by(),
                        Step.PASSWORD,
                        (sql, wizardUser) -> store(sql, command.by(), wizardUser, hashed.phc())));
    }

    private Future<Void> requireGood(ChoosePassword command, WizardUser wizardUser) {
        command.choice().require(policy, wizardUser.account(), wizardUser.organisations());
        return requireNew(command, wizardUser);
    }

    /** The chosen password must differ from the temporary one, which everyone with access to the mail knows. */
    private Future<Void> requireNew(ChoosePassword command, WizardUser wizardUser) {
        return accounts.credential(database, wizardUser.account().id())
                .compose(stored ->
                        command.choice().requireChange(bus, stored.map(Credential::phc), "error.password.temporary"));
    }

    /**
     * Stores the password, ends all other sessions, which may have been opened with the temporary password, and cancels
     * mails that contain it.
     */
    private Future<StepResult> store(Sql sql, By by, WizardUser wizardUser, String phc) {
        var account = wizardUser.account();
        var now = steps.now();
        var key = account.person().email().key();
        return accounts.setChosenPassword(sql, account.id(), phc, now)
                .compose(set ->
                        sessions.endOthers(sql, account.id(), by.session(), SessionApi.Ending.PASSWORD_CHANGED, now))
                .compose(ended -> mails.cancel(sql, key, Occasion.WITH_TEMPORARY_PASSWORD))
                .compose(cancelled -> steps.record(sql, by, wizardUser, ActivationEvent.ACTIVATION_PASSWORD_CHOSEN))
                // No token rotation: the session stays limited to the wizard, so it gains no privileges.
                .compose(recorded -> steps.leave(sql, wizardUser, Step.PASSWORD));
    }
}
