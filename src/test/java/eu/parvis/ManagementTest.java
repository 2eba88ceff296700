package eu.parvis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import eu.parvis.config.Configuration;
import eu.parvis.terms.TermsFolderForTests;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Management of a portal that does not migrate the schema itself. */
@ExtendWith(VertxExtension.class)
class ManagementTest {

    private static final String OF_FLYWAY = "flyway_schema_history";

    private final TestDatabase database = TestDatabase.fresh();
    private final int management = FreePort.find();

    @Test
    void aPortalIsReadyOnceTheSchemaIsThere(Vertx vertx) {
        var newest =
                database.query("SELECT max(version::int) FROM " + OF_FLYWAY).get(0);
        database.execute("ALTER TABLE " + OF_FLYWAY + " RENAME TO not_yet");
        var portal = Await.done(open());
        try {
            var empty = ready(vertx);
            assertEquals(503, empty.statusCode());
            assertEquals("UP", check(empty, "database").getString("status"));
            assertEquals(
                    "Migration " + newest
                            + " cannot be seen: ERROR: relation \"flyway_schema_history\" does not exist (42P01)",
                    reason(empty));

            database.execute(
                    "ALTER TABLE not_yet RENAME TO " + OF_FLYWAY,
                    "UPDATE " + OF_FLYWAY + " SET version = NULL WHERE version = '" + newest + "'");
            var older = ready(vertx);
            assertEquals(503, older.statusCode());
            assertEquals("Migration " + newest + " is missing", reason(older));

            database.execute("UPDATE " + OF_FLYWAY + " SET version = '" + newest + "' WHERE version IS NULL");
            assertEquals(200, ready(vertx).statusCode());
        } finally {
            Await.done(portal.close());
        }
    }

    @Test
    void aPortalThatStartsBeforeItsDatabaseIsReadyOnceTheTermsArePublished(Vertx vertx, @TempDir Path folder) {
        new TermsFolderForTests(folder).with("2026-10", "2026-10-01", "The portal is free.");
        database.execute("ALTER TABLE terms_text RENAME TO not_yet");
        var portal = Await.done(open(Map.of("terms.folder", folder.toString())));
        try {
            assertEquals(503, ready(vertx).statusCode());

            database.execute("ALTER TABLE not_yet RENAME TO terms_text");

            waitUntil(() -> ready(vertx).statusCode() == 200);
            assertEquals(List.of("2"), database.query("SELECT count(*) FROM terms_text"));
        } finally {
            Await.done(portal.close());
        }
    }

    @Test
    void aPortalWhoseTermsDifferFromThePublishedOnesNeverBecomesReadyAndNamesTheFile(
            Vertx vertx, @TempDir Path folder) {
        new TermsFolderForTests(folder).with("2026-10", "2026-10-01", "The portal is free.");
        database.execute("INSERT INTO terms_text SELECT '2026-10', language, repeat('0', 64), '2026-10-01', now()"
                + " FROM unnest(ARRAY['en', 'fr']) language");
        database.execute("ALTER TABLE terms_text RENAME TO not_yet");
        var portal = Await.done(open(Map.of("terms.folder", folder.toString())));
        try {
            database.execute("ALTER TABLE not_yet RENAME TO terms_text");

            waitUntil(() -> reason(ready(vertx), "terms").contains("2026-10/en.md has changed"));
            assertEquals(503, ready(vertx).statusCode());
        } finally {
            Await.done(portal.close());
        }
    }

    @Test
    void aPortalOpensWithoutItsDatabaseAndIsNotReady(Vertx vertx) {
        var portal = Await.done(open(TestConfiguration.with(settings(Map.of("terms.folder", "conf/terms")))));
        try {
            assertEquals(503, ready(vertx).statusCode());
        } finally {
            Await.done(portal.close());
        }
    }

    @Test
    void theWholeJournalIsWalkedForWhoeverAsks(Vertx vertx) {
        var portal = Await.done(open());
        try {
            var whole = ask(vertx, "/journal");
            assertEquals(200, whole.statusCode());
            assertEquals(new JsonObject().put("sealed", 0), whole.bodyAsJsonObject());

            database.execute(
                    "INSERT INTO journal (at, event, outcome, detail) VALUES (now(), 'SIGN_IN', 'DONE', '{}')");
            var broken = ask(vertx, "/journal");
            assertEquals(409, broken.statusCode());
            assertEquals(new JsonObject().put("sealed", 0).put("brokenAt", 1), broken.bodyAsJsonObject());
        } finally {
            Await.done(portal.close());
        }
    }

    @Test
    void everyKindOfWorkIsMeasured(Vertx vertx) {
        var portal = Await.done(open());
        try {
            var metrics = ask(vertx, "/metrics").bodyAsString();

            for (var meter : List.of(
                    "due",
                    "oldest_seconds",
                    "running",
                    "begun_total",
                    "done_total",
                    "failed_total",
                    "given_up_total")) {
                var kinds = Pattern.compile("parvis_work_" + meter + "\\{kind=\"([a-z.]+)\"}")
                        .matcher(metrics)
                        .results()
                        .map(match -> match.group(1))
                        .sorted()
                        .toList();
                assertEquals(
                        List.of(
                                "company.recheck",
                                "deletion.due",
                                "desk.reminders",
                                "document.cleanup",
                                "draft.cleanup",
                                "joining.deadlines",
                                "mail",
                                "mail.cleanup",
                                "me.cleanup",
                                "membership.notice",
                                "person.unverified",
                                "recovery",
                                "recovery.cleanup",
                                "registration.unactivated",
                                "request.approvals",
                                "request.cleanup",
                                "session.cleanup",
                                "signin.warnings"),
                        kinds,
                        meter);
            }
        } finally {
            Await.done(portal.close());
        }
    }

    /** The portal tries again each second. */
    private static void waitUntil(BooleanSupplier reached) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            while (!reached.getAsBoolean()) {
                Thread.sleep(50);
            }
        });
    }

    private Future<Portal> open() {
        return open(Map.of());
    }

    private Future<Portal> open(Map<String, String> changes) {
        return open(TestConfiguration.with(database.settings(), settings(changes)));
    }

    private static Future<Portal> open(Configuration configuration) {
        return Portal.open(configuration, Clock.systemUTC(), site -> List.of());
    }

    private Map<String, String> settings(Map<String, String> changes) {
        var site = FreePort.find();
        var settings = new HashMap<>(Map.of(
                "http.host", "127.0.0.1",
                "http.port", String.valueOf(site),
                "http.publicUrl", "http://localhost:" + site,
                "management.port", String.valueOf(management),
                "db.migrate", "false",
                "company.directoryUrl", "",
                "company.viesUrl", ""));
        settings.putAll(changes);
        return settings;
    }

    private HttpResponse<Buffer> ready(Vertx vertx) {
        return ask(vertx, "/ready");
    }

    private HttpResponse<Buffer> ask(Vertx vertx, String path) {
        return Await.done(
                WebClient.create(vertx).get(management, "127.0.0.1", path).send());
    }

    private static String reason(HttpResponse<Buffer> answer) {
        return reason(answer, "schema");
    }

    private static String reason(HttpResponse<Buffer> answer, String name) {
        return check(answer, name).getJsonObject("data").getString("reason");
    }

    private static JsonObject check(HttpResponse<Buffer> answer, String name) {
        return answer.bodyAsJsonObject().getJsonArray("checks").stream()
                .map(JsonObject.class::cast)
                .filter(check -> check.getString("id").equals(name))
                .findFirst()
                .orElseThrow();
    }
}
