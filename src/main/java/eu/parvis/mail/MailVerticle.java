package eu.parvis.mail;

import eu.parvis.capability.Foundation;
import eu.parvis.config.Configuration;
import eu.parvis.db.Sql;
import eu.parvis.mail.MailApi.Checked;
import eu.parvis.mail.MailApi.MailStates;
import eu.parvis.work.Duty;
import eu.parvis.work.Job;
import eu.parvis.work.Worker;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.ext.mail.MailClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Delivers the mails of the outbox, and answers queries about their states. */
public final class MailVerticle extends VerticleBase {

    /** Limit for closing the connections. One that hangs must not delay the end of the process. */
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private static final int DELETED_AT_ONCE = 500;

    private final MailRepository repository = new MailRepository();
    private final DeliveryRepository deliveries = new DeliveryRepository();
    private final Foundation foundation;
    private final Sql database;
    private final Configuration configuration;
    private final MailMeters meters;

    private MailClient client;
    private Worker<DeliveryRepository.Claimed> worker;
    private Worker<Job> cleanup;

    public MailVerticle(Foundation foundation) {
        this.foundation = foundation;
        this.database = foundation.database();
        this.configuration = foundation.configuration();
        this.meters = new MailMeters(foundation.meters(), foundation.clock());
    }

    @Override
    public Future<?> start() {
        client = Smtp.client(vertx, configuration);
        var delivery = new Delivery(
                vertx,
                question -> foundation.bus().request(MailApi.DOCUMENT, question),
                database,
                client,
                configuration,
                foundation.box(),
                new LockLinks(foundation.signature()),
                foundation.clock(),
                foundation.random(),
                meters);
        var interval = configuration.get(MailSettings.class).sweep();
        worker = Worker.start(vertx, foundation, interval, new MailWork(database, delivery, meters, configuration));
        cleanup = Duty.start(vertx, foundation, "mail.cleanup", interval, this::deleteOld);
        var bus = foundation.bus();
        return Future.all(
                bus.serve(MailApi.STATES, this::states),
                bus.serve(MailApi.CHECK, this::check),
                bus.listen(MailApi.QUEUED, nudge -> worker.nudge()));
    }

    private Future<Integer> deleteOld() {
        var until = foundation.now().minus(configuration.get(MailSettings.class).keep());
        return deliveries.deleteOld(database, until, DELETED_AT_ONCE);
    }

    private Future<MailStates> states(MailApi.States query) {
        return repository.states(database, query.group()).map(MailStates::new);
    }

    private Future<Checked> check(MailApi.Check query) {
        return repository.sentUnder(database, query.reference()).map(mails -> new Checked(!mails.isEmpty(), mails));
    }

    /**
     * A delivery that takes longer than a request may take during a stop is abandoned. When its lease ends, another
     * node sends the mail, possibly a second time.
     */
    @Override
    public Future<?> stop() {
        cleanup.halt();
        return within(configuration.http().drain(), worker.stop()).eventually(() -> within(CLOSING, client.close()));
    }

    private static Future<Void> within(Duration limit, Future<Void> work) {
        return work.timeout(limit.toMillis(), TimeUnit.MILLISECONDS).otherwiseEmpty();
    }
}
