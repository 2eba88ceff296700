package eu.parvis.dev;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** PostgreSQL servers for the sandbox and the tests. */
public final class LocalPostgres {

    private LocalPostgres() {}

    /** Its databases use UTF-8 and sort by code point, whatever the locale of the machine is. */
    public static EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8");
    }
}
