package eu.parvis.journey;

import com.microsoft.playwright.Browser;
import eu.parvis.Chromium;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Secret;
import eu.parvis.membership.Registry;
import eu.parvis.signin.password.SigninCapability;
import eu.parvis.signin.recovery.RecoveryCapability;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is refused at sign-in asks for a link there and signs in with it, in a real browser. */
@ExtendWith({Chromium.class, VertxExtension.class})
class SignInLinkIT {

    private static final String NOLWENN = "nolwenn.kervella@kervella.example";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoIsRefusedSignsInWithALink(boolean scripts, Browser browser, Vertx vertx) {
        var registry = Registry.open(
                vertx,
                Map.of("http.publicUrl", "http://localhost"),
                SigninCapability.DESCRIPTOR,
                RecoveryCapability.DESCRIPTOR);
        registry.activeAccount(NOLWENN);
        var hash = registry.portal.ask(HashingApi.HASH, new HashingApi.Hash(new Secret("Lavande-bleue-42")));
        registry.rows.execute("UPDATE account SET password_hash = '" + hash.phc() + "'");
        var url = registry.portal.address().toString();
        try (var nolwenn = new Visitor(browser, url, "sign-in-link", Locale.FRENCH, scripts)) {
            nolwenn.open("/sign-in");
            nolwenn.type("login", NOLWENN);
            nolwenn.type("password", "Not.the-1");
            nolwenn.goOn();
            nolwenn.page.waitForSelector("form[action='/sign-in/link']");
            nolwenn.looksAt("sign-in-refused");

            nolwenn.press("form[action='/sign-in/link'] button");
            nolwenn.arrivesAt("/sign-in/link/sent");
            nolwenn.looksAt("sign-in-link-sent");
            var link = "/sign-in/open?token=" + token(registry);
            nolwenn.open(link);
            nolwenn.looksAt("sign-in-link-open");
            nolwenn.press("form[action^='/sign-in/open/'] button");
            nolwenn.arrivesAt("/home");

            nolwenn.open(link);
            nolwenn.looksAt("sign-in-link-over");
            nolwenn.open("/sign-in/link");
            nolwenn.looksAt("sign-in-link");
        }
    }

    /** The request is worked on after its answer. */
    private static String token(Registry registry) {
        for (var patience = 0; patience < 100 && registry.portal.mails().isEmpty(); patience++) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return registry.portal.secretOf("sign-in-link", NOLWENN).text();
    }
}
