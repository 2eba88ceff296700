package eu.parvis;

import eu.parvis.activation.ActivationApiRoutes;
import eu.parvis.activation.ActivationRoutes;
import eu.parvis.activation.ActivationVerticle;
import eu.parvis.activation.SecurityQuestionRoutes;
import eu.parvis.audit.AuditApi;
import eu.parvis.audit.AuditVerticle;
import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import eu.parvis.company.CompanyRoutes;
import eu.parvis.company.CompanyVerticle;
import eu.parvis.config.Configuration;
import eu.parvis.crypto.HashingSettings;
import eu.parvis.crypto.HashingVerticle;
import eu.parvis.crypto.Keys;
import eu.parvis.crypto.SecretBox;
import eu.parvis.crypto.Signature;
import eu.parvis.db.Database;
import eu.parvis.db.Migrations;
import eu.parvis.help.HelpRoutes;
import eu.parvis.home.HomeRoutes;
import eu.parvis.home.HomeVerticle;
import eu.parvis.http.ApiReference;
import eu.parvis.http.Cookies;
import eu.parvis.http.HttpVerticle;
import eu.parvis.http.Idempotency;
import eu.parvis.http.Limits;
import eu.parvis.http.ManagementVerticle;
import eu.parvis.http.ManagementVerticle.Finding;
import eu.parvis.http.Pages;
import eu.parvis.http.PublicPages;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.StaticFiles;
import eu.parvis.joining.JoinApiRoutes;
import eu.parvis.joining.JoinRoutes;
import eu.parvis.joining.JoinVerticle;
import eu.parvis.mail.MailVerticle;
import eu.parvis.membership.InvitationRoutes;
import eu.parvis.membership.MembershipVerticle;
import eu.parvis.membership.UserApiRoutes;
import eu.parvis.organisation.OrganisationVerticle;
import eu.parvis.registration.organisation.RegistrationApiRoutes;
import eu.parvis.registration.organisation.RegistrationRoutes;
import eu.parvis.registration.organisation.RegistrationVerticle;
import eu.parvis.session.SessionGuard;
import eu.parvis.session.SessionVerticle;
import eu.parvis.signin.password.SigninApiRoutes;
import eu.parvis.signin.password.SigninRoutes;
import eu.parvis.signin.password.SigninVerticle;
import eu.parvis.signin.recovery.RecoveryApiRoutes;
import eu.parvis.signin.recovery.RecoveryRoutes;
import eu.parvis.signin.recovery.RecoveryVerticle;
import eu.parvis.users.UserRoutes;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.micrometer.MicrometerMetricsFactory;
import java.security.SecureRandom;
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

    /** One for each core: they never wait, and the fewer they are, the less they have to wake each other. */
    private static final int EVENT_LOOPS = Runtime.getRuntime().availableProcessors();

    private static final Duration LAST_STEPS = Duration.ofSeconds(8);

    private final Vertx vertx;
    private final Configuration configuration;
    private final Clock clock;
    private final PrometheusMeterRegistry meters;
    private final SecureRandom random = new SecureRandom();
    private final AtomicBoolean serving = new AtomicBoolean();
    private final Deque<Future<String>> capabilities = new ConcurrentLinkedDeque<>();
    private volatile Future<String> site = Future.succeededFuture();
    private volatile Optional<JvmMeters> jvmMeters = Optional.empty();

    private final Bus bus;
    private final Database database;
    private final Foundation foundation;
    private final byte[] pepper;
    private final Pages pages;
    private final Limits limits;

    private Portal(
            Vertx vertx, Configuration configuration, Clock clock, PrometheusMeterRegistry meters, Database database) {
        this.vertx = vertx;
        this.configuration = configuration;
        this.clock = clock;
        this.meters = meters;
        this.limits = new Limits(clock, configuration.limits());
        this.bus = Bus.on(vertx, meters);
        this.database = database;
        var current = Keys.from(configuration.secrets().master());
        var previous = configuration.secrets().previousMasters().stream()
                .map(Keys::from)
                .toList();
        var box = new SecretBox(current.box(), previous.stream().map(Keys::box).toList(), random);
        var signature = new Signature(
                current.signing(), previous.stream().map(Keys::signing).toList());
        this.foundation = new Foundation(bus, database, configuration, box, signature, clock, random, meters);
        this.pepper = previous.isEmpty()
                ? current.pepper()
                : previous.get(previous.size() - 1).pepper();
        this.pages = new Pages(vertx, configuration, new StaticFiles(configuration.brand()), clock);
    }

    /**
     * Opens the portal; the future fails where it cannot be opened, and nothing is left running.
     *
     * @param extra routes beside those of the portal; the sandbox has its test bench
     */
    public static Future<Portal> open(Configuration configuration, Clock clock, Function<Site, List<Routes>> extra) {
        var meters = Metrics.registry();
        return vertx(configuration, meters).compose(vertx -> {
            try {
                // What takes longest begins first.
                var database = Database.open(vertx, configuration.db(), EVENT_LOOPS);
                var schema = Migrations.run(vertx, database, configuration.db());
                return new Portal(vertx, configuration, clock, meters, database).opened(schema, extra);
            } catch (RuntimeException e) {
                return closed(vertx, e);
            }
        });
    }

    /** A Vert.x takes with it what was opened on it: connections, and whoever still waits for the database. */
    private static Future<Portal> closed(Vertx vertx, RuntimeException cause) {
        // bound to no event loop: those end before this is told
        var failed = Promise.<Portal>promise();
        vertx.close().onComplete(closed -> failed.fail(cause));
        return failed.future();
    }

    private Future<Portal> opened(Future<Void> schema, Function<Site, List<Routes>> extra) {
        // Bound to no event loop: where opening fails, those end before this is told.
        var opened = Promise.<Portal>promise();
        deploy(schema, extra)
                .onSuccess(done -> opened.complete(this))
                .onFailure(cause -> close().onComplete(closed -> opened.fail(cause)));
        return opened.future();
    }

    /** What needs no table is deployed while the schema is brought up to date; the site opens when all of it is there. */
    private Future<Void> deploy(Future<Void> schema, Function<Site, List<Routes>> extra) {
        var management = vertx.deployVerticle(management());
        var hashing = capability("hashing", this::hashing);
        var rest = schema.compose(current -> Future.join(List.of(
                capability("audit", () -> new AuditVerticle(foundation)),
                capability("mail", () -> new MailVerticle(foundation)),
                capability("company", () -> new CompanyVerticle(foundation)),
                capability("session", () -> new SessionVerticle(foundation)),
                capability("organisation", () -> new OrganisationVerticle(foundation)),
                capability("membership", () -> new MembershipVerticle(foundation)),
                capability("joining", () -> new JoinVerticle(foundation)),
                capability("home", () -> new HomeVerticle(foundation)),
                capability("signin", () -> new SigninVerticle(foundation)),
                capability("recovery", () -> new RecoveryVerticle(foundation)),
                capability("registration", () -> new RegistrationVerticle(foundation)),
                capability("activation", () -> new ActivationVerticle(foundation)))));
        var behind = Future.join(management, hashing, rest);
        site = deploy("http", () -> http(behind, extra));
        return Future.join(behind, site).onSuccess(done -> serve()).mapEmpty();
    }

    /** The JVM's own meters come last: a start would wait for the classes that they need. */
    private void serve() {
        serving.set(true);
        vertx.executeBlocking(() -> new JvmMeters(meters))
                .onSuccess(jvm -> jvmMeters = Optional.of(jvm))
                .onFailure(cause -> LOG.warn("/metrics says nothing of the JVM", cause));
    }

    private Deployable management() {
        return new ManagementVerticle(
                configuration.management(),
                meters,
                serving,
                Map.of("database", () -> database.run("SELECT 1"), "schema", () -> Migrations.needNewest(database)),
                Map.of("/journal", () -> journal(0)));
    }

    /** All of it, stretch by stretch. A walk that comes no further met a seal that is gone. */
    private Future<Finding> journal(long after) {
        return bus.request(AuditApi.VERIFY, new AuditApi.Verify(after)).compose(walked -> {
            var further = !walked.complete() && walked.broken().isEmpty() && walked.upTo() > after;
            var told = new JsonObject().put("sealed", walked.upTo());
            walked.broken().ifPresent(entry -> told.put("brokenAt", entry));
            return further ? journal(walked.upTo()) : Future.succeededFuture(new Finding(walked.complete(), told));
        });
    }

    private Deployable hashing() {
        var settings = configuration.hashing();
        return new HashingVerticle(
                bus,
                new HashingSettings(
                        settings.memory(),
                        settings.iterations(),
                        settings.parallelism(),
                        settings.threads(),
                        settings.queue()),
                pepper);
    }

    private Deployable http(Future<?> behind, Function<Site, List<Routes>> extra) {
        return new HttpVerticle(
                behind,
                this::site,
                site -> Stream.concat(routes(site), extra.apply(site).stream()).toList());
    }

    /** What the routes of one HTTP verticle share. */
    private Site site(Vertx vertx) {
        return new Site(
                vertx,
                bus,
                configuration,
                clock,
                pages,
                new PublicPages(configuration, pages, clock),
                limits,
                new Cookies(configuration.http()),
                new Idempotency(database, foundation.box(), foundation.signature(), clock));
    }

    static Stream<Routes> routes(Site site) {
        var guard = new SessionGuard(site);
        return Stream.of(
                new HelpRoutes(site),
                new RegistrationRoutes(site, guard),
                new RegistrationApiRoutes(site, guard),
                new SigninRoutes(site, guard),
                new SigninApiRoutes(site, guard),
                new RecoveryRoutes(site),
                new RecoveryApiRoutes(site),
                new ActivationRoutes(site, guard),
                new ActivationApiRoutes(site, guard),
                new SecurityQuestionRoutes(site, guard),
                new HomeRoutes(site, guard),
                new UserRoutes(site, guard),
                new JoinRoutes(site, guard),
                new UserApiRoutes(site, guard),
                new JoinApiRoutes(site, guard),
                new InvitationRoutes(site, guard),
                new CompanyRoutes(site),
                new ApiReference(site));
    }

    private Future<String> capability(String kind, Supplier<Deployable> verticle) {
        var deployment = deploy(kind, verticle);
        capabilities.push(deployment);
        return deployment;
    }

    private Future<String> deploy(String kind, Supplier<Deployable> verticle) {
        var instances = configuration.instances(kind);
        return instances == 0
                ? Future.succeededFuture()
                : vertx.deployVerticle(verticle, new DeploymentOptions().setInstances(instances));
    }

    /** How long {@link #close} takes at most: the announcement, requests, mails, and what is shut after them. */
    static Duration longestStop(Configuration configuration) {
        var http = configuration.http();
        return http.closeAfter().plus(http.drain().multipliedBy(2)).plus(LAST_STEPS);
    }

    /** Not ready any more; the requests under way finish while everything they need is there; then the rest ends. */
    public Future<Void> close() {
        // bound to no event loop: those end before this is kept
        var closed = Promise.<Void>promise();
        announced()
                .eventually(() -> undeploy(site))
                .eventually(this::undeployLastFirst)
                .eventually(database::close)
                .onComplete(done -> vertx.close().onComplete(closed));
        jvmMeters.ifPresent(JvmMeters::close);
        return closed.future().onComplete(done -> LOG.info("Parvis has stopped"));
    }

    /** A proxy that asks now and then goes on sending visitors here until it has heard it. */
    private Future<?> announced() {
        var http = configuration.http();
        var pause = serving.getAndSet(false) ? http.closeAfter() : Duration.ZERO;
        LOG.info("Parvis stops: the port closes after {}, requests and mails may take {}", pause, http.drain());
        return pause.isZero() ? Future.succeededFuture() : vertx.timer(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Future<Void> undeployLastFirst() {
        var last = capabilities.poll();
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
