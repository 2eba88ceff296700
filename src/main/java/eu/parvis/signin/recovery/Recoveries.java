package eu.parvis.signin.recovery;

import eu.parvis.account.Account;
import eu.parvis.account.Login;
import eu.parvis.audit.Entry;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Message;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Tokens;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailApi;
import eu.parvis.session.SessionApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Records requests for recovery, and serves the mailed links. */
final class Recoveries {

    /** The random part of the delay, in pauses. */
    private static final int MOST_PAUSES = 4;

    /** In milliseconds; timers and the clock of the rows are not the same clock. */
    private static final long SLACK = 50;

    private final RecoveryServices services;
    private final RecoveryRepository repository;
    private final RefusedLinks refused;
    private final Vertx vertx;
    private final RandomGenerator random;
    private final long pause;

    Recoveries(RecoveryServices services, RecoveryRepository repository, Vertx vertx, RandomGenerator random) {
        this.services = services;
        this.vertx = vertx;
        this.random = random;
        this.pause =
                services.configuration().get(RecoverySettings.class).pause().toMillis();
        this.repository = repository;
        this.refused = new RefusedLinks(services, RecoveryEvent.RECOVERY_LINK_REFUSED, repository::refuse);
    }

    Future<Message.Done> recoverIdentifier(RecoveryApi.RecoverIdentifier command) {
        return ask(RecoveryRepository.Kind.IDENTIFIER, Login.of(command.email()), command.address());
    }

    Future<Message.Done> recoverPassword(RecoveryApi.RecoverPassword command) {
        return ask(RecoveryRepository.Kind.PASSWORD, command.login(), command.address());
    }

    Future<Message.Done> askSignInLink(RecoveryApi.AskSignInLink command) {
        return ask(RecoveryRepository.Kind.SIGN_IN_LINK, command.login(), command.address());
    }

    Future<Message.Done> renewLink(RecoveryApi.RenewLink command) {
        return repository
                .holderOfAnyLink(
                        services.database(), Tokens.sha256(command.token().text()))
                .compose(holder -> account(services.database(), holder))
                .compose(account ->
                        ask(RecoveryRepository.Kind.PASSWORD, new Login(account.identifier()), command.address()));
    }

    /**
     * Writes one row for every request; the account is looked up some time after the answer. The work takes longer for
     * an account than for none, and the next call must not feel it.
     */
    private Future<Message.Done> ask(RecoveryRepository.Kind kind, Login login, String address) {
        var now = services.now();
        var delay = pause + random.nextLong(MOST_PAUSES * pause + 1);
        var request = new RecoveryRepository.RecoveryRequest(
                services.ids().next(), kind, login.key(), address, now.plusMillis(delay));
        return repository
                .ask(services.database(), request, now)
                .onSuccess(written -> announce(delay))
                .map(Message.DONE);
    }

    private void announce(long delay) {
        if (delay == 0) {
            services.bus().publish(RecoveryApi.RECOVERY_ASKED, new RecoveryApi.RecoveryAsked());
        } else {
            vertx.setTimer(delay + SLACK, due -> announce(0));
        }
    }

    Future<RecoveryApi.LinkHolder> link(RecoveryApi.Link question) {
        return holder(Tokens.sha256(question.token().text()))
                .map(account -> new RecoveryApi.LinkHolder(account.identifier()));
    }

    Future<RecoveryApi.ChosenPassword> choosePassword(RecoveryApi.ChoosePassword command) {
        var tokenHash = Tokens.sha256(command.token().text());
        return holder(tokenHash)
                .compose(account -> requireGood(command, account))
                .compose(good -> services.bus()
                        .request(
                                HashingApi.HASH,
                                new HashingApi.Hash(command.choice().password())))
                .compose(hashed -> services.database()
                        .inTransaction(sql -> choose(sql, tokenHash, hashed.phc(), command.address())))
                .recover(cause -> refused.record(cause, tokenHash, command.address()))
                .onSuccess(chosen -> services.bus().publish(MailApi.QUEUED, new MailApi.Queued()));
    }

    private Future<Account> holder(Buffer tokenHash) {
        return repository
                .holder(services.database(), tokenHash, services.now())
                .compose(holder -> account(services.database(), holder));
    }

    private Future<Void> requireGood(RecoveryApi.ChoosePassword command, Account account) {
        return services.passwords()
                .requireGood(services.database(), account, command.choice())
                .compose(good ->
                        services.passwords().requireChange(services.database(), account.id(), command.choice()));
    }

    private Future<RecoveryApi.ChosenPassword> choose(Sql sql, Buffer tokenHash, String phc, String address) {
        return repository
                .consume(sql, tokenHash, services.now())
                .compose(holder -> account(sql, holder))
                .compose(account -> applyPassword(sql, account, phc, address)
                        .map(applied -> new RecoveryApi.ChosenPassword(
                                services.devices().mark(account.id(), Optional.empty(), services.now()))));
    }

    /** Applies the new password, ends all sessions and resets the count of attempts. */
    private Future<Void> applyPassword(Sql sql, Account account, String phc, String address) {
        var id = account.id();
        var now = services.now();
        return services.passwords()
                .replace(sql, account, phc, now)
                .compose(set -> services.sessions().endAll(sql, id, SessionApi.Ending.PASSWORD_CHANGED, now))
                .compose(ended -> services.attempts().clear(sql, id))
                .compose(cleared -> services.journal()
                        .record(
                                sql,
                                Entry.done(RecoveryEvent.PASSWORD_RECOVERY_USED)
                                        .by(id)
                                        .from(address)))
                .compose(used -> services.journal()
                        .record(
                                sql,
                                Entry.done(RecoveryEvent.SESSIONS_ENDED_BY_CHANGE)
                                        .by(id)));
    }

    private Future<Account> account(Sql sql, Optional<UUID> id) {
        return id.map(known -> services.accounts().byId(sql, known))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()))
                .compose(account -> account.filter(found -> found.state() != Account.State.CLOSED)
                        .map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(Failure.of(Failure.Kind.EXPIRED, "recovery.expired"))));
    }
}
