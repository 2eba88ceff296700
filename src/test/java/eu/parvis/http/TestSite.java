package eu.parvis.http;

import eu.parvis.Await;
import eu.parvis.TestClock;
import eu.parvis.TestConfiguration;
import eu.parvis.TestDatabase;
import eu.parvis.TestFoundation;
import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import eu.parvis.config.Configuration;
import eu.parvis.db.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The web part of the portal on a port of its own, over a real database, for the routes of a test. */
public final class TestSite {

    public final TestClock clock = new TestClock();
    public final TestDatabase database = TestDatabase.fresh();
    public final Configuration configuration;
    public final Database sql;
    public final Bus bus;
    public final Site site;
    public final Foundation foundation;

    /** Changes of the configuration are setting to value. Limits of an address are wide unless they say otherwise. */
    public TestSite(Vertx vertx, Map<String, String> changes) {
        configuration = TestConfiguration.with(database.settings(), withWideLimits(changes));
        sql = Database.open(vertx, configuration.db(), 1);
        var meters = new SimpleMeterRegistry();
        bus = Bus.on(vertx, meters);
        var pages = new Pages(vertx, configuration, new StaticFiles(configuration.brand()), clock);
        foundation = TestFoundation.of(bus, sql, configuration, clock, meters);
        site = new Site(
                vertx,
                bus,
                configuration,
                clock,
                pages,
                new PublicPages(configuration, pages, clock),
                new Limits(clock, configuration),
                new Cookies(configuration.http()),
                new Idempotency(sql, foundation.box(), foundation.signature(), clock));
    }

    public TestSite(Vertx vertx) {
        this(vertx, Map.of());
    }

    /** Starts answering; the address of the portal. */
    public URI serve(Routes... routes) {
        var server = Await.done(HttpVerticle.server(site, Arrays.asList(routes)).listen(0, "localhost"));
        return URI.create("http://localhost:" + server.actualPort());
    }

    private static Map<String, String> withWideLimits(Map<String, String> changes) {
        var all = new HashMap<>(Map.of("limits.addressFactor", "1000"));
        all.putAll(changes);
        return all;
    }
}
