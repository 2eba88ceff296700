package eu.parvis.me;

import static eu.parvis.me.ProfileDetail.EMAIL;

import eu.parvis.account.Account;
import eu.parvis.account.AccountStore;
import eu.parvis.account.EmailChangeStore;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.bus.Message;
import eu.parvis.capability.Foundation;
import eu.parvis.crypto.Ids;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.Tokens;
import eu.parvis.db.ConstraintViolation;
import eu.parvis.db.Sql;
import eu.parvis.mail.Occasion;
import eu.parvis.me.EmailChangeRepository.Target;
import eu.parvis.me.MeApi.AskEmail;
import eu.parvis.me.MeApi.By;
import eu.parvis.me.MeApi.CancelEmail;
import eu.parvis.me.MeApi.LinkTarget;
import eu.parvis.me.MeApi.LookAtLink;
import eu.parvis.me.MeApi.SendEmailAgain;
import eu.parvis.me.MeApi.UseLink;
import eu.parvis.protection.LockdownStore.Lockdown;
import eu.parvis.session.SessionApi;
import eu.parvis.values.EmailAddress;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Changes the e-mail address of an account: nothing changes before the link in the mail to the new address is used, and
 * the former address can undo the change.
 *
 * <p>Whether the new address belongs to another account, only the reader of its mail learns.
 */
final class EmailChanges {

    /** How long the link to the new address is valid. */
    static final Duration LINK = Duration.ofDays(1);

    /** How long the former address can undo the change. */
    static final Duration UNDO = Duration.ofDays(3);

    private static final Duration KEPT = Duration.ofDays(30);

    /** The mails that share the quota of an address. */
    private static final Set<Occasion> MAILS =
            Set.of(Occasion.EMAIL_CHANGE, Occasion.EMAIL_CHANGE_TAKEN, Occasion.ADDRESS_RESERVED);

    private final MeServices services;
    private final EmailChangeRepository repository = new EmailChangeRepository();
    private final EmailChangeStore changes = new EmailChangeStore();
    private final Tokens tokens;
    private final Ids ids;

    EmailChanges(MeServices services, Foundation foundation) {
        this.services = services;
        this.tokens = new Tokens(foundation.random());
        this.ids = new Ids(foundation.random());
    }

    // --- In the session -----------------------------------------------------------------------------------------

    Future<Message.Done> ask(AskEmail command) {
        return services.inTransaction(sql -> services.lock(sql, command.by().account())
                        .compose(account -> requireOther(account, command.email())
                                .compose(other -> requireRoom(sql, command.email()))
                                .compose(room -> withdraw(sql, account))
                                .compose(withdrawn -> add(sql, command, account))))
                .map(Message.DONE);
    }

    private static Future<Void> requireOther(Account account, EmailAddress email) {
        return email.key().equals(account.person().email().key())
                ? Future.failedFuture(Failure.invalid(FieldError.of("email", "error.email.same")))
                : Future.succeededFuture();
    }

    private Future<Void> requireRoom(Sql sql, EmailAddress email) {
        return services.mails().requireQuota(sql, email, MAILS, "me.email.tooOften");
    }

    private Future<Optional<EmailAddress>> withdraw(Sql sql, Account account) {
        return changes.cancelOpen(sql, account.id())
                .compose(before -> before.map(email -> services.mails().cancel(sql, email.key(), MAILS))
                        .orElseGet(Future::succeededFuture)
                        .map(before));
    }

    private Future<Void> add(Sql sql, AskEmail command, Account account) {
        var now = services.now();
        var token = new Secret(tokens.next());
        return repository
                .add(sql, ids.next(), account.id(), command.email(), hash(token), now, now.plus(LINK))
                .compose(added -> send(sql, account, command.email(), token))
                .compose(sent -> services.record(sql, command.by(), MeEvent.EMAIL_CHANGE_ASKED));
    }

    /** The same statements whether another account has the address or not. */
    private Future<Void> send(Sql sql, Account account, EmailAddress email, Secret token) {
        var letters = services.letters();
        return services.accounts()
                .holder(sql, email, services.now())
                .map(holder -> holder.filter(other -> !other.account().id().equals(account.id()))
                        .map(letters::emailTaken)
                        .orElseGet(() -> letters.emailChange(
                                account, email, token, services.now().plus(LINK))))
                .compose(letter -> services.mails().queue(sql, letter));
    }

    /** The last mail counts: its link takes the place of the one before. */
    Future<Message.Done> sendAgain(SendEmailAgain command) {
        return services.inTransaction(sql -> services.lock(sql, command.by().account())
                        .compose(account -> repository
                                .pending(sql, account.id())
                                .map(pending ->
                                        pending.orElseThrow(Failure::notFound).email())
                                .compose(email -> sendAgain(sql, account, email))))
                .map(Message.DONE);
    }

    private Future<Void> sendAgain(Sql sql, Account account, EmailAddress email) {
        var now = services.now();
        var token = new Secret(tokens.next());
        return requireRoom(sql, email)
                .compose(room -> services.mails().cancel(sql, email.key(), MAILS))
                .compose(cancelled -> repository.renew(sql, account.id(), hash(token), now, now.plus(LINK)))
                .compose(renewed -> send(sql, account, email, token));
    }

