package eu.parvis.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {

    private static final String LOCALE = """
            SELECT concat_ws(' ', pg_encoding_to_char(encoding), datlocprovider, datlocale, datcollate, datctype)
            FROM pg_database WHERE datname = current_database()
            """;
    private static final String UTF8 = "UTF8 b C.UTF-8 C C";

    @Test
    void theDatabasesOfTheTestsAreInUtf8WhateverTheMachineSpeaks() {
        assertEquals(List.of(UTF8), TestDatabase.fresh().query(LOCALE));
    }

    @Test
    void soIsThatOfTheSandbox(@TempDir Path folder) throws Exception {
        try (var server = new SandboxDatabase(folder).start();
                var connection = server.getPostgresDatabase().getConnection();
                var rows = connection.createStatement().executeQuery(LOCALE)) {
            rows.next();

            assertEquals(UTF8, rows.getString(1));
        }
    }
}
