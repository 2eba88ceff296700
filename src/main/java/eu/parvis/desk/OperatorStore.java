package eu.parvis.desk;

import eu.parvis.account.Account;
import eu.parvis.account.AccountStore;
import eu.parvis.account.NewAccount;
import eu.parvis.audit.AuditStore;
import eu.parvis.audit.Entry;
import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Identifiers;
import eu.parvis.crypto.Ids;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.TemporaryPasswords;
import eu.parvis.db.ConstraintViolation;
import eu.parvis.db.Database;
import eu.parvis.db.Sql;
import eu.parvis.mail.Letters;
import eu.parvis.mail.MailApi;
import eu.parvis.mail.MailStore;
import eu.parvis.mail.Occasion;
import eu.parvis.membership.MembershipSettings;
import eu.parvis.membership.TemporaryPassword;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Adds operators. An operator has an account of the own: a person with an account at the portal needs another e-mail
 * address for the desk.
 */
public final class OperatorStore {

    private static final String APPOINT = "UPDATE account SET operator = true WHERE id = $1";

    private final Bus bus;
    private final Database database;
    private final Clock clock;
    private final AccountStore accounts = new AccountStore();
    private final MailStore mails;
    private final AuditStore journal;
    private final Letters letters;
    private final Identifiers identifiers;
    private final Ids ids;
    private final TemporaryPasswords passwords;
    private final Duration passwordLife;

    public OperatorStore(Foundation foundation) {
        this.bus = foundation.bus();
        this.database = foundation.database();
        this.clock = foundation.clock();
        this.mails = new MailStore(foundation);
        this.journal = new AuditStore(foundation.clock());
        this.letters = Letters.drawnFrom(foundation.random());
        this.identifiers = new Identifiers(foundation.random());
        this.ids = new Ids(foundation.random());
        this.passwords = new TemporaryPasswords(foundation.random());
        this.passwordLife =
                foundation.configuration().get(MembershipSettings.class).temporaryPassword();
    }

    /**
     * Creates the account and queues two mails: identifier, then temporary password (CG-30). Empty, without an effect, if
     * an account has the e-mail address.
     */
    public Future<Optional<Account>> add(Person person, Language language) {
        return TemporaryPassword.draw(passwords, bus)
                .compose(password -> inTransaction(sql -> add(sql, person, language, password)))
                .onSuccess(added -> bus.publish(MailApi.QUEUED, new MailApi.Queued()));
    }

    private Future<Optional<Account>> add(Sql sql, Person person, Language language, TemporaryPassword password) {
        var now = clock.instant();
        var account = account(person, language, Account.State.PENDING, Account.Step.PASSWORD);
        var row = new NewAccount(
                account.id(), account.identifier(), person, language, password.phc(), now.plus(passwordLife), now);
        return ifFree(
                sql,
                account,
                () -> accounts.insert(sql, row)
                        .compose(inserted -> appoint(sql, account))
                        .compose(appointed -> mail(sql, account, password, now.plus(passwordLife))));
    }

    /** Creates an active account with this password, without a mail. Empty like {@link #add}. */
    public Future<Optional<Account>> addActive(Person person, Language language, Secret password) {
        return bus.request(HashingApi.HASH, new HashingApi.Hash(password))
                .compose(hashed -> inTransaction(sql -> {
                    var account = account(person, language, Account.State.ACTIVE, Account.Step.DONE);
                    return ifFree(
                            sql,
                            account,
                            () -> accounts.insertActive(sql, account, hashed.phc(), clock.instant())
                                    .compose(inserted -> appoint(sql, account)));
                }));
    }

    private Account account(Person person, Language language, Account.State state, Account.Step step) {
        return new Account(ids.next(), identifiers.next(), person, language, state, step);
    }

    private Future<Optional<Account>> ifFree(Sql sql, Account account, Supplier<Future<Void>> insert) {
        return accounts.lockHolder(sql, account.person().email(), clock.instant())
                .compose(holder -> holder.isPresent()
                        ? Future.succeededFuture(Optional.empty())
                        : insert.get().map(Optional.of(account)));
    }

    private Future<Void> appoint(Sql sql, Account account) {
        return sql.run(APPOINT, account.id())
                .compose(appointed ->
                        journal.record(sql, Entry.done(DeskEvent.OPERATOR_ADDED).on(account.id())));
    }

    private Future<Void> mail(Sql sql, Account account, TemporaryPassword password, Instant validUntil) {
        var group = letters.ids().next();
        var reference = letters.references().next();
        var to = account.addressee();
        return mails.queue(
                sql,
                letters.letter(Occasion.OPERATOR_IDENTIFIER, to)
                        .inGroup(group, 0)
                        .under(reference)
                        .with("identifier", account.identifier())
                        .build(),
                letters.letter(Occasion.OPERATOR_PASSWORD, to)
                        .inGroup(group, 1)
                        .under(reference)
                        .with("validUntil", validUntil.toString())
                        .hiding(password.text())
                        .build());
    }

    /** Repeated once if the identifier was taken. */
    private <T> Future<T> inTransaction(Function<Sql, Future<T>> work) {
        return database.inTransaction(work)
                .recover(cause -> ConstraintViolation.of(AccountStore.IDENTIFIER_TAKEN, cause)
                        ? database.inTransaction(work)
                        : Future.failedFuture(cause));
    }
}
