package eu.parvis;

import eu.parvis.capability.Capability;
import eu.parvis.capability.Foundation;
import eu.parvis.config.Configuration;
import eu.parvis.config.ConfigurationException;
import eu.parvis.config.ConfigurationReader;
import eu.parvis.config.SettingsGroup;
import eu.parvis.db.Database;
import eu.parvis.db.Migrations;
import eu.parvis.http.ApiReference;
import eu.parvis.http.HttpVerticle;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node of the portal: all its verticles. The port of the site opens last, so an open port means ready. */
public final class Portal {

    private static final Logger LOG = LoggerFactory.getLogger(Portal.class);

    /** One for each core. Event loops do not block, so more of them would only cause more thread switches. */
    private static final int EVENT_LOOPS = Runtime.getRuntime().availableProcessors();

    private static final Duration LAST_STEPS = Duration.ofSeconds(8);

    private final Vertx vertx;
    private final Configuration configuration;
    private final Node node;
    private final AtomicBoolean serving = new AtomicBoolean();
    private final Deque<Future<String>> deployments = new ConcurrentLinkedDeque<>();
    private volatile Future<String> site = Future.succeededFuture();
    private volatile Optional<JvmMeters> jvmMeters = Optional.empty();

    private Portal(Vertx vertx, Configuration configuration, Node node) {
        this.vertx = vertx;
        this.configuration = configuration;
        this.node = node;
    }

    /**
     * Reads the settings of all capabilities.
     *
     * @param file an operator's file that overrides the defaults
     * @throws ConfigurationException naming every setting that is missing, misspelt or unsafe
     */
    public static Configuration configuration(Optional<Path> file, Map<String, String> environment) {
        return ConfigurationReader.read(file, environment, settings(), Capabilities.sameNode());
    }

    /** The groups of settings that the capabilities declare. */
    public static List<SettingsGroup<?>> settings() {
        return Capabilities.ALL.stream()
                .<SettingsGroup<?>>flatMap(capability -> capability.settings().stream())
                .toList();
    }

    /**
     * Opens the portal. If this fails, the future fails and everything that was started is closed.
     *
     * @param extra additional routes, such as the test bench of the sandbox
     */
    public static Future<Portal> open(Configuration configuration, Clock clock, Function<Site, List<Routes>> extra) {
        var meters = Metrics.registry();
        return vertx(configuration, meters).compose(vertx -> {
            try {
                // The slowest steps begin first.
                var database = Database.open(vertx, configuration.db(), EVENT_LOOPS);
                var schema = Migrations.run(vertx, database, configuration.db());
                var node = new Node(vertx, configuration, new MicrosecondClock(clock), meters, database);
                return new Portal(vertx, configuration, node).opened(schema, extra);
            } catch (RuntimeException e) {
                return closed(vertx, e);
            }
        });
    }

    /** Closing the Vert.x also closes its connections and cancels the wait for the database. */
    private static Future<Portal> closed(Vertx vertx, RuntimeException cause) {
        // Not bound to an event loop, because all of them end before this promise is completed.
        var failed = Promise.<Portal>promise();
        vertx.close().onComplete(closed -> failed.fail(cause));
        return failed.future();
    }

    private Future<Portal> opened(Future<Void> schema, Function<Site, List<Routes>> extra) {
        // Not bound to an event loop, because all of them end before this promise is completed if opening fails.
        var opened = Promise.<Portal>promise();
        deploy(schema, extra)
                .onSuccess(done -> opened.complete(this))
                .onFailure(cause -> close().onComplete(closed -> opened.fail(cause)));
        return opened.future();
    }

    /** Verticles that need no table are deployed while the schema is migrated. The site opens after all of them. */
    private Future<Void> deploy(Future<Void> schema, Function<Site, List<Routes>> extra) {
        var management = vertx.deployVerticle(node.management(serving));
        var hashing = stoppable("hashing", node::hashing);
        var rest = schema.compose(current ->
                Future.join(Capabilities.ALL.stream().map(this::capability).toList()));
        var dependencies = Future.join(management, hashing, rest);
        site = deploy("http", () -> http(dependencies, extra));
        return Future.join(dependencies, site).onSuccess(done -> serve()).mapEmpty();
    }

