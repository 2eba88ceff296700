package eu.parvis.http;

import eu.parvis.config.Configuration;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.healthchecks.HealthCheckHandler;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Endpoints for operators, on a port that visitors cannot reach: {@code /health} (the process answers), {@code /ready}
 * (the verticles are deployed, dependencies are available, and the portal is not being stopped), {@code /metrics}, and
 * the inspections.
 */
public final class ManagementVerticle extends VerticleBase {

    /** The result of an inspection; the status is 200 if {@code good}, else 409. */
    public record Finding(boolean good, JsonObject details) {}

    private final Configuration.Management settings;
    private final PrometheusMeterRegistry meters;
    private final AtomicBoolean serving;
    private final Map<String, Supplier<Future<?>>> needs;
    private final Map<String, Supplier<Future<Finding>>> inspections;
    private HttpServer server;

    /**
     * @param serving true from the moment the portal is open until it is asked to stop
     * @param needs dependencies that readiness checks, by name
     * @param inspections by path
     */
    public ManagementVerticle(
            Configuration.Management settings,
            PrometheusMeterRegistry meters,
            AtomicBoolean serving,
            Map<String, Supplier<Future<?>>> needs,
            Map<String, Supplier<Future<Finding>>> inspections) {
        this.settings = settings;
        this.meters = meters;
        this.serving = serving;
        this.needs = needs;
        this.inspections = inspections;
    }

    @Override
    public Future<?> start() {
        var router = Router.router(vertx);
        router.get("/health").handler(HealthCheckHandler.createWithHealthChecks(HealthChecks.create(vertx)));
        router.get("/ready").handler(HealthCheckHandler.createWithHealthChecks(readiness()));
        router.get("/metrics")
                .handler(rc -> rc.response()
                        .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(meters.scrape())
                        .onFailure(rc::fail));
        inspections.forEach((path, inspection) -> router.get(path).handler(rc -> inspect(rc, inspection)));
        server = vertx.createHttpServer().requestHandler(router);
        return Listening.on(server, "management", settings.host(), settings.port());
    }

    private static void inspect(RoutingContext rc, Supplier<Future<Finding>> inspection) {
        inspection
                .get()
                .onSuccess(finding -> rc.response().setStatusCode(finding.good() ? 200 : 409))
                .compose(finding -> rc.json(finding.details()))
                .onFailure(cause -> rc.fail(503));
    }

    private HealthChecks readiness() {
        var checks = HealthChecks.create(vertx);
        checks.register("serving", 1_000, promise -> promise.complete(serving.get() ? Status.OK() : Status.KO()));
        needs.forEach((name, need) -> checks.register(
                name,
                5_000,
                promise -> need.get()
                        .onSuccess(there -> promise.complete(Status.OK()))
                        .onFailure(cause -> promise.complete(unavailable(cause)))));
        return checks;
    }

    private static Status unavailable(Throwable cause) {
        return Status.KO(new JsonObject().put("reason", cause.getMessage()));
    }
}
