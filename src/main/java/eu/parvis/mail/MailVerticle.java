package eu.parvis.mail;

import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import eu.parvis.config.Configuration;
import eu.parvis.crypto.SecretBox;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailApi.Checked;
import eu.parvis.mail.MailApi.MailStates;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.ext.mail.MailClient;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers what lies in the outbox, and says what became of it. */
public final class MailVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(MailVerticle.class);

    /** A connection that hangs is not waited for: the process is about to end. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private static final int FORGOTTEN_AT_ONCE = 500;

    private final MailRepository repository = new MailRepository();
    private final Bus bus;
    private final Sql database;
    private final Configuration configuration;
    private final SecretBox box;
    private final Clock clock;
    private final RandomGenerator random;
    private final MailMeters meters;

    private MailClient client;
    private Couriers couriers;

    public MailVerticle(Foundation foundation) {
        this.bus = foundation.bus();
        this.database = foundation.database();
        this.configuration = foundation.configuration();
        this.box = foundation.box();
        this.clock = foundation.clock();
        this.random = foundation.random();
        this.meters = new MailMeters(foundation.meters(), clock);
    }

    @Override
    public Future<?> start() {
        client = Smtp.client(vertx, configuration);
        var delivery = new Delivery(vertx, database, client, configuration, box, clock, random, meters);
        couriers = new Couriers(database, delivery, configuration, clock);
        vertx.setPeriodic(configuration.get(MailSettings.class).sweep().toMillis(), timer -> sweep());
        return Future.all(
                bus.serve(MailApi.STATES, this::states),
                bus.serve(MailApi.CHECK, this::check),
                bus.listen(MailApi.QUEUED, nudge -> look()));
    }

    private void sweep() {
        look();
        forget();
        meters.look(database).onFailure(cause -> LOG.debug("The outbox could not be counted", cause));
    }

    /** Nobody waits for the outcome: the rows tell it. */
    private void look() {
        couriers.sweep().onComplete(sent -> {});
    }

    private void forget() {
        repository
                .deleteOld(
                        database,
                        clock.instant()
                                .minus(configuration.get(MailSettings.class).keep()),
                        FORGOTTEN_AT_ONCE)
                .onFailure(cause -> LOG.warn("Old mails could not be deleted: {}", cause.getMessage()));
    }

    private Future<MailStates> states(MailApi.States query) {
        return repository.states(database, query.group()).map(MailStates::new);
    }

    private Future<Checked> check(MailApi.Check query) {
        return repository.sentUnder(database, query.reference()).map(mails -> new Checked(!mails.isEmpty(), mails));
    }

    /** A mail that hangs longer than a request may is left to its lease, and leaves twice. */
    @Override
    public Future<?> stop() {
        return within(configuration.http().drain(), couriers.stop()).eventually(() -> within(FAREWELL, client.close()));
    }

    private static Future<Void> within(Duration limit, Future<Void> work) {
        return work.timeout(limit.toMillis(), TimeUnit.MILLISECONDS).otherwiseEmpty();
    }
}
