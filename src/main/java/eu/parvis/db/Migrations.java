package eu.parvis.db;

import eu.parvis.config.Configuration;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.flywaydb.core.Flyway;

/** Brings the schema up to date, before anything else uses it. Additive first: old and new nodes run side by side. */
public final class Migrations {

    private Migrations() {}

    public static Future<Void> run(Vertx vertx, Configuration.Db settings) {
        return settings.migrate()
                ? vertx.executeBlocking(() -> {
                    migrate(settings);
                    return null;
                })
                : Future.succeededFuture();
    }

    private static void migrate(Configuration.Db settings) {
        Flyway.configure()
                .dataSource("jdbc:" + settings.uri(), settings.user(), settings.password())
                .locations("classpath:db/migration")
                .validateMigrationNaming(true)
                .load()
                .migrate();
    }
}
