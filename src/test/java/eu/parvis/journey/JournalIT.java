package eu.parvis.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import eu.parvis.Chromium;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Secret;
import eu.parvis.journal.JournalCapability;
import eu.parvis.me.MeCapability;
import eu.parvis.membership.MembershipApi;
import eu.parvis.membership.MembershipApi.ChangeRoles;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.signin.password.SigninCapability;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person reads the journal of their account, filters it, goes to older events and saves it, in a real browser. */
@ExtendWith({Chromium.class, VertxExtension.class})
class JournalIT {

    private static final String MAEL = "mael.cariou@kervella.example";
    private static final String PASSWORD = "Lavande-bleue-42";

    @ParameterizedTest
    @CsvSource({"fr, true", "en, true", "fr, false"})
    void aPersonReadsTheJournal(String language, boolean scripts, Browser browser, Vertx vertx) throws IOException {
        var registry = registry(vertx, language);
        var url = registry.portal.address().toString();
        try (var mael = new Visitor(browser, url, "journal-" + language, Locale.forLanguageTag(language), scripts)) {
            mael.open("/sign-in?returnTo=/account");
            mael.type("login", MAEL);
            mael.type("password", PASSWORD);
            mael.goOn();
            mael.arrivesAt("/account");

            mael.press("a[href='/account/journal']");
            mael.arrivesAt("/account/journal");
            assertEquals(50, mael.page.locator("main tbody tr").count());
            mael.looksAt("journal");

            mael.press("a[rel=next]");
            mael.looksAt("journal-older");
            mael.press("a[href='/account/journal?kind=ORGANISATION']");
            assertEquals(1, mael.page.locator("main tbody tr").count());
            assertTrue(mael.page.locator("main tbody").innerText().contains("Nolwenn Kervella"));
            mael.looksAt("journal-organisation");
            mael.press("a[href='/account/journal?kind=ACCOUNT']");
            mael.looksAt("journal-none");

            var file = mael.page.waitForDownload(() -> mael.press("a[href^='/account/journal.csv']"));
            assertEquals("journal.csv", file.suggestedFilename());
            assertTrue(Files.readString(file.path()).startsWith("\ufeff"));
        }
    }

    private static Registry registry(Vertx vertx, String language) {
        var registry = Registry.open(
                vertx,
                Map.of("http.publicUrl", "http://localhost"),
                SigninCapability.DESCRIPTOR,
                JournalCapability.DESCRIPTOR,
                MeCapability.DESCRIPTOR);
        var organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        var nolwenn = registry.member(organisation, "nolwenn.kervella@kervella.example", Role.ADMINISTRATOR);
        var mael = registry.member(organisation, MAEL, Role.USER);
        var hash = registry.portal.ask(HashingApi.HASH, new HashingApi.Hash(new Secret(PASSWORD)));
        registry.rows.execute(
                "UPDATE account SET password_hash = '" + hash.phc() + "', language = '" + language + "'",
                "INSERT INTO journal (at, event, account_id, address, outcome, detail)"
                        + " SELECT now() - interval '1 day', 'SIGN_IN', '" + mael.account()
                        + "', '2001:db8:85a3:8d3:1319:8a2e:370:7348', 'REFUSED',"
                        + " '{\"program\": \"Samsung Internet\", \"system\": \"Android\"}' FROM generate_series(1, 55)");
        registry.portal.ask(
                MembershipApi.CHANGE_ROLES,
                new ChangeRoles(nolwenn, registry.user(mael), List.of(Role.TECHNICAL_CONTACT, Role.USER)));
        return registry;
    }
}
