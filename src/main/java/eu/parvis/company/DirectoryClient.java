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
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration GOOD_FOR = Duration.ofDays(1);

    private final Vertx vertx;
    private final Clock clock;
    private final CallRate pace;
    private final Register register;
    private final LookUpCache<Siret, Found> answers;

    DirectoryClient(Vertx vertx, Clock clock, String url, Duration timeout, int callsPerSecond) {
        this.vertx = vertx;
        this.clock = clock;
        this.pace = new CallRate(clock, callsPerSecond, PATIENCE);
        this.register = new Register(vertx, "directory", url, timeout, DirectoryAnswer::isUnderstood);
        this.answers = new LookUpCache<>(
                clock, this::ask, found -> found.state() == State.UNVERIFIED ? Duration.ZERO : GOOD_FOR);
    }

    @Override
    public Future<Found> find(Siret siret) {
        return answers.ask(siret);
    }

    private Future<Found> ask(Siret siret) {
        return pace.turn()
                .map(wait -> after(wait).compose(turn -> register.get(QUERY.formatted(siret.value()))))
                .orElseGet(() -> Future.failedFuture("too many look-ups at this moment"))
                .map(answer -> DirectoryAnswer.of(siret, answer.body(), clock.instant()))
                .recover(cause -> unanswered(siret, cause));
    }

    private Future<Void> after(Duration wait) {
        return wait.isZero()
                ? Future.succeededFuture()
                : vertx.timer(wait.toMillis(), TimeUnit.MILLISECONDS).mapEmpty();
    }

    private Future<Found> unanswered(Siret siret, Throwable cause) {
        LOG.warn("The company directory did not answer: {}", cause.toString());
        return Future.succeededFuture(Found.unanswered(siret, clock.instant()));
    }
}
