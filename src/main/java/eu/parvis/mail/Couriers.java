package eu.parvis.mail;

import eu.parvis.config.Configuration;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailRepository.Claimed;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empty the outbox: each of them, as many as there are connections, claims a mail, delivers it and claims the next. A
 * claim is a lease: what a dead node held is claimed again. So a mail leaves at least once, and each time as the same
 * mail.
 *
 * <p>Live on one event loop.
 */
final class Couriers {

    private static final Logger LOG = LoggerFactory.getLogger(Couriers.class);

    private final MailRepository repository = new MailRepository();
    private final Sql database;
    private final Delivery delivery;
    private final Clock clock;
    private final Duration lease;
    private final int all;
    private final int perDomain;

    private final Map<String, Integer> underWay = new HashMap<>();
    private Optional<Promise<Integer>> round = Optional.empty();
    private int busy;
    private int left;
    private boolean claiming;
    private boolean again;
    private boolean stopped;

    Couriers(Sql database, Delivery delivery, Configuration configuration, Clock clock) {
        this.database = database;
        this.delivery = delivery;
        this.clock = clock;
        this.lease = configuration.get(MailSettings.class).lease();
        this.all = configuration.get(SmtpSettings.class).connections();
        // A domain whose server stalls keeps half of them waiting, never all.
        this.perDomain = Math.max(1, all / 2);
    }

    /** Looks for due mails. Done when nobody is under way any more, with the number of mails that left. */
    Future<Integer> sweep() {
        var done = round().future();
        look();
        return done;
    }

    /** No other group is begun. Done when what is under way has been written down. */
    Future<Void> stop() {
        stopped = true;
        return busy == 0 ? Future.succeededFuture() : round().future().mapEmpty();
    }

    private Promise<Integer> round() {
        if (round.isEmpty()) {
            round = Optional.of(Promise.promise());
            left = 0;
        }
        return round.get();
    }

    /** Somebody does, now or as soon as they can. */
    private void look() {
        if (claiming || busy == all) {
            again = true;
        } else {
            busy++;
            next();
        }
    }

    /** One claims at a time: of two at once, each would take the other's mail for one that nobody has claimed. */
    private void next() {
        if (claiming) {
            again = true;
            end();
            return;
        }
        claiming = true;
        again = false;
        var barred = busyDomains();
        claim(barred).onComplete(outcome -> {
            claiming = false;
            if (outcome.failed()) {
                end();
            } else {
                outcome.result().ifPresentOrElse(this::carry, () -> nothingFound(barred));
            }
        });
    }

    private Future<Optional<Claimed>> claim(List<String> barred) {
        if (stopped) {
            return Future.succeededFuture(Optional.empty());
        }
        var now = clock.instant();
        return repository.claim(database, now, now.plus(lease), barred);
    }

    private List<String> busyDomains() {
        return underWay.entrySet().stream()
                .filter(domain -> domain.getValue() >= perDomain)
                .map(Map.Entry::getKey)
                .toList();
    }

    private void carry(Claimed claimed) {
        carry(claimed.mail(), claimed.more());
        if (claimed.others() || again) {
            look();
        }
    }

    private void carry(Outgoing mail, boolean more) {
        underWay.merge(mail.domain(), 1, Integer::sum);
        delivery.deliver(mail).onComplete(outcome -> {
            underWay.computeIfPresent(mail.domain(), (domain, mails) -> mails == 1 ? null : mails - 1);
            if (outcome.succeeded()) {
                written(outcome.result(), more);
            } else {
                LOG.warn("What became of mail {} could not be written down", mail.id(), outcome.cause());
                next();
            }
        });
    }

    /** Looks again only where there is something to find: what is queued meanwhile comes with its nudge. */
    private void written(Delivery.Outcome outcome, boolean more) {
        left += outcome.left() ? 1 : 0;
        if (outcome.next().isPresent()) {
            carry(outcome.next().get(), more);
        } else if (again || more || !outcome.left()) {
            next();
        } else {
            end();
        }
    }

    /**
     * The mails of domains that were busy were not looked at. Whoever is free next does it; where one of them is free by
     * now, nobody may be left to do it.
     */
    private void nothingFound(List<String> barred) {
        if (!stopped && (again || !busyDomains().containsAll(barred))) {
            next();
        } else {
            again = !barred.isEmpty();
            end();
        }
    }

    private void end() {
        busy--;
        if (busy == 0) {
            again = false;
            var ended = round();
            round = Optional.empty();
            ended.complete(left);
        }
    }
}
