package eu.parvis.request;

import eu.parvis.db.Sql;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The usual length of the states, computed once an hour: the median of the last 90 days. */
final class UsualDelays {

    private static final Duration PERIOD = Duration.ofDays(90);
    private static final Duration FRESH = Duration.ofHours(1);

    private final RequestRepository repository;
    private final Clock clock;
    private Map<RequestState, Duration> last = Map.of();
    private Instant until = Instant.MIN;

    UsualDelays(RequestRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    Future<Map<RequestState, Duration>> get(Sql sql) {
        var now = clock.instant();
        return now.isBefore(until)
                ? Future.succeededFuture(last)
                : repository.usual(sql, now.minus(PERIOD)).onSuccess(found -> {
                    last = found;
                    until = now.plus(FRESH);
                });
    }
}
