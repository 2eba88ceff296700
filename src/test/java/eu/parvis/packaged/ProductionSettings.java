package eu.parvis.packaged;

import eu.parvis.FreePort;
import eu.parvis.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Settings like an operator's, with the secrets in files. No register is configured, because tests use no internet. */
final class ProductionSettings {

    private ProductionSettings() {}

    static Map<String, String> of(Path folder, TestDatabase database, int smtp) throws IOException {
        var db = database.settings();
        var settings = new HashMap<String, String>();
        settings.put("PARVIS_HTTP_PORT", String.valueOf(FreePort.find()));
        settings.put("PARVIS_HTTP_PUBLIC_URL", "http://localhost:" + settings.get("PARVIS_HTTP_PORT"));
        settings.put("PARVIS_HTTP_CLOSE_AFTER", "PT0S");
        settings.put("PARVIS_MANAGEMENT_PORT", String.valueOf(FreePort.find()));
        settings.put("PARVIS_DB_URI", db.uri());
        settings.put("PARVIS_DB_USER", db.user());
        settings.put("PARVIS_DB_PASSWORD_FILE", secret(folder, "db", db.password()));
        settings.put("PARVIS_SMTP_HOST", "localhost");
        settings.put("PARVIS_SMTP_PORT", String.valueOf(smtp));
        settings.put("PARVIS_SMTP_START_TLS", "DISABLED");
        settings.put("PARVIS_MAIL_SENDER", "portail@fidelys-confiance.example");
        settings.put("PARVIS_SECRETS_KEY_FILE", secret(folder, "key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="));
        settings.put("PARVIS_COMPANY_DIRECTORY_URL", "");
        settings.put("PARVIS_COMPANY_VIES_URL", "");
        return settings;
    }

    private static String secret(Path folder, String name, String value) throws IOException {
        return Files.writeString(folder.resolve(name), value + "\n").toString();
    }
}
