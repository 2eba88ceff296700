package eu.parvis.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import eu.parvis.Chromium;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Secret;
import eu.parvis.deletion.DeletionCapability;
import eu.parvis.deletion.DueDeletions;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.personaldata.PersonalDataCapability;
import eu.parvis.signin.password.SigninCapability;
import eu.parvis.signin.recovery.RecoveryCapability;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person deletes the account, changes their mind, and deletes it after all. */
@ExtendWith({Chromium.class, VertxExtension.class})
class DeletionIT {

    private static final String NOLWENN = "nolwenn.kervella@kervella.example";
    private static final String PASSWORD = "Lavande-bleue-42";
    private static final String BUTTON = "main form[action='/account/deletion'] button";
    private static final String KEEP = "main form[action='/account/deletion/cancel'] button";

    @ParameterizedTest
    @CsvSource({"fr, true", "en, true", "fr, false"})
    void theOwnerGoesAfterAll(String language, boolean scripts, Browser browser, Vertx vertx) {
        var registry = Registry.open(
                vertx,
                Map.of("http.publicUrl", "http://localhost"),
                SigninCapability.DESCRIPTOR,
                RecoveryCapability.DESCRIPTOR,
                PersonalDataCapability.DESCRIPTOR,
                DeletionCapability.DESCRIPTOR);
        var kervella = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        registry.member(kervella, NOLWENN, Role.ADMINISTRATOR);
        var hash = registry.portal.ask(HashingApi.HASH, new HashingApi.Hash(new Secret(PASSWORD)));
        registry.rows.execute("UPDATE account SET password_hash = '" + hash.phc() + "', language = '" + language + "'");
        var url = registry.portal.address().toString();
        var name = "deletion-" + language + (scripts ? "" : "-no-js");
        try (var nolwenn = new Visitor(browser, url, name, Locale.forLanguageTag(language), scripts)) {
            signIn(nolwenn);
            nolwenn.open("/account");
            nolwenn.press("a[href='/account/deletion']");
            nolwenn.arrivesAt("/account/deletion");
            nolwenn.looksAt("only-administrator");
            registry.member(kervella, "lena.tanguy@kervella.example", Role.ADMINISTRATOR);
            nolwenn.open("/account/deletion");
            nolwenn.looksAt("before");

            registry.clock.advance(Duration.ofMinutes(6));
            nolwenn.press(BUTTON);
            nolwenn.looksAt("password");
            nolwenn.type("proof", PASSWORD);
            nolwenn.goOn();
            nolwenn.arrivesAt("/account/deletion");
            nolwenn.looksAt("asked");
            nolwenn.open("/home");
            nolwenn.looksAt("banner");
            nolwenn.press(KEEP);
            nolwenn.arrivesAt("/account/deletion");
            nolwenn.looksAt("kept");
            nolwenn.press(BUTTON);
            nolwenn.arrivesAt("/account/deletion");

            registry.rows.execute("UPDATE session SET last_activity_at = last_activity_at + interval '7 days',"
                    + " expires_at = expires_at + interval '7 days'");
            registry.clock.advance(Duration.ofDays(7).plusMinutes(1));
            DueDeletions.run(registry.portal.foundation);
            nolwenn.open("/home");
            nolwenn.arrivesAt("/sign-in");
            nolwenn.looksAt("deleted");
            assertEquals(
                    "-",
                    registry.rows
                            .query("SELECT last_name FROM account WHERE state = 'CLOSED'")
                            .get(0));
            nolwenn.type("login", NOLWENN);
            nolwenn.type("password", PASSWORD);
            nolwenn.goOn();
            nolwenn.arrivesAt("/sign-in");
        }
    }

    private static void signIn(Visitor visitor) {
        visitor.open("/sign-in");
        visitor.type("login", NOLWENN);
        visitor.type("password", PASSWORD);
        visitor.goOn();
        visitor.arrivesAt("/home");
    }
}