    /** Adds the meters of the JVM last, because loading their classes would delay the start. */
    private void serve() {
        serving.set(true);
        vertx.executeBlocking(() -> new JvmMeters(node.meters()))
                .onSuccess(jvm -> jvmMeters = Optional.of(jvm))
                .onFailure(cause -> LOG.warn("/metrics has no meters of the JVM", cause));
    }

    private Deployable http(Future<?> dependencies, Function<Site, List<Routes>> extra) {
        return new HttpVerticle(
                dependencies,
                node::site,
                site -> Stream.concat(routes(site), extra.apply(site).stream()).toList());
    }

    static Stream<Routes> routes(Site site) {
        var routes = Capabilities.ALL.stream()
                .flatMap(capability -> capability.routes().stream())
                .map(factory -> factory.apply(site));
        return Stream.concat(routes, Stream.of(new ApiReference(site)));
    }

    private Future<String> capability(Capability capability) {
        return capability
                .verticle()
                .map(factory -> stoppable(capability.name(), () -> factory.apply(node.foundation())))
                .orElseGet(Future::succeededFuture);
    }

    /** Stopped by {@link #close}, the last deployed first. */
    private Future<String> stoppable(String kind, Supplier<Deployable> verticle) {
        var deployment = deploy(kind, verticle);
        deployments.push(deployment);
        return deployment;
    }

    private Future<String> deploy(String kind, Supplier<Deployable> verticle) {
        var instances = configuration.instances(kind);
        return instances == 0
                ? Future.succeededFuture()
                : vertx.deployVerticle(verticle, new DeploymentOptions().setInstances(instances));
    }

    /** The longest time that {@link #close} takes: the announcement, requests, mails and the last steps. */
    static Duration longestStop(Configuration configuration) {
        var http = configuration.http();
        return http.closeAfter().plus(http.drain().multipliedBy(2)).plus(LAST_STEPS);
    }

    /** Reports not ready, finishes the running requests, then stops the verticles and closes the database. */
    public Future<Void> close() {
        // Not bound to an event loop, because all of them end before this promise is completed.
        var closed = Promise.<Void>promise();
        announced()
                .eventually(() -> undeploy(site))
                .eventually(this::undeployLastFirst)
                .eventually(node::close)
                .onComplete(done -> vertx.close().onComplete(closed));
        jvmMeters.ifPresent(JvmMeters::close);
        return closed.future().onComplete(done -> LOG.info("Parvis has stopped"));
    }

    /** For what runs beside the verticles, such as the sandbox. */
    public Foundation foundation() {
        return node.foundation();
    }

    /** Waits, because a proxy sends visitors to this node until its next health check. */
    private Future<?> announced() {
        var http = configuration.http();
        var pause = serving.getAndSet(false) ? http.closeAfter() : Duration.ZERO;
        LOG.info("Parvis stops: the port closes after {}, requests and mails may take {}", pause, http.drain());
        return pause.isZero() ? Future.succeededFuture() : vertx.timer(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Future<Void> undeployLastFirst() {
        var last = deployments.poll();
        return last == null ? Future.succeededFuture() : undeploy(last).eventually(this::undeployLastFirst);
    }

    private Future<Void> undeploy(Future<String> deployment) {
        return deployment.compose(id -> id == null ? Future.succeededFuture() : vertx.undeploy(id));
    }

    private static Future<Vertx> vertx(Configuration configuration, PrometheusMeterRegistry meters) {
        var options = new VertxOptions()
                .setPreferNativeTransport(false)
                .setEventLoopPoolSize(EVENT_LOOPS)
                .setMetricsOptions(Metrics.options());
        var builder = Vertx.builder().with(options).withMetrics(new MicrometerMetricsFactory(meters));
        return configuration.cluster().enabled()
                ? Clusters.join(builder, options, configuration.cluster())
                : Future.succeededFuture(builder.build());
    }
}
