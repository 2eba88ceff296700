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
import eu.parvis.personaldata.PersonalDataCapability;
import eu.parvis.signin.password.SigninCapability;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person reads what is held about them and saves it, in a real browser. */
@ExtendWith({Chromium.class, VertxExtension.class})
class PersonalDataIT {

    private static final String MAEL = "mael.cariou@kervella.example";
    private static final String PASSWORD = "Lavande-bleue-42";
    private static final Pattern CODE = Pattern.compile("[A-Z]{2,}(_[A-Z]+)*|[a-z]+(-[a-z]+)+|Mozilla.*|[\\[{].*");

    @ParameterizedTest
    @CsvSource({"fr, true", "en, true", "fr, false"})
    void aPersonReadsTheirData(String language, boolean scripts, Browser browser, Vertx vertx) throws IOException {
        var registry = registry(vertx, language);
        var url = registry.portal.address().toString();
        try (var mael = new Visitor(browser, url, "data-" + language, Locale.forLanguageTag(language), scripts)) {
            mael.open("/sign-in?returnTo=/account");
            mael.type("login", MAEL);
            mael.type("password", PASSWORD);
            mael.goOn();
            mael.arrivesAt("/account");
            registry.clock.advance(Duration.ofMinutes(6));

            mael.press("a[href='/account/data']");
            mael.page.waitForSelector("#proof");
            mael.looksAt("data-proof");
            mael.press(".links a[href='/account']");
            mael.arrivesAt("/account");
            mael.press("a[href='/account/data']");
            mael.type("proof", PASSWORD);
            mael.goOn();
            mael.arrivesAt("/account/data");
            mael.looksAt("data");

            for (var summary : mael.page.locator("main summary").all()) {
                summary.click();
            }
            mael.looksAt("data-open");
            var values = mael.page.locator("main .stacked dd").allInnerTexts();
            assertTrue(values.size() > 15, values::toString);
            assertEquals(
                    List.of(),
                    values.stream()
                            .filter(value -> CODE.matcher(value).matches())
                            .toList());
            assertTrue(
                    values.contains(language.equals("fr") ? "Chrome sous Linux" : "Chrome on Linux"), values::toString);

            var file = mael.page.waitForDownload(() -> mael.press("main a[href='/account/data.json']"));
            assertEquals(
                    MAEL,
                    new JsonObject(Files.readString(file.path()))
                            .getJsonArray("account")
                            .getJsonObject(0)
                            .getString("email"));
        }
    }

    private static Registry registry(Vertx vertx, String language) {
        var registry = Registry.open(
                vertx,
                Map.of("http.publicUrl", "http://localhost"),
                SigninCapability.DESCRIPTOR,
                PersonalDataCapability.DESCRIPTOR,
                MeCapability.DESCRIPTOR);
        var organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        var mael = registry.member(organisation, MAEL, Role.TECHNICAL_CONTACT, Role.USER);
        var hash = registry.portal.ask(HashingApi.HASH, new HashingApi.Hash(new Secret(PASSWORD)));
        registry.rows.execute(
                "UPDATE account SET password_hash = '" + hash.phc() + "', language = '" + language + "'",
                "INSERT INTO contact VALUES ('" + organisation + "', 'BILLING_CONTACT', '" + mael.account()
                        + "', 'Mael', 'Cariou', '" + MAEL + "', '+33639984127', now())",
                "INSERT INTO journal (at, event, account_id, address, outcome, detail)"
                        + " SELECT now() - interval '1 day', 'SIGN_IN', '" + mael.account()
                        + "', '2001:db8:85a3:8d3:1319:8a2e:370:7348', 'REFUSED',"
                        + " '{\"program\": \"Samsung Internet\", \"system\": \"Android\"}' FROM generate_series(1, 25)");
        return registry;
    }
}
