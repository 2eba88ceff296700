package eu.parvis.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.TestDatabase;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.sqlclient.Row;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoolsTest {

    private static final int LOOPS = 2;
    private static final int MANY = 40;

    private final Map<Thread, Set<Integer>> connections = new ConcurrentHashMap<>();

    @Test
    void eachEventLoopHasConnectionsOfItsOwnAndTogetherTheyAreNotMoreThanTheNodes() {
        var settings = TestDatabase.fresh().settings();
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));
        var database = Database.open(vertx, settings, LOOPS);
        Supplier<Deployable> asks = () -> new VerticleBase() {
            @Override
            public Future<?> start() {
                return ask(database);
            }
        };

        Await.done(vertx.deployVerticle(asks, new DeploymentOptions().setInstances(LOOPS)));

        var all = connections.values().stream().flatMap(Set::stream).toList();
        assertEquals(LOOPS, connections.size());
        assertEquals(Set.copyOf(all).size(), all.size(), () -> "Some have served two loops: " + connections);
        assertTrue(all.size() <= settings.poolSize(), () -> all.size() + " connections");
        Await.done(vertx.close());
    }

    private Future<?> ask(Database database) {
        var answers = IntStream.range(0, MANY)
                .mapToObj(i -> database.run("SELECT pg_backend_pid() AS connection"))
                .toList();
        return Future.all(answers)
                .onSuccess(all -> connections.put(
                        Thread.currentThread(),
                        answers.stream()
                                .map(answer ->
                                        connection(answer.result().iterator().next()))
                                .collect(Collectors.toSet())));
    }

    private static int connection(Row row) {
        return row.getInteger("connection");
    }
}
