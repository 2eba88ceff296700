package eu.parvis.journey;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import eu.parvis.Chromium;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Secret;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.order.OrderCapability;
import eu.parvis.request.RequestCapability;
import eu.parvis.signin.password.SigninCapability;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A certification agent orders for somebody, follows, changes, prints and deletes the request, in a real browser. */
@ExtendWith({Chromium.class, VertxExtension.class})
class OrderIT {

    private static final String NOLWENN = "nolwenn.kervella@kervella.example";
    private static final String PASSWORD = "Lavande-bleue-42";
    private static final String ERRORS = ".summary-of-errors";

    private Registry registry;

    @ParameterizedTest
    @CsvSource({"fr, true", "en, true", "fr, false"})
    void aPersonOrdersACertificateAndFollowsTheRequest(String language, boolean scripts, Browser browser, Vertx vertx) {
        open(vertx, language);
        var url = registry.portal.address().toString();
        var name = "order-" + (scripts ? language : "no-js");
        try (var nolwenn = new Visitor(browser, url, name, Locale.forLanguageTag(language), scripts)) {
            signsIn(nolwenn);
            nolwenn.looksAt("requests-empty");
            var request = orders(nolwenn);
            changes(nolwenn, request);
            seesTheList(nolwenn);
            prints(nolwenn, request);
            deletes(nolwenn, request);
        }
    }

    private void open(Vertx vertx, String language) {
        registry = Registry.open(
                vertx,
                Map.of("http.publicUrl", "http://localhost"),
                SigninCapability.DESCRIPTOR,
                RequestCapability.DESCRIPTOR,
                OrderCapability.DESCRIPTOR);
        var organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        registry.member(organisation, NOLWENN, Role.CERTIFICATION_AGENT, Role.USER);
        var hash = registry.portal.ask(HashingApi.HASH, new HashingApi.Hash(new Secret(PASSWORD)));
        registry.rows.execute("UPDATE account SET password_hash = '" + hash.phc() + "', language = '" + language + "'");
    }

    private static void signsIn(Visitor visitor) {
        visitor.open("/sign-in?returnTo=/requests");
        visitor.type("login", NOLWENN);
        visitor.type("password", PASSWORD);
        visitor.goOn();
        visitor.arrivesAt("/requests");
    }

    private static String orders(Visitor visitor) {
        visitor.press("main a[href='/order']");
        visitor.arrivesAt("/order");
        visitor.looksAt("order-menu");
        visitor.press("button[value=ID_RGS_1]");
        visitor.page.waitForURL(at -> at.endsWith("/holder"));
        var request = visitor.page.url().replaceAll("^https?://[^/]*|/holder$", "");
        visitor.looksAt("order-holder");
        namesYann(visitor);
        visitor.arrivesAt(request + "/duration");
        visitor.looksAt("order-duration");
        visitor.tick("durationMonths", "24");
        visitor.type("note", "12-B");
        visitor.goOn();
        visitor.arrivesAt(request + "/documents");
        visitor.press("[data-onward]");
        visitor.arrivesAt(request + "/submission");
        visitor.looksAt("order-summary");
        visitor.goOn();
        visitor.arrivesAt(request);
        assertTrue(visitor.page.locator("main").innerText().contains("550000"));
        visitor.looksAt("request-submitted");
        return request;
    }

    private static void namesYann(Visitor visitor) {
        visitor.tick("holder.kind", "PERSON");
        visitor.type("holder.firstName", "Yann");
        visitor.type("holder.lastName", "Riou");
        visitor.type("holder.email", "yann");
        visitor.type("holder.emailConfirmation", "yann.riou@kervella.example");
        visitor.goOn();
        visitor.page.waitForSelector(ERRORS);
        visitor.looksAt("order-holder-errors");
        visitor.type("holder.email", "yann.riou@kervella.example");
        visitor.goOn();
    }

    /** A second window has changed the request meanwhile. */
    private static void changes(Visitor visitor, String request) {
        visitor.open(request + "/duration");
        var late = visitor.anotherTab();
        late.open(request + "/duration");
        visitor.tick("durationMonths", "36");
        visitor.goOn();
        visitor.arrivesAt(request);

        late.type("note", "12-C");
        late.goOn();
        late.page.waitForSelector(ERRORS);
        assertTrue(late.page.inputValue("#note").equals("12-C"));
        late.looksAt("order-changed-meanwhile");
        late.page.close();
    }

    private static void seesTheList(Visitor visitor) {
        visitor.open("/requests");
        visitor.looksAt("requests");
        visitor.type("search", "Riu");
        visitor.press(".filters .button");
        visitor.arrivesAt("/requests");
        assertTrue(visitor.page.locator("tbody").innerText().contains("Yann Riou"));
        visitor.open("/requests?state=ACCEPTED");
        visitor.looksAt("requests-nothing");
    }

    private static void prints(Visitor visitor, String request) {
        visitor.open(request + "/print");
        visitor.looksAt("request-print");
    }

    private static void deletes(Visitor visitor, String request) {
        visitor.open(request);
        visitor.press("a[href$='/deletion']");
        visitor.arrivesAt(request + "/deletion");
        visitor.type("number", "550001");
        visitor.goOn();
        visitor.page.waitForSelector(ERRORS);
        visitor.looksAt("request-delete");
        visitor.type("number", "550000");
        visitor.goOn();
        visitor.arrivesAt("/requests");
        visitor.looksAt("requests-deleted");
    }
}
