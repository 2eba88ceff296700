package eu.parvis.mail;

import eu.parvis.config.Configuration;
import eu.parvis.db.Sql;
import eu.parvis.mail.DeliveryRepository.Claimed;
import eu.parvis.work.Backlog;
import eu.parvis.work.Claim;
import eu.parvis.work.Outcome;
import eu.parvis.work.WorkKind;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The mails of the outbox as work: as many deliveries at a time as there are connections. A mail is sent at least once;
 * each time it has the same Message-ID.
 *
 * <p>Lives on one event loop.
 */
final class MailWork implements WorkKind<Claimed> {

    private final DeliveryRepository repository = new DeliveryRepository();
    private final Sql database;
    private final Delivery delivery;
    private final MailMeters meters;
    private final Duration lease;
    private final int connections;
    private final int perDomain;
    private final Map<String, Integer> underWay = new HashMap<>();

    MailWork(Sql database, Delivery delivery, MailMeters meters, Configuration configuration) {
        this.database = database;
        this.delivery = delivery;
        this.meters = meters;
        this.lease = configuration.get(MailSettings.class).lease();
        this.connections = configuration.get(SmtpSettings.class).connections();
        // A domain whose server stalls occupies half of the connections, never all.
        this.perDomain = Math.max(1, connections / 2);
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public Duration lease() {
        return lease;
    }

    /** {@link Delivery} limits the sending to the lease. Rendering and the outcome take less than a minute. */
    @Override
    public Duration limit() {
        return lease.plusMinutes(1);
    }

    @Override
    public int parallel() {
        return connections;
    }

    @Override
    public Future<Claim<Claimed>> claim(Instant now, Instant leaseUntil) {
        var excluded = busyDomains();
        return repository
                .claim(database, now, leaseUntil, excluded)
                .compose(found -> found.isEmpty() && !busyDomains().containsAll(excluded)
                        // A domain became free during the claim, which did not look at its mails.
                        ? claim(now, leaseUntil)
                        : Future.succeededFuture(
                                new Claim<>(found, found.map(Claimed::others).orElse(!excluded.isEmpty()))));
    }

    private List<String> busyDomains() {
        return underWay.entrySet().stream()
                .filter(domain -> domain.getValue() >= perDomain)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public Future<Outcome<Claimed>> run(Claimed claimed) {
        var domain = claimed.mail().domain();
        underWay.merge(domain, 1, Integer::sum);
        return delivery.deliver(claimed.mail()).transform(outcome -> {
            underWay.computeIfPresent(domain, (busy, mails) -> mails == 1 ? null : mails - 1);
            return outcome.succeeded()
                    ? Future.succeededFuture(outcome(claimed, outcome.result()))
                    : Future.failedFuture(outcome.cause());
        });
    }

    /**
     * After a mail has been sent, another claim is needed only for mails of its group to other recipients; a nudge
     * announces all others.
     */
    private static Outcome<Claimed> outcome(Claimed claimed, Delivery.Outcome outcome) {
        return new Outcome<>(
                outcome.result(),
                outcome.next().map(next -> new Claimed(next, false, claimed.more())),
                claimed.more() || outcome.result() != Outcome.Result.DONE);
    }

    @Override
    public Future<Backlog> backlog(Instant now) {
        return meters.look(database).map(waiting -> new Backlog(waiting.due(), waiting.dueSince()));
    }
}
