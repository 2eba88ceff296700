package eu.parvis;

import io.micrometer.core.instrument.Tags;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.EnumSet;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code /metrics} tells. However visitors behave, it stays as many lines as there are routes. */
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

    private static final Tags OTHER = tag("OTHER");

    private Metrics() {}

    static MicrometerMetricsOptions options() {
        return new MicrometerMetricsOptions()
                .setEnabled(true)
                .setLabels(EnumSet.of(
                        Label.HTTP_CODE, Label.HTTP_ROUTE, Label.EB_ADDRESS, Label.POOL_NAME, Label.POOL_TYPE))
                .setServerRequestTagsProvider(Metrics::method)
                .setClientRequestTagsProvider(Metrics::method);
    }

    /**
     * Instead of the label that Vert.x offers: a visitor may invent methods, and each would stay for ever. A filter of
     * meters comes too late, the registry remembers what it was asked for.
     */
    private static Tags method(HttpRequest request) {
        return METHODS.getOrDefault(request.method(), OTHER);
    }

    private static Tags tag(String method) {
        return Tags.of(Label.HTTP_METHOD.toString(), method);
    }
}
