package eu.parvis;

import eu.parvis.api.ApiClient;
import eu.parvis.bus.Address;
import eu.parvis.bus.Bus;
import eu.parvis.bus.Message;
import eu.parvis.capability.Capability;
import eu.parvis.capability.Foundation;
import eu.parvis.config.Configuration;
import eu.parvis.crypto.HashingSettings;
import eu.parvis.crypto.HashingVerticle;
import eu.parvis.crypto.Keys;
import eu.parvis.crypto.Secret;
import eu.parvis.db.Database;
import eu.parvis.http.Browser;
import eu.parvis.http.Cookies;
import eu.parvis.http.Idempotency;
import eu.parvis.http.Limits;
import eu.parvis.http.Notices;
import eu.parvis.http.Pages;
import eu.parvis.http.PublicPages;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.StaticFiles;
import eu.parvis.http.TestServer;
import eu.parvis.session.NewSession;
import eu.parvis.session.SessionApi;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionStore;
import eu.parvis.session.Subject;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The capabilities that a test names, over a real database, with a clock that the test moves. Their verticles are
 * deployed at once; the port opens when the test first asks for the address, a browser or a program.
 */
public final class TestPortal {

    private static final HashingSettings CHEAP = new HashingSettings(64, 1, 1, 2, 100);
    private static final String ADDRESS = "192.0.2.7";

    public final TestClock clock;
    public final TestDatabase database;
    public final Vertx vertx;
    public final Configuration configuration;
    public final Database sql;
    public final Bus bus;
    public final Foundation foundation;

    private final Map<String, String> deployments = new HashMap<>();
    private final List<Function<Site, Routes>> routes = new ArrayList<>();
    private Site site;
    private URI address;

    public TestPortal(Vertx vertx, Capability... capabilities) {
        this(vertx, Map.of(), capabilities);
    }

    /** Changes of the configuration are setting to value. Limits of an address are wide unless they say otherwise. */
    public TestPortal(Vertx vertx, Map<String, String> changes, Capability... capabilities) {
        this(vertx, TestDatabase.fresh(), new TestClock(), changes, capabilities);
    }

    /** A portal over a database that has rows already. */
    static TestPortal over(TestDatabase database, Vertx vertx, Capability... capabilities) {
        return new TestPortal(vertx, database, new TestClock(), Map.of(), capabilities);
    }

    /** Another node over the database of this one, with the same clock. */
    public TestPortal anotherNode(Vertx other, Capability... capabilities) {
        return new TestPortal(other, database, clock, Map.of(), capabilities);
    }

    private TestPortal(
            Vertx vertx,
            TestDatabase database,
            TestClock clock,
            Map<String, String> changes,
            Capability... capabilities) {
        this.vertx = vertx;
        this.database = database;
        this.clock = clock;
        configuration = TestConfiguration.with(database.settings(), withWideLimits(changes));
        sql = Database.open(vertx, configuration.db(), 1);
        var meters = new SimpleMeterRegistry();
        bus = Bus.on(vertx, meters);
        foundation = TestFoundation.of(bus, sql, configuration, clock, meters);
        if (capabilities.length > 0) {
            hashing();
        }
        Stream.of(capabilities).forEach(this::start);
    }

    private static Map<String, String> withWideLimits(Map<String, String> changes) {
        var all = new HashMap<>(Map.of("limits.addressFactor", "1000"));
        all.putAll(changes);
        return all;
    }

    private void start(Capability capability) {
        routes.addAll(capability.routes());
        capability.verticle().ifPresent(verticle -> {
            var options = new DeploymentOptions().setInstances(configuration.instances(capability.name()));
            var deployed = Await.done(vertx.deployVerticle(() -> verticle.apply(foundation), options));
            deployments.put(capability.name(), deployed);
        });
    }

    public void stop(Capability capability) {
        Await.done(vertx.undeploy(deployments.remove(capability.name())));
    }

    /** Hashes passwords with as little work as Argon2 can do. */
    public void hashing() {
        var pepper = Keys.from(configuration.secrets().master()).pepper();
        Await.done(vertx.deployVerticle(new HashingVerticle(bus, CHEAP, pepper)));
    }

    /** Opens another port, for routes of the test beside those of the capabilities. */
    public URI serve(Routes... more) {
        var all = Stream.concat(routes.stream().map(some -> some.apply(site())), Stream.of(more));
        return TestServer.start(site(), all.toList());
    }

    /** What routes share. */
    public Site site() {
        if (site == null) {
            var pages = new Pages(vertx, configuration, new StaticFiles(configuration.brand()), clock);
            var cookies = new Cookies(configuration.http());
            site = new Site(
                    vertx,
                    bus,
                    configuration,
                    clock,
                    pages,
                    new PublicPages(configuration, pages, clock),
                    new Limits(clock, configuration),
                    cookies,
                    new Notices(cookies, foundation.signature(), clock),
                    new Idempotency(sql, foundation.box(), foundation.signature(), clock));
        }
        return site;
    }

    // --- Those who use it ---------------------------------------------------------------------------------------

    public URI address() {
        if (address == null) {
            address = serve();
        }
        return address;
    }

    public Browser browser() {
        return browser(address());
    }

    /** A browser for a port of {@link #serve}. */
    public Browser browser(URI at) {
        return new Browser(vertx, at, this::subject);
    }

    /** What the pages of this session name in their forms; empty if the session has ended. */
    public Optional<String> subject(String session) {
        return ask(SessionApi.RESOLVE, new SessionApi.Resolve(new Secret(session), false))
                .identity()
                .map(identity -> Subject.of(identity).text());
    }

    /** The browser of a person who has signed in. */
    public Browser browser(UUID account, Kind kind) {
        return browser().with("session", session(account, kind, Channel.BROWSER));
    }

    public ApiClient api() {
        return ApiClient.of(vertx, address());
    }

    /** The program of a person who has signed in. */
    public ApiClient api(UUID account, Kind kind) {
        return api().bearer(session(account, kind, Channel.API));
    }

    /** Signs in; the token of the session. */
    public String session(UUID account, Kind kind, Channel channel) {
        var session = new NewSession(account, kind, channel, Optional.empty(), ADDRESS, true);
        return Await.done(new SessionStore(configuration, foundation.random()).open(sql, session, clock.instant()))
                .token()
                .text();
    }

    public <Q extends Message, R extends Message> R ask(Address<Q, R> to, Q question) {
        return Await.done(start(to, question));
    }

    public <Q extends Message, R extends Message> Future<R> start(Address<Q, R> to, Q question) {
        return bus.request(to, question);
    }

    // --- What became of it --------------------------------------------------------------------------------------

    /** The journal in its order: {@code event outcome}. */
    public List<String> journal() {
        return database.query("SELECT event || ' ' || outcome FROM journal ORDER BY id");
    }

    /** The mails in the order of their writing: {@code occasion recipient}. */
    public List<String> mails() {
        return database.query("SELECT occasion || ' ' || recipient FROM mail WHERE state <> 'CANCELLED'"
                + " ORDER BY created_at, occasion, recipient");
    }

    /** The secret in the only mail of this occasion to this person. */
    public Secret secretOf(String occasion, String recipient) {
        var found = database.query("SELECT id, encode(sealed, 'hex') FROM mail WHERE state <> 'CANCELLED'"
                + " AND occasion = '" + occasion + "' AND recipient = '" + recipient + "'");
        var mail = found.get(0).split("\\|", -1);
        return foundation.box().open(Buffer.buffer(HexFormat.of().parseHex(mail[1])), "mail:" + mail[0]);
    }
}
