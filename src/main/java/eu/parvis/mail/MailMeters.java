package eu.parvis.mail;

import eu.parvis.db.Sql;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;

/** The meters of the outbox in {@code /metrics}: whether mails leave, and how long the oldest has been waiting. */
final class MailMeters {

    private final DeliveryRepository repository = new DeliveryRepository();
    private final Clock clock;
    private final Counter sent;
    private final Counter delayed;
    private final Counter refused;

    /** Unknown before the first count. */
    private volatile DeliveryRepository.Waiting waiting = DeliveryRepository.Waiting.UNKNOWN;

    MailMeters(MeterRegistry meters, Clock clock) {
        this.clock = clock;
        this.sent = outcome(meters, "sent");
        this.delayed = outcome(meters, "delayed");
        this.refused = outcome(meters, "refused");
        Gauge.builder("parvis.mail.waiting", () -> waiting.mails())
                .description("Mails in the outbox of all nodes")
                .register(meters);
        Gauge.builder("parvis.mail.oldest", () -> age(waiting))
                .description("Age of the oldest mail in the outbox")
                .baseUnit("seconds")
                .register(meters);
    }

    private static Counter outcome(MeterRegistry meters, String outcome) {
        return Counter.builder("parvis.mail.tried")
                .description("Delivery attempts of this node, by outcome")
                .tag("outcome", outcome)
                .register(meters);
    }

    private double age(DeliveryRepository.Waiting mails) {
        return mails.oldest()
                .map(oldest -> Duration.between(oldest, clock.instant()).toMillis() / 1000.0)
                .orElse(mails.mails());
    }

    /**
     * Counts the waiting mails. While the database is unreachable, the last count stays and the age of the oldest mail
     * grows.
     */
    Future<DeliveryRepository.Waiting> look(Sql database) {
        return repository.waiting(database, clock.instant()).onSuccess(found -> waiting = found);
    }

    void sent() {
        sent.increment();
    }

    void delayed() {
        delayed.increment();
    }

    void refused() {
        refused.increment();
    }
}
