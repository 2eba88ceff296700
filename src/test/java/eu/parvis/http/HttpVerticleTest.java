package eu.parvis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.FreePort;
import eu.parvis.TestPortal;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class HttpVerticleTest {

    private static final int INSTANCES = 2;
    private static final int CONNECTIONS = 5;

    /** Tells which thread answers. */
    private static final class Threads implements Routes {

        @Override
        public void pages(Router router) {
            router.get("/thread")
                    .handler(rc ->
                            rc.response().end(Thread.currentThread().getName()).onFailure(rc::fail));
        }
    }

    @Test
    void eachInstanceAnswersOnAnEventLoopOfItsOwn(Vertx vertx) throws Exception {
        var port = FreePort.find();
        var site = new TestPortal(vertx, Map.of("http.host", "127.0.0.1", "http.port", String.valueOf(port)));
        var behind = Promise.<Void>promise();
        var waiting = new CountDownLatch(INSTANCES);
        Function<Vertx, Site> sites = own -> {
            own.runOnContext(started -> waiting.countDown());
            return site.site();
        };

        var deployed = vertx.deployVerticle(
                () -> new HttpVerticle(behind.future(), sites, all -> List.of(new Threads())),
                new DeploymentOptions().setInstances(INSTANCES));
        assertTrue(waiting.await(20, TimeUnit.SECONDS));
        vertx.runOnContext(elsewhere -> behind.complete());
        Await.done(deployed);

        assertEquals(INSTANCES, threads(vertx, port).size());
    }

    @Test
    void whoseSettingsNameAPortThatIsTakenIsTold(Vertx vertx) throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = String.valueOf(other.getLocalPort());
            var site = new TestPortal(vertx, Map.of("http.host", "127.0.0.1", "http.port", port)).site();

            var failure = Await.failure(vertx.deployVerticle(
                    new HttpVerticle(Future.succeededFuture(), own -> site, all -> List.of(new Threads()))));

            assertEquals(
                    "http.host, http.port: the portal cannot listen at 127.0.0.1:" + port + " (Address already in use)",
                    failure.getMessage());
        }
    }

    @Test
    void whatWouldBlockAnEventLoopIsLoadedByAWorkerOnceThePortIsOpen(Vertx vertx) {
        var port = FreePort.find();
        var site = new TestPortal(vertx, Map.of("http.host", "127.0.0.1", "http.port", String.valueOf(port))).site();
        var warmedUp = Promise.<String>promise();
        var routes = new Routes() {
            @Override
            public void warmUp() {
                try (var connection = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    warmedUp.complete(connection.isConnected() + " " + Context.isOnWorkerThread());
                } catch (IOException e) {
                    warmedUp.fail(e);
                }
            }
        };

        Await.done(
                vertx.deployVerticle(new HttpVerticle(Future.succeededFuture(), own -> site, all -> List.of(routes))));

        assertEquals("true true", Await.done(warmedUp.future()));
    }

    private static List<String> threads(Vertx vertx, int port) {
        var answers = IntStream.range(0, CONNECTIONS)
                .mapToObj(i -> WebClient.create(vertx)
                        .get(port, "127.0.0.1", "/thread")
                        .send())
                .toList();
        Await.done(Future.all(answers));
        return answers.stream()
                .map(Future::result)
                .map(HttpResponse::bodyAsString)
                .distinct()
                .toList();
    }
}
