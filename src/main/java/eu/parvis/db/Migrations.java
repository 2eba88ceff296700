package eu.parvis.db;

import eu.parvis.config.Configuration;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import org.flywaydb.core.Flyway;

/** Brings the schema up to date, before anything else uses it. Additive first: old and new nodes run side by side. */
public final class Migrations {

    /** The version of the last file in {@code db/migration}. */
    static final String NEWEST = "1";

    private static final String IS_THERE = "SELECT 1 FROM flyway_schema_history WHERE success AND version = $1";

    private Migrations() {}

    public static Future<Void> run(Vertx vertx, Database database, Configuration.Db settings) {
        if (!settings.migrate()) {
            return Future.succeededFuture();
        }
        return database.answers(vertx, settings.patience())
                .compose(there -> isCurrent(database))
                .compose(
                        current -> current ? Future.succeededFuture() : vertx.executeBlocking(() -> migrate(settings)));
    }

    /**
     * Asked first, because nearly every start finds the schema as it should be, and Flyway with its JDBC driver is a
     * fifth of what a start costs. No answer, as in an empty database, is a no.
     */
    private static Future<Boolean> isCurrent(Sql database) {
        return database.run(IS_THERE, Tuple.of(NEWEST))
                .map(rows -> rows.size() > 0)
                .otherwise(false);
    }

    /** Fails, saying why, until everything is there that this version of the portal reads and writes. */
    public static Future<Void> needNewest(Sql database) {
        return database.run(IS_THERE, Tuple.of(NEWEST))
                .recover(cause -> Future.failedFuture("Migration " + NEWEST + " cannot be seen: " + cause.getMessage()))
                .compose(rows -> rows.size() > 0
                        ? Future.succeededFuture()
                        : Future.failedFuture("Migration " + NEWEST + " is missing"));
    }

    private static Void migrate(Configuration.Db settings) {
        Flyway.configure()
                .dataSource("jdbc:" + settings.uri(), settings.user(), settings.password())
                .locations("classpath:db/migration")
                .validateMigrationNaming(true)
                .load()
                .migrate();
        return null;
    }
}