    /** Does nothing if no change is pending. */
    Future<Message.Done> cancel(CancelEmail command) {
        return services.inTransaction(sql -> services.lock(sql, command.by().account())
                        .compose(account -> withdraw(sql, account))
                        .compose(before -> before.isPresent()
                                ? services.record(sql, command.by(), MeEvent.EMAIL_CHANGE_CANCELLED)
                                : Future.succeededFuture()))
                .map(Message.DONE);
    }

    // --- The link to the new address ------------------------------------------------------------------------------

    Future<LinkTarget> look(LookAtLink question) {
        return question.undo()
                ? target(repository.ofUndoLink(services.database(), hash(question.token()), services.now()))
                : target(repository.ofLink(services.database(), hash(question.token()), services.now()));
    }

    private Future<LinkTarget> target(Future<Optional<Target>> found) {
        return found.map(EmailChanges::valid)
                .compose(target -> services.account(services.database(), target.account())
                        .map(account -> new LinkTarget(
                                account.identifier(), target.email().value())));
    }

    private static <T> T valid(Optional<T> found) {
        return found.orElseThrow(EmailChanges::over);
    }

    private static Failure over() {
        return Failure.of(Failure.Kind.EXPIRED, "me.email.over");
    }

    Future<Message.Done> use(UseLink command) {
        return (command.undo() ? undo(command) : services.inTransaction(sql -> confirm(sql, command)))
                .recover(cause -> Future.failedFuture(
                        ConstraintViolation.of(AccountStore.EMAIL_TAKEN, cause)
                                ? Failure.of(Failure.Kind.CONFLICT, "me.email.taken")
                                : cause))
                .map(Message.DONE);
    }

    /**
     * The address that is left can undo the change, unless it came by a change that can itself be undone: a thief who has
     * put his address here must not get it back.
     */
    private Future<Void> confirm(Sql sql, UseLink command) {
        var now = services.now();
        var tokenHash = hash(command.token());
        var undoToken = new Secret(tokens.next());
        return repository
                .ofLink(sql, tokenHash, now)
                .map(EmailChanges::valid)
                .compose(target -> services.lock(sql, target.account())
                        .compose(account -> repository
                                .confirm(sql, tokenHash, account.person().email(), hash(undoToken), now.plus(UNDO), now)
                                .compose(EmailChanges::requireUsed)
                                .compose(used -> services.links().voidAll(sql, account, now))
                                .compose(voided -> move(sql, account, target.email(), now))
                                .compose(moved -> repository.returned(sql, account.id(), target.email(), now))
                                .map(returned -> returned
                                        ? services.letters().detailsChanged(account, List.of(EMAIL), now)
                                        : services.letters()
                                                .emailChanged(account, target.email(), undoToken, now.plus(UNDO)))
                                .compose(letter -> services.mails().queue(sql, letter))
                                .compose(queued -> services.record(sql, by(account, command), MeEvent.EMAIL_CHANGED))));
    }

    private static Future<Void> requireUsed(boolean used) {
        return used ? Future.succeededFuture() : Future.failedFuture(over());
    }

    private Future<Void> move(Sql sql, Account account, EmailAddress email, Instant at) {
        return services.accounts()
                .changeEmail(sql, account.id(), email, at)
                .compose(changed -> services.organisations()
                        .followAccount(
                                sql,
                                account.id(),
                                account.person(),
                                account.person().with(email),
                                at));
    }

    /** Somebody else knew the password and changed the address: the account is locked, too. */
    private Future<Void> undo(UseLink command) {
        var tokenHash = hash(command.token());
        return repository
                .ofUndoLink(services.database(), tokenHash, services.now())
                .map(EmailChanges::valid)
                .compose(target -> services.lockdowns()
                        .unknownHash()
                        .compose(phc -> services.inTransaction(sql -> services.lock(sql, target.account())
                                .compose(account -> undo(sql, tokenHash, account, target.email())
                                        .compose(owner ->
                                                services.lockdowns().lock(sql, lockdown(account, owner, phc, command)))
                                        .compose(locked -> services.record(
                                                sql, by(account, command), MeEvent.EMAIL_CHANGE_UNDONE))))));
    }

    private Future<Account> undo(Sql sql, Buffer tokenHash, Account account, EmailAddress former) {
        var now = services.now();
        return repository
                .undo(sql, tokenHash, now)
                .compose(EmailChanges::requireUsed)
                .compose(used -> services.accounts().changeEmail(sql, account.id(), former, now))
                .compose(changed -> services.account(sql, account.id()));
    }

    private static Lockdown lockdown(Account account, Account owner, String phc, UseLink command) {
        return new Lockdown(account, owner, phc, SessionApi.Ending.EMAIL_RESTORED, "email-undo", command.address());
    }

    private static By by(Account account, UseLink command) {
        return new By(account.id(), account.id(), command.address());
    }

    private static Buffer hash(Secret token) {
        return Tokens.sha256(token.text());
    }

    Future<Void> deleteOld() {
        return repository.deleteOld(services.database(), services.now().minus(KEPT));
    }
}
