package eu.parvis.registration.person;

import eu.parvis.db.OneByOne;
import eu.parvis.db.Sql;
import eu.parvis.mail.Letter;
import eu.parvis.mail.MailApi;
import eu.parvis.registration.person.PersonApi.State;
import eu.parvis.registration.person.PersonRepository.StoredPerson;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Reminds people of a registration whose address was not proved, and deletes it a day later. */
final class UnverifiedSweep {

    private static final int BATCH = 50;
    private static final Duration DAY = Duration.ofDays(1);

    private final PersonServices services;

    UnverifiedSweep(PersonServices services) {
        this.services = services;
    }

    Future<Void> sweep() {
        var now = services.now();
        return services.repository()
                .deleteExpired(services.database(), now)
                .compose(deleted ->
                        services.repository().toRemind(services.database(), now, now.plus(DAY), now.minus(DAY), BATCH))
                .compose(ids -> OneByOne.each(
                        ids, Function.identity(), id -> services.database().inTransaction(sql -> remind(sql, id))))
                .onComplete(swept -> services.bus().publish(MailApi.QUEUED, new MailApi.Queued()));
    }

    private Future<Void> remind(Sql sql, UUID id) {
        var now = services.now();
        return services.repository()
                .lock(sql, id, now)
                .compose(row -> services.repository().remind(sql, id, now).map(first -> row.filter(one -> first)))
                .compose(row -> row.filter(one -> one.state() == State.WAITING)
                        .map(waiting -> remind(sql, waiting))
                        .orElseGet(Future::succeededFuture));
    }

    /** An address that has an account is not reminded: its owner knows. */
    private Future<Void> remind(Sql sql, StoredPerson row) {
        return services.accounts()
                .holder(sql, row.person().email(), services.now())
                .map(owner -> owner.isPresent()
                        ? Optional.<Letter>empty()
                        : Optional.of(services.verifications().reminder(row, services.now())))
                .compose(letter -> letter.map(written -> services.mails().queue(sql, written))
                        .orElseGet(Future::succeededFuture));
    }
}
