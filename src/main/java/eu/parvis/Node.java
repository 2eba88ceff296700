package eu.parvis;

import eu.parvis.audit.AuditApi;
import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import eu.parvis.config.Configuration;
import eu.parvis.crypto.HashingSettings;
import eu.parvis.crypto.HashingVerticle;
import eu.parvis.crypto.Keys;
import eu.parvis.crypto.SecretBox;
import eu.parvis.crypto.Signature;
import eu.parvis.db.Database;
import eu.parvis.db.Migrations;
import eu.parvis.http.Cookies;
import eu.parvis.http.Idempotency;
import eu.parvis.http.Limits;
import eu.parvis.http.ManagementVerticle;
import eu.parvis.http.ManagementVerticle.Finding;
import eu.parvis.http.Notices;
import eu.parvis.http.Pages;
import eu.parvis.http.PublicPages;
import eu.parvis.http.Site;
import eu.parvis.http.StaticFiles;
import eu.parvis.terms.PublicationStore;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** The shared objects of a node, and the verticles that belong to no capability. */
final class Node {

    private final Configuration configuration;
    private final PrometheusMeterRegistry meters;
    private final Foundation foundation;
    private final byte[] pepper;
    private final Pages pages;
    private final Limits limits;

    Node(Vertx vertx, Configuration configuration, Clock clock, PrometheusMeterRegistry meters, Database database) {
        this.configuration = configuration;
        this.meters = meters;
        var random = new SecureRandom();
        var current = Keys.from(configuration.secrets().master());
        var previous = configuration.secrets().previousMasters().stream()
                .map(Keys::from)
                .toList();
        var box = new SecretBox(current.box(), previous.stream().map(Keys::box).toList(), random);
        var signature = new Signature(
                current.signing(), previous.stream().map(Keys::signing).toList());
        var bus = Bus.on(vertx, meters);
        this.foundation = new Foundation(bus, database, configuration, box, signature, clock, random, meters);
        this.pepper = previous.isEmpty()
                ? current.pepper()
                : previous.get(previous.size() - 1).pepper();
        this.pages = new Pages(vertx, configuration, new StaticFiles(configuration.brand()), clock);
        this.limits = new Limits(clock, configuration);
    }

    Foundation foundation() {
        return foundation;
    }

    PrometheusMeterRegistry meters() {
        return meters;
    }

    Deployable management(AtomicBoolean serving) {
        var terms = PublicationStore.of(foundation);
        return new ManagementVerticle(
                configuration.management(),
                meters,
                serving,
                Map.of(
                        "database",
                        foundation.database()::needWritable,
                        "schema",
                        () -> Migrations.needNewest(foundation.database()),
                        "terms",
                        () -> terms.map(publication -> publication.need(foundation.now()))
                                .orElseGet(Future::succeededFuture)),
                Map.of("/journal", () -> journal(0)));
    }

    /** Verifies the whole journal in parts. A part that makes no progress has found a missing seal. */
    private Future<Finding> journal(long after) {
        return foundation
                .bus()
                .request(AuditApi.VERIFY, new AuditApi.Verify(after))
                .compose(walked -> {
                    var further = !walked.complete() && walked.broken().isEmpty() && walked.upTo() > after;
                    var details = new JsonObject().put("sealed", walked.upTo());
                    walked.broken().ifPresent(entry -> details.put("brokenAt", entry));
                    return further
                            ? journal(walked.upTo())
                            : Future.succeededFuture(new Finding(walked.complete(), details));
                });
    }

    Deployable hashing() {
        var settings = configuration.hashing();
        return new HashingVerticle(
                foundation.bus(),
                new HashingSettings(
                        settings.memory(),
                        settings.iterations(),
                        settings.parallelism(),
                        settings.threads(),
                        settings.queue()),
                pepper);
    }

    /** The shared objects of the routes of one HTTP verticle. */
    Site site(Vertx vertx) {
        var cookies = new Cookies(configuration.http());
        return new Site(
                vertx,
                foundation.bus(),
                configuration,
                foundation.clock(),
                pages,
                new PublicPages(configuration, pages, foundation.clock()),
                limits,
                cookies,
                new Notices(cookies, foundation.signature(), foundation.clock()),
                new Idempotency(foundation.database(), foundation.box(), foundation.signature(), foundation.clock()));
    }

    Future<Void> close() {
        return foundation.database().close();
    }
}
