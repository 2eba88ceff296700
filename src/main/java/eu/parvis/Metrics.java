package eu.parvis;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.EnumSet;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Configures {@code /metrics}. The number of lines depends on the routes and not on the requests of visitors. */
final class Metrics {

    private static final Map<HttpMethod, Tags> METHODS = Stream.of(
                    HttpMethod.GET,
                    HttpMethod.HEAD,
                    HttpMethod.POST,
                    HttpMethod.PUT,
                    HttpMethod.PATCH,
                    HttpMethod.DELETE,
                    HttpMethod.OPTIONS)
            .collect(Collectors.toUnmodifiableMap(Function.identity(), method -> tag(method.name())));

    private static final String RESPONSE_TIME = "vertx.http.server.response.time";

    private static final Tags OTHER = tag("OTHER");

    /** Buckets for service level objectives of response times. A visitor notices delays from a tenth of a second. */
    private static final DistributionStatisticConfig OBJECTIVES = DistributionStatisticConfig.builder()
            .serviceLevelObjectives(IntStream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
                    .mapToDouble(millis -> millis * 1e6)
                    .toArray())
            .build();

    private Metrics() {}

    static PrometheusMeterRegistry registry() {
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        meters.config().meterFilter(new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().equals(RESPONSE_TIME) ? OBJECTIVES.merge(config) : config;
            }
        });
        return meters;
    }

    static MicrometerMetricsOptions options() {
        return new MicrometerMetricsOptions()
                .setEnabled(true)
                .setLabels(EnumSet.of(
                        Label.HTTP_CODE, Label.HTTP_ROUTE, Label.EB_ADDRESS, Label.POOL_NAME, Label.POOL_TYPE))
                .setServerRequestTagsProvider(Metrics::method)
                .setClientRequestTagsProvider(Metrics::method);
    }

    /**
     * Replaces the method label of Vert.x: a visitor may invent methods, and each would become a permanent time series.
     * A meter filter does not help, because the registry also remembers the ids that a filter removes.
     */
    private static Tags method(HttpRequest request) {
        return METHODS.getOrDefault(request.method(), OTHER);
    }

    private static Tags tag(String method) {
        return Tags.of(Label.HTTP_METHOD.toString(), method);
    }
}
