package eu.parvis.signin;

import eu.parvis.account.Account;
import eu.parvis.account.AttemptStore;
import eu.parvis.account.Login;
import eu.parvis.audit.Entry;
import eu.parvis.audit.Event;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Message;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.PasswordPolicy;
import eu.parvis.crypto.Tokens;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailApi;
import eu.parvis.organisation.Membership;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.UUID;

/** What a visitor asks for who has lost something, and what they do with the link that came. */
final class Recoveries {

    private final Tools tools;
    private final RecoveryRepository repository;
    private final RecoveryLetters letters;
    private final PasswordPolicy policy;

    Recoveries(Tools tools, RecoveryRepository repository, RecoveryLetters letters) {
        this.tools = tools;
        this.repository = repository;
        this.letters = letters;
        this.policy =
                PasswordPolicy.valueOf(tools.configuration().password().policy().name());
    }

    Future<Message.Done> recoverIdentifier(SigninApi.RecoverIdentifier command) {
        return ask(RecoveryRepository.Kind.IDENTIFIER, Login.of(command.email()), command.address());
    }

    Future<Message.Done> recoverPassword(SigninApi.RecoverPassword command) {
        return ask(RecoveryRepository.Kind.PASSWORD, command.login(), command.address());
    }

    Future<Message.Done> renewLink(SigninApi.RenewLink command) {
        return repository
                .anyHolder(tools.database(), Tokens.sha256(command.token().text()))
                .compose(holder -> account(tools.database(), holder))
                .compose(account ->
                        ask(RecoveryRepository.Kind.PASSWORD, new Login(account.identifier()), command.address()));
    }

    /** One row, whoever it is: who they are is looked up after the answer. */
    private Future<Message.Done> ask(RecoveryRepository.Kind kind, Login login, String address) {
        var asked = new RecoveryRepository.Asked(tools.ids().next(), kind, login.key(), address);
        return repository
                .ask(tools.database(), asked, tools.now())
                .onSuccess(kept -> tools.bus().publish(SigninApi.RECOVERY_ASKED, new SigninApi.RecoveryAsked()))
                .map(Message.DONE);
    }

    Future<SigninApi.LinkHolder> link(SigninApi.Link question) {
        return holder(Tokens.sha256(question.token().text()))
                .map(account -> new SigninApi.LinkHolder(account.identifier()));
    }

    Future<Message.Done> choosePassword(SigninApi.ChoosePassword command) {
        var tokenHash = Tokens.sha256(command.token().text());
        return holder(tokenHash)
                .compose(account -> requireGood(command, account))
                .compose(good -> tools.bus()
                        .request(
                                HashingApi.HASH,
                                new HashingApi.Hash(command.choice().password())))
                .compose(hashed ->
                        tools.database().inTransaction(sql -> choose(sql, tokenHash, hashed.phc(), command.address())))
                .recover(cause -> refused(cause, tokenHash, command.address()))
                .onSuccess(chosen -> tools.bus().publish(MailApi.QUEUED, new MailApi.Queued()))
                .map(Message.DONE);
    }

    private Future<Account> holder(Buffer tokenHash) {
        return repository
                .holder(tools.database(), tokenHash, tools.now())
                .compose(holder -> account(tools.database(), holder));
    }

    private Future<Void> requireGood(SigninApi.ChoosePassword command, Account account) {
        return tools.organisations()
                .memberships(tools.database(), account.id())
                .map(memberships -> memberships.stream()
                        .filter(Membership::theirs)
                        .map(Membership::name)
                        .toList())
                .compose(organisations -> {
                    command.choice().require(policy, account, organisations);
                    return Future.succeededFuture();
                });
    }

    /** Somebody may have read the owner's mail. Told once for each link, however often it is tried. */
    private Future<Void> refused(Throwable cause, Buffer tokenHash, String address) {
        var told = cause instanceof Failure failure && failure.kind() == Failure.Kind.EXPIRED
                ? tools.database()
                        .inTransaction(sql -> repository
                                .refuse(sql, tokenHash, tools.now())
                                .compose(holder -> recordRefusal(sql, holder, address)))
                : Future.<Void>succeededFuture();
        return told.compose(written -> Future.failedFuture(cause));
    }

    private Future<Void> recordRefusal(Sql sql, Optional<UUID> holder, String address) {
        var entry = Entry.refused(Event.RECOVERY_LINK_REFUSED).from(address);
        return holder.map(owner -> tools.journal().record(sql, entry.by(owner))).orElseGet(Future::succeededFuture);
    }

    private Future<Void> choose(Sql sql, Buffer tokenHash, String phc, String address) {
        return repository
                .consume(sql, tokenHash, tools.now())
                .compose(holder -> account(sql, holder))
                .compose(account -> inForce(sql, account, phc, address));
    }

    /** Whoever knew the old password is out, everywhere; its owner hears of it and starts without old tries. */
    private Future<Void> inForce(Sql sql, Account account, String phc, String address) {
        var id = account.id();
        var now = tools.now();
        return tools.accounts()
                .setChosenPassword(sql, id, phc, now)
                .compose(set -> repository.voidLinks(sql, id, now))
                .compose(links -> tools.sessions().endAll(sql, id))
                .compose(ended -> tools.attempts().clear(sql, AttemptStore.of(id)))
                .compose(cleared -> tools.mails().queue(sql, letters.passwordChanged(account, now)))
                .compose(queued -> tools.journal()
                        .record(
                                sql,
                                Entry.done(Event.PASSWORD_RECOVERY_USED).by(id).from(address)))
                .compose(used -> tools.journal()
                        .record(sql, Entry.done(Event.SESSIONS_ENDED_BY_CHANGE).by(id)));
    }

    private Future<Account> account(Sql sql, Optional<UUID> id) {
        return id.map(known -> tools.accounts().byId(sql, known))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()))
                .compose(account -> account.filter(found -> found.state() != Account.State.CLOSED)
                        .map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(Failure.of(Failure.Kind.EXPIRED, "recovery.expired"))));
    }
}
