package eu.parvis.company;

import eu.parvis.company.CompanyApi.Found;
import eu.parvis.company.CompanyApi.State;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Client of the French company directory, API Recherche d'entreprises. It needs no key and allows seven calls a second
 * from one address.
 */
final class DirectoryClient implements CompanyDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryClient.class);
    private static final String QUERY =
            "/search?q=%s&minimal=true&include=siege,matching_etablissements,complements&per_page=1";
    private static final Duration MAX_WAIT = Duration.ofSeconds(1);
    private static final Duration CACHE_TIME = Duration.ofDays(1);

    private final Vertx vertx;
    private final Clock clock;
    private final RateLimiter rateLimiter;
    private final Register register;
    private final LookUpCache<Siret, Found> answers;

    DirectoryClient(Vertx vertx, Clock clock, String url, Duration timeout, int callsPerSecond) {
        this.vertx = vertx;
        this.clock = clock;
        this.rateLimiter = new RateLimiter(clock, callsPerSecond, MAX_WAIT);
        this.register = new Register(vertx, "directory", url, timeout, DirectoryAnswer::isValid);
        this.answers = new LookUpCache<>(
                clock, this::ask, found -> found.state() == State.UNVERIFIED ? Duration.ZERO : CACHE_TIME);
    }

    @Override
    public Future<Found> find(Siret siret) {
        return answers.ask(siret);
    }

    private Future<Found> ask(Siret siret) {
        return rateLimiter
                .reserve()
                .map(wait -> delay(wait).compose(turn -> register.get(QUERY.formatted(siret.value()))))
                .orElseGet(() -> Future.failedFuture("too many look-ups at this moment"))
                .map(answer -> DirectoryAnswer.of(siret, answer.body(), clock.instant()))
                .recover(cause -> unanswered(siret, cause));
    }

    private Future<Void> delay(Duration wait) {
        return wait.isZero()
                ? Future.succeededFuture()
                : vertx.timer(wait.toMillis(), TimeUnit.MILLISECONDS).mapEmpty();
    }

    private Future<Found> unanswered(Siret siret, Throwable cause) {
        LOG.warn("The company directory did not answer: {}", cause.toString());
        return Future.succeededFuture(Found.unanswered(siret, clock.instant()));
    }
}
