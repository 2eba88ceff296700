package eu.parvis.signin.password;

import eu.parvis.account.Account;
import eu.parvis.audit.Entry;
import eu.parvis.bus.Failure;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Secret;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailApi;
import eu.parvis.session.DeviceName;
import eu.parvis.session.NewSession;
import eu.parvis.session.SessionApi;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Verifies passwords and opens sessions. */
final class Signins {

    private final SigninServices services;
    private final PasswordAuthentication passwords;

    Signins(SigninServices services) {
        this.services = services;
        this.passwords = new PasswordAuthentication(services);
    }

    Future<SigninApi.SignedIn> signIn(SigninApi.SignIn command) {
        return passwords
                .authenticate(new TypedPassword(command))
                .map(PasswordAuthentication::proven)
                .compose(proven -> renewedHash(command, proven)
                        // synchronous_commit is off: if a crash loses the session, the person signs in again.
                        .compose(phc ->
                                services.database().inQuickTransaction(sql -> openSession(sql, command, proven, phc)))
                        .map(this::announce)
                        .recover(cause -> proven.outdated() && isRefused(cause)
                                ? againWithNewHash(command, proven, cause)
                                : giveBackUnlessRefused(proven, cause)));
    }

    /** Another sign-in with the same password has replaced the weaker hash meanwhile. */
    private Future<SigninApi.SignedIn> againWithNewHash(
            SigninApi.SignIn command, PasswordAuthentication.ProvenPassword proven, Throwable cause) {
        return passwords.<SigninApi.SignedIn>giveBack(proven.attempt(), cause).recover(given -> signIn(command));
    }

    /** Confirms a password; as at sign-in, a successful attempt is not counted. */
    Future<SigninApi.ConfirmedPassword> confirm(SigninApi.Confirm command) {
        return passwords
                .authenticate(new TypedPassword(command))
                .map(PasswordAuthentication::proven)
                .compose(proven -> services.database()
                        .inTransaction(sql -> recordConfirmation(sql, command, proven))
                        .recover(cause -> giveBackUnlessRefused(proven, cause))
                        .map(new SigninApi.ConfirmedPassword(proven.credential().phc())));
    }

    /** The transaction that would have given the attempt back was rolled back. */
    private <T> Future<T> giveBackUnlessRefused(PasswordAuthentication.ProvenPassword proven, Throwable cause) {
        return isRefused(cause) ? Future.failedFuture(cause) : passwords.giveBack(proven.attempt(), cause);
    }

    private static boolean isRefused(Throwable cause) {
        return cause instanceof Failure failure && failure.kind() == Failure.Kind.UNAUTHENTICATED;
    }

    private Future<Void> recordConfirmation(
            Sql sql, SigninApi.Confirm command, PasswordAuthentication.ProvenPassword proven) {
        var entry = Entry.done(SigninEvent.REAUTHENTICATION)
                .by(proven.account().id())
                .from(command.address());
        return Future.all(
                        services.attempts().giveBack(sql, proven.attempt()),
                        services.sessions().prove(sql, command.session(), services.now()),
                        services.journal().record(sql, entry))
                .mapEmpty();
    }

    /**
     * Hashes the password with the current parameters if the stored hash is weaker. If that fails, sign-in continues.
     */
    private Future<Optional<String>> renewedHash(
            SigninApi.SignIn command, PasswordAuthentication.ProvenPassword proven) {
        return proven.outdated()
                ? services.bus()
                        .request(HashingApi.HASH, new HashingApi.Hash(command.password()))
                        .map(hashed -> Optional.of(hashed.phc()))
                        .otherwise(Optional.empty())
                : Future.succeededFuture(Optional.empty());
    }

    /**
     * A sign-in before its mail is announced.
     *
     * @param mailed whether a mail to the owner was queued
     */
    private record Opened(SigninApi.SignedIn signedIn, boolean mailed) {}

    private SigninApi.SignedIn announce(Opened opened) {
        if (opened.mailed()) {
            services.bus().publish(MailApi.QUEUED, new MailApi.Queued());
        }
        return opened.signedIn();
    }

    private Future<Opened> openSession(
            Sql sql, SigninApi.SignIn command, PasswordAuthentication.ProvenPassword proven, Optional<String> renewed) {
        var account = proven.account();
        // Pipelined: one round trip. The first failure rolls everything back.
        var unchanged = requireUnchanged(sql, proven, renewed);
        var session = session(command, account);
        var opened = services.sessions().open(sql, session, services.now());
        var mark = mark(sql, command, account);
        var known = proven.attempt().attempt().isOnKnownDevice();
        var mailed = services.notices().signedIn(sql, proven.credential(), known, session, services.now());
        return Future.all(List.of(
                        unchanged,
                        services.attempts().giveBack(sql, proven.attempt()),
                        recordRehash(sql, proven, renewed),
                        services.journal().record(sql, entry(command, proven)),
                        endOld(sql, command),
                        opened,
                        mark,
                        mailed))
                .map(done -> new Opened(
                        new SigninApi.SignedIn(opened.result(), account, Optional.of(mark.result())), mailed.result()));
    }

    /** Fails if the password was changed while its old hash was verified. A weaker hash is replaced. */
    private Future<Void> requireUnchanged(
            Sql sql, PasswordAuthentication.ProvenPassword proven, Optional<String> renewed) {
        var id = proven.account().id();
        var phc = proven.credential().phc();
        return renewed.map(stronger -> services.accounts().rehash(sql, id, phc, stronger))
                .orElseGet(() -> services.accounts().lockPassword(sql, id, phc))
                .compose(unchanged -> unchanged
                        ? Future.succeededFuture()
                        : Future.failedFuture(Failure.of(Failure.Kind.UNAUTHENTICATED, "signin.refused")));
    }

    private Future<Void> recordRehash(Sql sql, PasswordAuthentication.ProvenPassword proven, Optional<String> renewed) {
        return renewed.map(stronger -> services.journal()
                        .record(
                                sql,
                                Entry.done(SigninEvent.PASSWORD_REHASHED)
                                        .by(proven.account().id())))
                .orElseGet(Future::succeededFuture);
    }

    private Future<Void> endOld(Sql sql, SigninApi.SignIn command) {
        return command.before()
                .map(token -> services.sessions().end(sql, token))
                .orElseGet(Future::succeededFuture);
    }

    private static Entry entry(SigninApi.SignIn command, PasswordAuthentication.ProvenPassword proven) {
        var event = proven.credential().temporary() ? SigninEvent.TEMPORARY_PASSWORD_USED : SigninEvent.SIGN_IN;
        var entry = Entry.done(event).by(proven.account().id()).from(command.address());
        return DeviceName.of(command.userAgent()).in(entry);
    }

    private static NewSession session(SigninApi.SignIn command, Account account) {
        var kind = account.state() == Account.State.PENDING ? SessionApi.Kind.ACTIVATION : SessionApi.Kind.OPEN;
        return new NewSession(account.id(), kind, command.channel(), command.userAgent(), command.address(), true);
    }

    private Future<Secret> mark(Sql sql, SigninApi.SignIn command, Account account) {
        var browser = command.channel() == SessionApi.Channel.BROWSER;
        return services.devices().remember(sql, account.id(), browser, command.mark(), services.now());
    }
}
