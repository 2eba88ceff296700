package eu.parvis.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import eu.parvis.Chromium;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Secret;
import eu.parvis.me.MeCapability;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.signin.password.SigninCapability;
import eu.parvis.signin.terms.AcceptanceCapability;
import eu.parvis.terms.TermsCapability;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refusing, accepting and comparing the terms of use, in a real browser. */
@ExtendWith({Chromium.class, VertxExtension.class})
class TermsIT {

    private static final String NOLWENN = "nolwenn.kervella@kervella.example";
    private static final String PASSWORD = "Lavande-bleue-42";

    @ParameterizedTest
    @CsvSource({"fr, true", "en, true", "fr, false"})
    void aPersonRefusesAcceptsAndComparesTheNextVersion(
            String language, boolean scripts, Browser browser, Vertx vertx, @TempDir Path folder) throws IOException {
        publish(folder);
        var registry = open(vertx, folder, language);
        var url = registry.portal.address().toString();
        var name = "terms-" + language + (scripts ? "" : "-no-js");
        try (var nolwenn = new Visitor(browser, url, name, Locale.forLanguageTag(language), scripts)) {
            nolwenn.open("/terms");
            nolwenn.looksAt("terms");
            assertEquals(scripts, nolwenn.page.locator("[data-print]").isVisible());

            nolwenn.open("/users");
            signIn(nolwenn);
            nolwenn.arrivesAt("/terms/accept");
            nolwenn.looksAt("terms-accept");
            nolwenn.press("button[value=REFUSE]");
            nolwenn.arrivesAt("/terms/refused");
            nolwenn.looksAt("terms-refused");

            nolwenn.open("/users");
            signIn(nolwenn);
            nolwenn.arrivesAt("/terms/accept");
            nolwenn.press("button[value=ACCEPT]");
            nolwenn.arrivesAt("/users");

            registry.clock.advance(Duration.ofDays(40));
            nolwenn.open("/users");
            signIn(nolwenn);
            nolwenn.arrivesAt("/users");
            nolwenn.looksAt("terms-banner");
            nolwenn.press("main .notice a");
            nolwenn.arrivesAt("/terms/accept");
            assertTrue(nolwenn.page.locator(".changes ins").count() > 0);
            nolwenn.looksAt("terms-changes");
            nolwenn.press("form a.button");
            nolwenn.arrivesAt("/users");
            nolwenn.press("main .notice a");
            nolwenn.press("button[value=ACCEPT]");
            nolwenn.arrivesAt("/users");
            assertEquals(0, nolwenn.page.locator("main .notice").count());
        }
    }

    private static void signIn(Visitor visitor) {
        visitor.arrivesAt("/sign-in");
        visitor.type("login", NOLWENN);
        visitor.type("password", PASSWORD);
        visitor.goOn();
    }

    private static Registry open(Vertx vertx, Path folder, String language) {
        var registry = Registry.open(
                vertx,
                Map.of("http.publicUrl", "http://localhost", "terms.folder", folder.toString()),
                SigninCapability.DESCRIPTOR,
                TermsCapability.DESCRIPTOR,
                AcceptanceCapability.DESCRIPTOR,
                MeCapability.DESCRIPTOR);
        var organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        registry.member(organisation, NOLWENN, Role.ADMINISTRATOR);
        var hash = registry.portal.ask(HashingApi.HASH, new HashingApi.Hash(new Secret(PASSWORD)));
        registry.rows.execute("UPDATE account SET password_hash = '" + hash.phc() + "', language = '" + language + "'");
        return registry;
    }

    /** The terms of the jar, and a version for 2027 with a few changes. */
    private static void publish(Path folder) throws IOException {
        var own = Path.of("conf/terms");
        for (var language : new String[] {"fr", "en"}) {
            var text = Files.readString(own.resolve("2026-12/" + language + ".md"));
            write(folder.resolve("2026-12/" + language + ".md"), text);
            write(
                    folder.resolve("2027-01/" + language + ".md"),
                    text.replace("2026-12", "2027-01")
                            .replace("à toute heure, sauf", "sauf la nuit et")
                            .replace("at any hour, except", "except at night and")
                            .replaceFirst("(?m)^2\\. .*\n", ""));
        }
        write(folder.resolve("terms.yaml"), "\"2026-12\": 2026-11-01\n\"2027-01\": 2027-01-01\n");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
