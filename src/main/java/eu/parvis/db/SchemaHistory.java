package eu.parvis.db;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;

/** The migrations that a database has run, as Flyway recorded them, compared with those that this build knows. */
final class SchemaHistory {

    /** Flyway's rows without a version are notes about the schema, not migrations. */
    private static final String APPLIED = """
            SELECT version, script, checksum, success FROM flyway_schema_history
            WHERE version IS NOT NULL ORDER BY installed_rank
            """;

    /** A row of Flyway's table. */
    record Applied(String version, String file, Integer checksum, boolean success) {

        private boolean is(Migration known) {
            return version.equals(String.valueOf(known.version()));
        }

        private boolean isLaterThan(Migration known) {
            return version.matches("[0-9]{1,9}") && Integer.parseInt(version) > known.version();
        }
    }

    private final List<Migration> known;
    private final List<Applied> applied;

    SchemaHistory(List<Migration> known, List<Applied> applied) {
        this.known = List.copyOf(known);
        this.applied = List.copyOf(applied);
    }

    /** Fails with PostgreSQL's 42P01 (undefined table) if Flyway never ran. */
    static Future<SchemaHistory> read(Sql sql) {
        return sql.run(APPLIED).map(rows -> new SchemaHistory(Migration.PUBLISHED, Rows.all(rows, SchemaHistory::row)));
    }

    private static Applied row(Row row) {
        return new Applied(
                row.getString("version"),
                row.getString("script"),
                row.getInteger("checksum"),
                row.getBoolean("success"));
    }

    /**
     * Returns the migrations that are still to run. Migrations of a newer build are accepted: they only add, and its
     * nodes may run beside this one.
     *
     * @throws SchemaDiffers if the history of the database contradicts the files of this build
     */
    List<Migration> pending() {
        applied.forEach(this::requireKnown);
        var pending = known.stream().filter(migration -> !isApplied(migration)).toList();
        pending.forEach(this::requireNoneLater);
        return pending;
    }

    private void requireKnown(Applied row) {
        if (!row.success()) {
            throw new SchemaDiffers(row.file(), "it failed in this database");
        }
        known.stream()
                .filter(row::is)
                .findFirst()
                .ifPresentOrElse(migration -> requireSame(migration, row), () -> requireNewer(row));
    }

    private static void requireSame(Migration migration, Applied row) {
        if (!migration.file().equals(row.file())) {
            throw new SchemaDiffers(row.file(), "this build has " + migration.file() + " in its place");
        }
        if (row.checksum() == null || row.checksum() != migration.checksum()) {
            throw new SchemaDiffers(row.file(), "the database has run another content of this file");
        }
    }

    private void requireNewer(Applied row) {
        if (!known.stream().allMatch(row::isLaterThan)) {
            throw new SchemaDiffers(row.file(), "the database has run it and this build does not know it");
        }
    }

    private boolean isApplied(Migration migration) {
        return applied.stream().anyMatch(row -> row.is(migration));
    }

    private void requireNoneLater(Migration missing) {
        if (applied.stream().anyMatch(row -> row.isLaterThan(missing))) {
            throw new SchemaDiffers(missing.file(), "the database has not run it, but a later one");
        }
    }
}
