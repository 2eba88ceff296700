package eu.parvis.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import eu.parvis.Chromium;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Secret;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.protection.ProtectionCapability;
import eu.parvis.signin.password.SigninCapability;
import eu.parvis.signin.recovery.RecoveryCapability;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An account that somebody else has opened, from the mail to the new password. */
@ExtendWith({Chromium.class, VertxExtension.class})
class ProtectionIT {

    private static final String NOLWENN = "nolwenn.kervella@kervella.example";
    private static final String PASSWORD = "Lavande-bleue-42";
    private static final String NEW = "Tilleul.argente-77";

    @ParameterizedTest
    @CsvSource({"fr, true", "en, true", "fr, false"})
    void theOwnerLocksTheAccountAndComesBack(String language, boolean scripts, Browser browser, Vertx vertx) {
        var registry = Registry.open(
                vertx,
                Map.of("http.publicUrl", "http://localhost"),
                SigninCapability.DESCRIPTOR,
                RecoveryCapability.DESCRIPTOR,
                ProtectionCapability.DESCRIPTOR);
        var kervella = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        registry.member(kervella, NOLWENN, Role.ADMINISTRATOR);
        var hash = registry.portal.ask(HashingApi.HASH, new HashingApi.Hash(new Secret(PASSWORD)));
        registry.rows.execute("UPDATE account SET password_hash = '" + hash.phc() + "', language = '" + language + "'");
        var url = registry.portal.address().toString();
        var name = "protection-" + language + (scripts ? "" : "-no-js");
        var locale = Locale.forLanguageTag(language);
        try (var nolwenn = new Visitor(browser, url, name, locale, scripts);
                var thief = new Visitor(browser, url, name + "-thief", locale, scripts)) {
            signIn(nolwenn, PASSWORD);
            nolwenn.arrivesAt("/home");
            registry.clock.advance(Duration.ofMinutes(1));
            signIn(thief, PASSWORD);
            thief.arrivesAt("/home");
            registry.clock.advance(Duration.ofMinutes(1));

            var link = link(registry);
            nolwenn.open(link);
            nolwenn.looksAt("lock-account");
            nolwenn.press("form[action^='/lock-account/'] button");
            nolwenn.arrivesAt("/account-locked");
            nolwenn.looksAt("account-locked");
            thief.open("/home");
            thief.arrivesAt("/sign-in");
            thief.looksAt("signed-out-by-lock");
            nolwenn.open(link);
            nolwenn.looksAt("lock-account-used");
            nolwenn.open("/lock-account?token=a.b");
            nolwenn.looksAt("lock-account-expired");
            nolwenn.open("/lock-account");
            nolwenn.looksAt("lock-account-missing");

            registry.clock.advance(Duration.ofMinutes(1));
            var token = registry.portal.secretOf("account-locked", NOLWENN).text();
            nolwenn.open("/new-password?token=" + token);
            nolwenn.type("password", NEW);
            nolwenn.type("passwordConfirmation", NEW);
            nolwenn.goOn();
            nolwenn.arrivesAt("/sign-in");
            signIn(nolwenn, NEW);
            nolwenn.arrivesAt("/home");

            nolwenn.open("/account/protection");
            nolwenn.looksAt("account-protection");
            nolwenn.press("main form[action='/account/protection'] button");
            nolwenn.arrivesAt("/account-locked");
            nolwenn.open("/home");
            nolwenn.arrivesAt("/sign-in");
            assertEquals(
                    List.of("2"), registry.rows.query("SELECT count(*) FROM journal WHERE event = 'ACCOUNT_LOCKED'"));
        }
    }

    private static void signIn(Visitor visitor, String password) {
        visitor.open("/sign-in");
        visitor.type("login", NOLWENN);
        visitor.type("password", password);
        visitor.goOn();
        visitor.page.waitForURL(at -> !at.contains("/sign-in"));
    }

    /** As the mail has it when it leaves. */
    private static String link(Registry registry) {
        var issued = registry.rows.query("SELECT content ->> 'account' || ' '"
                + " || round(extract(epoch FROM created_at) * 1000) FROM mail WHERE occasion = 'new-device'");
        assertTrue(issued.size() == 1, issued::toString);
        return "/lock-account?token=" + registry.portal.foundation.signature().sign("lock account", issued.get(0));
    }
}
