package eu.parvis;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.WebClient;
import io.vertx.micrometer.MicrometerMetricsFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private final PrometheusMeterRegistry meters = Metrics.registry();
    private final Vertx vertx = Vertx.builder()
            .with(new VertxOptions().setMetricsOptions(Metrics.options()))
            .withMetrics(new MicrometerMetricsFactory(meters))
            .build();
    private int port;

    @BeforeEach
    void serve() {
        var server = vertx.createHttpServer()
                .requestHandler(request -> request.response().end().onFailure(cause -> {}));
        port = Await.done(server.listen(0, "127.0.0.1")).actualPort();
    }

    @AfterEach
    void close() {
        Await.done(vertx.close());
    }

    @Test
    void methodsThatAVisitorInventsAreCountedAsOne() {
        ask("GET");
        ask("FOO");
        var before = lines();

        IntStream.range(0, 20).forEach(number -> ask("FOO" + number));

        assertTrue(meters.scrape().contains("vertx_http_server_requests_total{code=\"200\",method=\"GET\""));
        assertTrue(meters.scrape().contains("vertx_http_server_requests_total{code=\"200\",method=\"OTHER\""));
        assertFalse(meters.scrape().contains("FOO"), meters::scrape);
        assertTrue(lines() <= before, meters::scrape);
    }

    @Test
    void howLongVisitorsWaitedCanBeHeldAgainstAnObjective() {
        ask("GET");

        assertTrue(
                meters.scrape().contains("vertx_http_server_response_time_seconds_bucket{code=\"200\",method=\"GET\""),
                meters::scrape);
        assertFalse(meters.scrape().contains("vertx_http_client_response_time_seconds_bucket"), meters::scrape);
    }

    @Test
    void theJvmIsMeasuredToo() {
        try (var jvm = new JvmMeters(meters)) {
            assertTrue(
                    Stream.of(
                                    "jvm_memory_used_bytes{area=\"heap\"",
                                    "jvm_gc_",
                                    "jvm_threads_live_threads",
                                    "process_cpu_usage",
                                    "process_uptime_seconds")
                            .allMatch(meters.scrape()::contains),
                    meters::scrape);
            assertNotNull(jvm);
        }
    }

    private void ask(String method) {
        Await.done(WebClient.create(vertx)
                .request(HttpMethod.valueOf(method), port, "127.0.0.1", "/")
                .send());
    }

    private long lines() {
        return meters.scrape().lines().count();
    }
}
