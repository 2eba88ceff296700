package eu.parvis;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The address on which a cluster node listens must not be reachable by others than nodes. */
class ClustersTest {

    private static final String OURS = "127.0.0.1";
    private static final int SOON = (int) Duration.ofSeconds(2).toMillis();
    private static final Map<String, Integer> PORTS =
            Map.of("cluster.port", FreePort.find(), "cluster.busPort", FreePort.find());

    private static Vertx node;

    @BeforeAll
    static void join() {
        var settings = TestConfiguration.with(Map.of(
                "cluster.host", OURS,
                "cluster.port", PORTS.get("cluster.port").toString(),
                "cluster.busPort", PORTS.get("cluster.busPort").toString()));
        node = Await.done(Clusters.join(Vertx.builder(), new VertxOptions(), settings.cluster()));
        Await.done(node.eventBus().consumer("somebody.listens", message -> {}).completion());
    }

    @AfterAll
    static void leave() {
        Await.done(node.close());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster.port", "cluster.busPort"})
    void itsPortsAreThoseOfTheSettings(String setting) {
        assertTrue(answers(OURS, setting), setting);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster.port", "cluster.busPort"})
    void itListensAtItsAddressAndNowhereElse(String setting) {
        assertFalse(answers("127.0.0.2", setting), setting);
    }

    private static boolean answers(String address, String setting) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, PORTS.get(setting)), SOON);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
