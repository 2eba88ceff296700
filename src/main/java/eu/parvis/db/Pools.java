package eu.parvis.db;

import eu.parvis.config.Configuration;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * One connection pool for each event loop. A statement on a connection of another loop would wake that loop for
 * sending, and its own loop for the answer.
 */
final class Pools {

    /** Minimum for each loop, even with many loops: one slow statement must not block all calls of its loop. */
    private static final int MIN_SIZE = 2;

    /**
     * No time-out in the pool. An earlier time-out than the deadline of the call would hide that the database does not
     * answer.
     */
    private static final int NO_TIMEOUT = 0;

    private final List<Connections> all;
    private final Map<Thread, Connections> ofLoops = new ConcurrentHashMap<>();
    private final AtomicInteger assigned = new AtomicInteger();

    private Pools(List<Connections> all) {
        this.all = all;
    }

    static Pools open(Vertx vertx, Configuration.Db settings, int eventLoops) {
        // A pool is closed with the verticle in whose context it was opened, so later pools are opened in this context,
        // too.
        var home = vertx.getOrCreateContext();
        return new Pools(Stream.generate(
                        () -> new Connections(() -> pool(vertx, settings, eventLoops), home, settings.deadline()))
                .limit(eventLoops)
                .toList());
    }

    private static Pool pool(Vertx vertx, Configuration.Db settings, int eventLoops) {
        return PgBuilder.pool()
                .with(new PoolOptions()
                        .setName("portal")
                        .setMaxSize(Math.max(MIN_SIZE, settings.poolSize() / eventLoops))
                        .setMaxWaitQueueSize(Math.max(1, settings.waitQueue() / eventLoops))
                        .setConnectionTimeout(NO_TIMEOUT))
                .connectingTo(Database.connectOptions(settings))
                .using(vertx)
                .build();
    }

    Connections ofThisThread() {
        return Context.isOnEventLoopThread()
                ? ofLoops.computeIfAbsent(Thread.currentThread(), loop -> next())
                : all.get(0);
    }

    private Connections next() {
        return all.get(assigned.getAndIncrement() % all.size());
    }

    Future<Void> close() {
        return Future.join(all.stream().map(Connections::close).toList()).mapEmpty();
    }
}
