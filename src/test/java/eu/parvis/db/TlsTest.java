package eu.parvis.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.TestDatabase;
import eu.parvis.config.Configuration;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The effects of sslmode and sslrootcert with a server that requires TLS. */
class TlsTest {

    @TempDir
    private static Path folder;

    private static Vertx vertx;
    private static TlsDatabase database;
    private static TlsDatabase ofAnotherName;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        database = TlsDatabase.of("localhost", folder);
        ofAnotherName = TlsDatabase.of("mallory.example", folder);
    }

    @AfterAll
    static void stop() {
        database.close();
        ofAnotherName.close();
        Await.done(vertx.close());
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify-full", "verify-ca", "require"})
    void aServerOfTheNamedAuthorityIsSpokenToInSecret(String mode) {
        assertTrue(secret(database, mode, database.authority));
    }

    @ParameterizedTest
    @ValueSource(strings = {"allow", "prefer", "require"})
    void whereNoAuthorityIsNamedEveryServerIsSpokenToInSecret(String mode) {
        assertTrue(secret(database.settings("sslmode=" + mode)));
    }

    @Test
    void theSchemaIsBroughtUpToDateOverTheSameAddress() {
        var settings = database.settings("sslmode=verify-full&sslrootcert=" + database.authority);

        Await.done(start(settings));

        assertTrue(secret(settings));
        assertEquals(0, Await.done(ask(settings, "SELECT count(*)::int FROM account", Integer.class)));
    }

    @Test
    void onlyTheStrictestModeAsksForTheName() {
        assertTrue(secret(ofAnotherName, "verify-ca", ofAnotherName.authority));
        assertRefused(ofAnotherName, "verify-full", ofAnotherName.authority);
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify-full", "verify-ca", "require"})
    void aServerOfAnotherAuthorityIsRefused(String mode) {
        assertRefused(database, mode, ofAnotherName.authority);
    }

    @Test
    void withoutTlsNothingIsSaidToAServerThatIsToHaveIt() {
        var plain = TestDatabase.fresh().settings();

        var failure = Await.failure(start(new Configuration.Db(
                plain.uri() + "?sslmode=require",
                plain.user(),
                plain.password(),
                1,
                1,
                plain.deadline(),
                plain.patience(),
                true)));

        assertEquals("Postgres Server does not handle SSL connection", failure.getMessage());
    }

    @Test
    void whoAsksForNoTlsHasNone() {
        assertInstanceOf(PgException.class, Await.failure(start(database.settings("sslmode=disable"))));
    }

    private static void assertRefused(TlsDatabase server, String mode, Path authority) {
        var settings = server.settings("sslmode=" + mode + "&sslrootcert=" + authority);

        assertEquals("SSL handshake failed", Await.failure(start(settings)).getMessage());
    }

    private static Future<Void> start(Configuration.Db settings) {
        var connections = Database.open(vertx, settings, 1);
        return Migrations.run(vertx, connections, settings).eventually(connections::close);
    }

    private static boolean secret(TlsDatabase server, String mode, Path authority) {
        return secret(server.settings("sslmode=" + mode + "&sslrootcert=" + authority));
    }

    private static boolean secret(Configuration.Db settings) {
        return Await.done(ask(settings, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", Boolean.class));
    }

    private static <T> Future<T> ask(Configuration.Db settings, String question, Class<T> answer) {
        var connections = Database.open(vertx, settings, 1);
        return connections
                .run(question)
                .map(rows -> rows.iterator().next().get(answer, 0))
                .eventually(connections::close);
    }
}
