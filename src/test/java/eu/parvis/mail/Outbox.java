package eu.parvis.mail;

import eu.parvis.Await;
import eu.parvis.TestClock;
import eu.parvis.TestConfiguration;
import eu.parvis.TestDatabase;
import eu.parvis.config.Configuration;
import eu.parvis.crypto.Keys;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.SecretBox;
import eu.parvis.crypto.Signature;
import eu.parvis.db.Database;
import eu.parvis.db.Sql;
import eu.parvis.values.Language;
import eu.parvis.work.Worker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** The outbox of one test: mails are queued, and nodes deliver them. */
final class Outbox {

    static final String PASSWORD = "Ka7;pmWx2d";

    static final SecretBox BOX = new SecretBox(
            Keys.from(TestConfiguration.with(Map.of()).secrets().master()).box(), List.of(), new SecureRandom());
    private static final LockLinks LOCKS = new LockLinks(new Signature(new byte[32], List.of()));

    final TestClock clock = new TestClock();
    final TestDatabase rows = TestDatabase.fresh();
    final MailStore store = new MailStore(BOX, clock, 3);
    final Database database;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Vertx vertx;
    private final Random ids = new Random(7);

    Outbox(Vertx vertx) {
        this.vertx = vertx;
        this.database = Database.open(vertx, rows.settings(), 1);
    }

    Configuration configuration(int smtpPort, Map<String, String> changes) {
        var all = new HashMap<>(Map.of("smtp.host", "localhost", "smtp.port", String.valueOf(smtpPort)));
        all.putAll(changes);
        return TestConfiguration.with(rows.settings(), all);
    }

    UUID id() {
        return new UUID(ids.nextLong(), ids.nextLong());
    }

    Letter identifier(UUID group, String recipient) {
        return letter(group, 0, Occasion.IDENTIFIER, recipient, Map.of("identifier", "AB123456"), Optional.empty());
    }

    Letter password(UUID group, String recipient) {
        return letter(
                group,
                1,
                Occasion.PASSWORD,
                recipient,
                Map.of("validUntil", "2026-11-27T09:00:00Z"),
                Optional.of(new Secret(PASSWORD)));
    }

    Letter letter(
            UUID group,
            int position,
            Occasion occasion,
            String recipient,
            Map<String, String> more,
            Optional<Secret> secret) {
        var content = new HashMap<>(Map.of("name", "Jeanne Martin", "organisation", "Verrerie d’Aniche"));
        content.putAll(more);
        return new Letter(id(), group, position, occasion, recipient, Language.FR, "P-7KQ2-XM4T", content, secret);
    }

    void queue(Letter... letters) {
        Await.done(database.inTransaction(transaction -> store.queue(transaction, letters)));
    }

    /** Queues both mails of a registration. */
    UUID queueBoth(String recipient) {
        var group = id();
        queue(identifier(group, recipient), password(group, recipient));
        return group;
    }

    List<MailApi.MailState> states(UUID group) {
        return Await.done(store.of(database, group));
    }

    /** State, reason and answer of each mail of a group. */
    List<String> told(UUID group) {
        return rows.query("SELECT state, reason, answer FROM mail WHERE group_id = '" + group + "' ORDER BY position");
    }

    /** Moves the clock to when the next mail is due. */
    Instant advanceToNextAttempt() {
        var next = rows.query("SELECT to_char(min(next_attempt_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.USZ')"
                        + " FROM mail WHERE state IN ('QUEUED', 'DELAYED')")
                .get(0);
        var due = OffsetDateTime.parse(next).toInstant();
        clock.advance(Duration.between(clock.instant(), due));
        return due;
    }

    Node node(int smtpPort) {
        return node(smtpPort, Map.of());
    }

    Node node(int smtpPort, Map<String, String> changes) {
        return node(vertx, database, configuration(smtpPort, changes));
    }

    Node node(Vertx machine, Database connections, Configuration configuration) {
        var node = new Node(connections, configuration);
        Await.done(machine.deployVerticle(node));
        return node;
    }

    /** A node that delivers on request, on its own event loop. */
    final class Node extends VerticleBase {

        /** Number of statements sent to the database. */
        final AtomicInteger statements = new AtomicInteger();

        private final Database connections;
        private final Configuration configuration;
        private final Promise<Void> release = Promise.promise();
        private Worker<DeliveryRepository.Claimed> worker;
        private volatile int held;
        private volatile int heldUntil;

        private Node(Database connections, Configuration configuration) {
            this.connections = connections;
            this.configuration = configuration;
        }

        @Override
        public Future<?> start() {
            var client = Smtp.client(vertx, configuration);
            var counted = counted();
            var mailMeters = new MailMeters(meters, clock);
            var delivery = new Delivery(
                    vertx,
                    question -> Future.failedFuture("no documents"),
                    counted,
                    client,
                    configuration,
                    BOX,
                    LOCKS,
                    clock,
                    new Random(3),
                    mailMeters);
            worker = new Worker<>(vertx, new MailWork(counted, delivery, mailMeters, configuration), clock, meters);
            return Future.succeededFuture();
        }

        private Sql counted() {
            return new Sql() {
                @Override
                public Future<RowSet<Row>> run(String statement, Tuple parameters) {
                    return told(statements.incrementAndGet(), connections.run(statement, parameters));
                }

                @Override
                public Future<RowSet<Row>> batch(String statement, List<Tuple> parameters) {
                    throw new UnsupportedOperationException();
                }
            };
        }

        /** Delays the answer to one statement until that to another is processed; both counted from one. */
        void holdBack(int statement, int until) {
            held = statement;
            heldUntil = until;
        }

        private Future<RowSet<Row>> told(int statement, Future<RowSet<Row>> answer) {
            if (statement == heldUntil) {
                answer.onComplete(told -> context.runOnContext(dealtWith -> release.tryComplete()));
            }
            return statement == held ? release.future().compose(released -> answer) : answer;
        }

        Future<Integer> beginSweep() {
            var promise = Promise.<Integer>promise();
            context.runOnContext(now -> worker.sweep().map(Worker.Ran::done).onComplete(promise));
            return promise.future();
        }

        int sweep() {
            return Await.done(beginSweep());
        }

        Future<Void> beginStop() {
            var promise = Promise.<Void>promise();
            context.runOnContext(now -> worker.stop().onComplete(promise));
            return promise.future();
        }
    }
}
