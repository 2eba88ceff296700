package eu.parvis.registration.person;

import eu.parvis.account.AccountStore;
import eu.parvis.audit.AuditStore;
import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import eu.parvis.config.Configuration;
import eu.parvis.crypto.Ids;
import eu.parvis.db.ConstraintViolation;
import eu.parvis.db.Database;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** The stores and settings that the rules of this package share. */
record PersonServices(
        Bus bus,
        Database database,
        Configuration configuration,
        Clock clock,
        Ids ids,
        PersonRepository repository,
        VerificationMails verifications,
        AccountStore accounts,
        MailStore mails,
        AuditStore journal) {

    private static final int TRIES = 4;

    /** A concurrent transaction has taken it; the next try draws another one, or finds what the other has written. */
    private static final List<String> TAKEN = List.of(
            AccountStore.IDENTIFIER_TAKEN,
            AccountStore.EMAIL_TAKEN,
            PersonRepository.TOKEN_TAKEN,
            PersonRepository.REFERENCE_TAKEN);

    static PersonServices of(Foundation foundation) {
        return new PersonServices(
                foundation.bus(),
                foundation.database(),
                foundation.configuration(),
                foundation.clock(),
                new Ids(foundation.random()),
                new PersonRepository(),
                new VerificationMails(foundation),
                new AccountStore(),
                new MailStore(foundation),
                new AuditStore(foundation.clock()));
    }

    Instant now() {
        return clock.instant();
    }

    PersonSettings settings() {
        return configuration.get(PersonSettings.class);
    }

    <T> Future<T> inTransaction(Function<Sql, Future<T>> work) {
        return retry(work, TRIES);
    }

    private <T> Future<T> retry(Function<Sql, Future<T>> work, int left) {
        return database.inTransaction(work)
                .recover(cause -> left > 1 && isTaken(cause) ? retry(work, left - 1) : Future.failedFuture(cause));
    }

    private static boolean isTaken(Throwable cause) {
        return TAKEN.stream().anyMatch(constraint -> ConstraintViolation.of(constraint, cause));
    }
}
