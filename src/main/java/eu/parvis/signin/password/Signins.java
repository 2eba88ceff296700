package eu.parvis.signin.password;

import eu.parvis.account.Account;
import eu.parvis.account.AccountStore;
import eu.parvis.audit.Entry;
import eu.parvis.audit.Event;
import eu.parvis.bus.Failure;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Secret;
import eu.parvis.db.ConstraintViolation;
import eu.parvis.db.Writes;
import eu.parvis.session.NewSession;
import eu.parvis.session.SessionApi;
import io.vertx.core.Future;
import java.util.Optional;

/** From a right password to a session. */
final class Signins {

    private final SigninServices services;
    private final PasswordAuthentication passwords;
    private final KnownDevices devices;

    Signins(SigninServices services, KnownDevices devices) {
        this.services = services;
        this.passwords = new PasswordAuthentication(services, devices);
        this.devices = devices;
    }

    Future<SigninApi.SignedIn> signIn(SigninApi.SignIn command) {
        return passwords
                .authenticate(new TypedPassword(command))
                .map(PasswordAuthentication::proven)
                .compose(proven -> renewedHash(command, proven)
                        // Lost in a crash, it costs one more sign-in.
                        .compose(phc ->
                                services.database().quicklyAtOnce(writes -> welcome(writes, command, proven, phc))))
                .recover(Signins::refused);
    }

    /** A password changed while its old hash was compared opens nothing any more. */
    private static Future<SigninApi.SignedIn> refused(Throwable cause) {
        return Future.failedFuture(
                ConstraintViolation.of(AccountStore.PASSWORD_CHANGED, cause)
                        ? Failure.of(Failure.Kind.UNAUTHENTICATED, "signin.refused")
                        : cause);
    }

    /** A right one is no try here either. */
    Future<SigninApi.Confirmed> confirm(SigninApi.Confirm command) {
        return passwords
                .authenticate(new TypedPassword(command))
                .map(PasswordAuthentication::proven)
                .compose(proven -> services.database()
                        .atOnce(writes -> confirmed(writes, command, proven))
                        .map(new SigninApi.Confirmed(proven.credential().phc())));
    }

    private Future<Void> confirmed(Writes writes, SigninApi.Confirm command, PasswordAuthentication.Proven proven) {
        var entry = Entry.done(Event.REAUTHENTICATION).by(proven.account().id()).from(command.address());
        return Future.all(
                        services.attempts().giveBack(writes, proven.subject(), proven.at()),
                        services.journal().record(writes, entry))
                .mapEmpty();
    }

    /** Hashed again with today's parameters, while the password is at hand. Not having the time for it is no fault. */
    private Future<Optional<String>> renewedHash(SigninApi.SignIn command, PasswordAuthentication.Proven proven) {
        return proven.outdated()
                ? services.bus()
                        .request(HashingApi.HASH, new HashingApi.Hash(command.password()))
                        .map(hashed -> Optional.of(hashed.phc()))
                        .otherwise(Optional.empty())
                : Future.succeededFuture(Optional.empty());
    }

    private Future<SigninApi.SignedIn> welcome(
            Writes writes, SigninApi.SignIn command, PasswordAuthentication.Proven proven, Optional<String> renewed) {
        var account = proven.account();
        var opened = services.sessions().open(writes, session(command, account), proven.at());
        return Future.all(
                        services.accounts()
                                .requirePassword(
                                        writes,
                                        account.id(),
                                        proven.credential().phc()),
                        services.attempts().giveBack(writes, proven.subject(), proven.at()),
                        rehash(writes, proven, renewed),
                        services.journal().record(writes, entry(command, proven)),
                        endOld(writes, command),
                        opened)
                .map(done -> new SigninApi.SignedIn(opened.result(), account, mark(command, account)));
    }

    private Future<?> rehash(Writes writes, PasswordAuthentication.Proven proven, Optional<String> renewed) {
        if (renewed.isEmpty()) {
            return Future.succeededFuture();
        }
        var id = proven.account().id();
        return Future.all(
                services.accounts().rehash(writes, id, proven.credential().phc(), renewed.get()),
                services.journal()
                        .record(writes, Entry.done(Event.PASSWORD_REHASHED).by(id)));
    }

    private Future<Void> endOld(Writes writes, SigninApi.SignIn command) {
        return command.before()
                .map(token -> services.sessions().end(writes, token))
                .orElseGet(Future::succeededFuture);
    }

    private static Entry entry(SigninApi.SignIn command, PasswordAuthentication.Proven proven) {
        var event = proven.credential().temporary() ? Event.TEMPORARY_PASSWORD_USED : Event.SIGN_IN;
        return Entry.done(event).by(proven.account().id()).from(command.address());
    }

    private static NewSession session(SigninApi.SignIn command, Account account) {
        var kind = account.state() == Account.State.PENDING ? SessionApi.Kind.ACTIVATION : SessionApi.Kind.OPEN;
        return new NewSession(account.id(), kind, command.channel(), command.userAgent(), command.address());
    }

    private Optional<Secret> mark(SigninApi.SignIn command, Account account) {
        return command.channel() == SessionApi.Channel.BROWSER
                ? Optional.of(devices.mark(account, command.mark()))
                : Optional.empty();
    }
}
