package eu.parvis;

import eu.parvis.config.Configuration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The defaults of {@code conf/portal.yaml} with the changes of a test, read like an operator's settings. */
public final class TestConfiguration {

    private static final Map<String, String> NEEDED = Map.of(
            "http.publicUrl", "https://portal.fidelys-confiance.example",
            "http.closeAfter", "PT0S",
            "db.uri", "postgresql://localhost:1/none",
            "recovery.pause", "PT0S",
            "smtp.host", "localhost",
            "smtp.startTls", "DISABLED",
            "mail.sender", "espaceclient@fidelys-confiance.example",
            "secrets.key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            // no terms of use, unless a test asks for them
            "terms.folder", "");

    private TestConfiguration() {}

    /**
     * The defaults with changes.
     *
     * @param changes setting to value, such as {@code smtp.port} to {@code 2525}
     */
    public static Configuration with(Map<String, String> changes) {
        var environment = new HashMap<String, String>();
        NEEDED.forEach((key, value) -> environment.put(variable(key), value));
        changes.forEach((key, value) -> environment.put(variable(key), value));
        return Portal.configuration(Optional.empty(), environment);
    }

    /** With the test's own database. */
    public static Configuration with(Configuration.Db db, Map<String, String> changes) {
        var all = new HashMap<>(changes);
        all.put("db.uri", db.uri());
        all.put("db.user", db.user());
        all.put("db.password", db.password());
        all.put("db.poolSize", String.valueOf(db.poolSize()));
        return with(all);
    }

    private static String variable(String key) {
        return "PARVIS_"
                + key.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
