package eu.parvis.me;

import eu.parvis.account.Account;
import eu.parvis.account.Login;
import eu.parvis.crypto.HashingApi;
import eu.parvis.db.Sql;
import eu.parvis.me.MeApi.ChangePassword;
import eu.parvis.me.MeApi.ChangedPassword;
import eu.parvis.session.SessionApi;
import eu.parvis.signin.password.SigninApi;
import io.vertx.core.Future;

/** Replaces the password by another one. The person must know the current one, and is told by mail. */
final class PasswordChange {

    private static final String CURRENT = "currentPassword";

    private final MeServices services;

    PasswordChange(MeServices services) {
        this.services = services;
    }

    /** Validates all other input before the current password is verified. */
    Future<ChangedPassword> change(ChangePassword command) {
        var sql = services.database();
        return services.account(sql, command.by().account())
                .compose(account -> services.passwords()
                        .requireGood(sql, account, command.choice())
                        .compose(good -> SigninApi.confirm(services.bus(), confirmation(command, account), CURRENT)))
                .compose(phc -> services.passwords()
                        .requireChange(sql, command.by().account(), command.choice())
                        .compose(other -> hash(command))
                        .compose(newPhc ->
                                services.inTransaction(transaction -> store(transaction, command, phc, newPhc))));
    }

    private static SigninApi.Confirm confirmation(ChangePassword command, Account account) {
        return new SigninApi.Confirm(
                command.by().session(),
                new Login(account.identifier()),
                command.currentPassword(),
                command.mark(),
                command.by().address());
    }

    private Future<String> hash(ChangePassword command) {
        return services.bus()
                .request(HashingApi.HASH, new HashingApi.Hash(command.choice().password()))
                .map(HashingApi.Hashed::phc);
    }

    /** Fails if the password was changed meanwhile. */
    private Future<ChangedPassword> store(Sql sql, ChangePassword command, String phc, String newPhc) {
        var by = command.by();
        var now = services.now();
        return services.lock(sql, by.account())
                .compose(account -> services.accounts()
                        .lockPassword(sql, account.id(), phc)
                        .compose(unchanged -> unchanged
                                ? services.passwords().replace(sql, account, newPhc, now)
                                : Future.failedFuture(SigninApi.wrongPassword(CURRENT))))
                .compose(replaced -> endOthers(sql, command))
                .compose(ended -> services.record(sql, by, MeEvent.PASSWORD_CHANGED))
                .compose(recorded -> services.sessions().rotate(sql, by.session(), SessionApi.Kind.OPEN, now))
                .map(ChangedPassword::new);
    }

    private Future<Void> endOthers(Sql sql, ChangePassword command) {
        var by = command.by();
        return command.endOthers()
                ? services.sessions()
                        .endOthers(sql, by.account(), by.session(), SessionApi.Ending.PASSWORD_CHANGED, services.now())
                : Future.succeededFuture();
    }
}
