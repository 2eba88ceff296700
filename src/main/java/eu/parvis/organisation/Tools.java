package eu.parvis.organisation;

import eu.parvis.account.AccountStore;
import eu.parvis.audit.AuditStore;
import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.config.Configuration;
import eu.parvis.crypto.SecretBox;
import eu.parvis.crypto.TemporaryPasswords;
import eu.parvis.db.Database;
import eu.parvis.db.OneByOne;
import eu.parvis.db.Sql;
import eu.parvis.mail.Letter;
import eu.parvis.mail.MailApi;
import eu.parvis.mail.MailStore;
import eu.parvis.session.SessionStore;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.Person;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What the rules of this package work with. */
record Tools(
        Bus bus,
        Database database,
        Configuration configuration,
        Clock clock,
        OrganisationStore organisations,
        OrganisationRepository repository,
        AccountStore accounts,
        InvitationStore invitations,
        SessionStore sessions,
        MailStore mails,
        AuditStore journal,
        Letters letters,
        TemporaryPasswords passwords) {

    private static final Duration HOUR = Duration.ofHours(1);

    static Tools of(
            Bus bus, Database database, Configuration configuration, SecretBox box, Clock clock, SecureRandom random) {
        var mails = new MailStore(box, clock);
        var journal = new AuditStore(clock);
        return new Tools(
                bus,
                database,
                configuration,
                clock,
                new OrganisationStore(),
                new OrganisationRepository(),
                new AccountStore(),
                new InvitationStore(mails, journal, random, configuration),
                new SessionStore(configuration.session(), random),
                mails,
                journal,
                new Letters(random),
                new TemporaryPasswords(random));
    }

    Instant now() {
        return clock.instant();
    }

    static Failure notFound() {
        return Failure.of(Failure.Kind.NOT_FOUND, "problem.notFound");
    }

    /** Then whoever sends mails is told. Tried twice where only a coincidence stood in the way. */
    <T> Future<T> inTransaction(Function<Sql, Future<T>> work) {
        return database.inTransaction(work)
                .recover(cause ->
                        InvitationStore.again(cause) ? database.inTransaction(work) : Future.failedFuture(cause))
                .onSuccess(done -> bus.publish(MailApi.QUEUED, new MailApi.Queued()));
    }

    /** One after the other, each in a transaction of its own, as {@link OneByOne}. Answers how many there were. */
    <T> Future<Integer> each(List<T> all, Function<T, UUID> id, BiFunction<Sql, T, Future<Void>> work) {
        return OneByOne.each(all, id, one -> inTransaction(sql -> work.apply(sql, one)))
                .map(all.size());
    }

    Future<TemporaryPassword> drawPassword() {
        return TemporaryPassword.draw(passwords, bus);
    }

    /** Fails where an address has had as many mails of these occasions within the hour as anybody may cause. */
    Future<Void> requireCalm(Sql sql, EmailAddress address, Set<String> occasions, String otherwise) {
        return mails.isFull(sql, address.key(), occasions, perAddressAndHour())
                .compose(full ->
                        full ? Future.failedFuture(Failure.rateLimited(otherwise, HOUR)) : Future.succeededFuture());
    }

    /** Leaves the letter out where its reader has had enough within the hour: what it tells of holds all the same. */
    Future<Void> tell(Sql sql, Person reader, Letter letter) {
        return mails.isFull(sql, reader.email().key(), perAddressAndHour())
                .compose(full -> full ? Future.succeededFuture() : mails.queue(sql, letter));
    }

    private int perAddressAndHour() {
        return configuration.mail().perAddressAndHour();
    }
}
