package eu.parvis.db;

import eu.parvis.config.Configuration;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Brings the schema up to date, before anything else uses it. Migrations only add, because old and new nodes run side
 * by side.
 */
public final class Migrations {

    private static final String UNDEFINED_TABLE = "42P01";

    private Migrations() {}

    /** Fails with {@link SchemaDiffers} if the history of the database contradicts the migrations of this build. */
    public static Future<Void> run(Vertx vertx, Database database, Configuration.Db settings) {
        if (!settings.migrate()) {
            return Future.succeededFuture();
        }
        return database.awaitAnswer(vertx, settings.patience())
                .compose(there -> pending(database))
                .compose(pending ->
                        pending.isEmpty() ? Future.succeededFuture() : vertx.executeBlocking(() -> migrate(settings)));
    }

    /**
     * Reads the history without Flyway. Flyway and its JDBC driver take a fifth of the start time, and few starts need
     * them.
     */
    private static Future<List<Migration>> pending(Sql database) {
        return SchemaHistory.read(database).map(SchemaHistory::pending).recover(Migrations::allWhereFlywayNeverRan);
    }

    private static Future<List<Migration>> allWhereFlywayNeverRan(Throwable cause) {
        return cause instanceof PgException sql && UNDEFINED_TABLE.equals(sql.getSqlState())
                ? Future.succeededFuture(Migration.PUBLISHED)
                : Future.failedFuture(cause);
    }

    /** Fails with the reason until the schema has all migrations of this build. */
    public static Future<Void> needNewest(Sql database) {
        var newest = Migration.PUBLISHED.get(Migration.PUBLISHED.size() - 1).version();
        return SchemaHistory.read(database)
                .recover(cause -> Future.failedFuture("Migration " + newest + " cannot be seen: " + cause.getMessage()))
                .map(SchemaHistory::pending)
                .compose(pending -> pending.isEmpty()
                        ? Future.succeededFuture()
                        : Future.failedFuture("Migration " + pending.get(0).version() + " is missing"));
    }

    private static Void migrate(Configuration.Db settings) {
        flyway(settings).load().migrate();
        return null;
    }

    static FluentConfiguration flyway(Configuration.Db settings) {
        return Flyway.configure()
                .dataSource("jdbc:" + settings.uri(), settings.user(), settings.password())
                .locations("classpath:db/migration")
                .validateMigrationNaming(true);
    }
}
