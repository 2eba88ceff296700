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

/** Customers with activated accounts, all with the same password. */
final class People {

    static final int COUNT = 1000;
    static final String PASSWORD = "Goéland.7-varech";

    private People() {}

    static String identifier(int number) {
        return String.format(Locale.ROOT, "PB%06d", number);
    }

    /** Inserts all of them into the current schema. */
    static void moveIn(Connection database, byte[] master) throws SQLException {
        try (var insert = database.prepareStatement("""
                INSERT INTO account (id, identifier, email, email_key, first_name, last_name, language, state, step,
                                     password_hash, password_kind, password_changed_at, created_at, activated_at)
                SELECT gen_random_uuid(), 'PB' || lpad(n::text, 6, '0'), n || '@people.example', n || '@people.example',
                       'Nolwenn', 'Kervella', 'fr', 'ACTIVE', 'DONE', ?, 'CHOSEN', now(), now(), now()
                FROM generate_series(0, ? - 1) n
                """)) {
            insert.setString(1, hash(master));
            insert.setInt(2, COUNT);
            insert.executeUpdate();
        }
        try (var statement = database.createStatement()) {
            statement.execute("ANALYZE");
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
