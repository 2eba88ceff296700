package eu.parvis.desk;

import eu.parvis.db.Sql;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.UUID;

/** Mails customers whose documents are missing: after some days, then again, one mail a day to a person at most. */
final class Reminders {

    private final DeskServices services;
    private final ReminderRepository repository = new ReminderRepository();
    private final Duration wait;

    Reminders(DeskServices services, DeskSettings settings) {
        this.services = services;
        this.wait = settings.reminder();
    }

    Future<?> send() {
        return services.inTransaction(sql -> repository
                .take(sql, services.now(), wait)
                .compose(due -> Future.all(
                        due.stream().map(request -> send(sql, request)).toList())));
    }

    private Future<Void> send(Sql sql, UUID id) {
        return services.requests()
                .byId(sql, id)
                .compose(request -> services.mails().waiting(sql, request.orElseThrow()));
    }
}
