package eu.parvis.bench;

import eu.parvis.bus.Bus;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.HashingSettings;
import eu.parvis.crypto.HashingVerticle;
import eu.parvis.crypto.Keys;
import eu.parvis.crypto.Secret;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Customers, all with the same password. */
final class People {

    static final int COUNT = 1000;
    static final String PASSWORD = "Goéland.7-varech";

    /** What an identifier stands for. */
    enum Kind {
        ACTIVE("PB"),
        PENDING("PP"),
        UNKNOWN("PU"),
        UNKNOWN_TOO("PV");

        private final String letters;

        Kind(String letters) {
            this.letters = letters;
        }
    }

    private People() {}

    static String identifier(Kind kind, int number) {
        return String.format(Locale.ROOT, "%s%06d", kind.letters, number);
    }

    /** Inserts all of them into the current schema. */
    static void moveIn(Connection database, byte[] master) throws SQLException {
        var phc = hash(master);
        insert(database, phc, Kind.ACTIVE, "'ACTIVE', 'DONE'", "'CHOSEN', NULL", "now()");
        insert(database, phc, Kind.PENDING, "'PENDING', 'PASSWORD'", "'TEMPORARY', now() + interval '3 days'", "NULL");
        try (var statement = database.createStatement()) {
            statement.execute("ANALYZE");
        }
    }

    private static void insert(
            Connection database, String phc, Kind kind, String state, String password, String activated)
            throws SQLException {
        try (var insert = database.prepareStatement("""
                INSERT INTO account (id, identifier, email, email_key, first_name, last_name, language, state, step,
                                     password_kind, password_expires_at, activated_at, password_hash,
                                     password_changed_at, created_at)
                SELECT gen_random_uuid(), '%1$s' || lpad(n::text, 6, '0'), '%1$s' || n || '@people.example',
                       lower('%1$s') || n || '@people.example', 'Nolwenn', 'Kervella', 'fr', %2$s, %3$s, %4$s, ?,
                       now(), now()
                FROM generate_series(0, ? - 1) n
                """.formatted(kind.letters, state, password, activated))) {
            insert.setString(1, phc);
            insert.setInt(2, COUNT);
            insert.executeUpdate();
        }
    }

    private static String hash(byte[] master) {
        var vertx = Vertx.vertx();
        try {
            var bus = Bus.on(vertx, new SimpleMeterRegistry());
            return vertx.deployVerticle(new HashingVerticle(
                            bus, HashingSettings.standard(), Keys.from(master).pepper()))
                    .compose(id -> bus.request(HashingApi.HASH, new HashingApi.Hash(new Secret(PASSWORD))))
                    .await(30, TimeUnit.SECONDS)
                    .phc();
        } catch (java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        } finally {
            vertx.close().await();
        }
    }
}
