package eu.parvis.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.LoadState;
import eu.parvis.Chromium;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Secret;
import eu.parvis.desk.DeskCapability;
import eu.parvis.membership.Role;
import eu.parvis.request.Orders;
import eu.parvis.signin.password.SigninCapability;
import eu.parvis.validation.ValidationCapability;
import eu.parvis.values.Language;
import eu.parvis.words.Words;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator refuses a document in a real browser, it is replaced alone, and the request is accepted. */
@ExtendWith({Chromium.class, VertxExtension.class})
class DeskIT {

    private static final String YANN = "yann.legoff@authority.example";
    private static final String PASSWORD = "Lavande-bleue-42";

    private Orders orders;
    private String url;
    private UUID request;
    private Words words;

    @BeforeEach
    void open(Vertx vertx) {
        orders = new Orders(
                vertx,
                Map.of("http.publicUrl", "http://localhost"),
                SigninCapability.DESCRIPTOR,
                ValidationCapability.DESCRIPTOR,
                DeskCapability.DESCRIPTOR);
        var account = orders.registry.activeAccount(YANN);
        orders.registry.rows.execute("UPDATE account SET operator = true WHERE id = '" + account + "'");
        var mathis = orders.member("mathis.kervella@kervella.example", Role.USER);
        request = orders.order(mathis, "ID_RGS_2", Orders.me()).request().id();
        orders.submit(mathis, request);
        url = orders.registry.portal.address().toString();
    }

    @ParameterizedTest
    @CsvSource({"fr, true", "en, true", "fr, false"})
    void aRequestIsCheckedRefusedReplacedAndAccepted(String language, boolean scripts, Browser browser) {
        var hash = orders.registry.portal.ask(HashingApi.HASH, new HashingApi.Hash(new Secret(PASSWORD)));
        orders.registry.rows.execute(
                "UPDATE account SET language = '" + language + "'",
                "UPDATE account SET password_hash = '" + hash.phc() + "' WHERE operator");
        words = Words.of(Language.valueOf(language.toUpperCase(Locale.ROOT)));
        var name = "desk-" + (scripts ? language : "no-js");
        var locale = Locale.forLanguageTag(language);
        handsIn("IDENTITY");
        handsIn("MANDATE");
        try (var yann = new Visitor(browser, url, name, locale, scripts)) {
            signsIn(yann);
            takesTheRequest(yann);
            refusesTheIdentityDocument(yann, scripts);
            orders.registry.rows.execute("UPDATE request_document SET state = 'REPLACED' WHERE kind = 'IDENTITY'");
            handsIn("IDENTITY");
            acceptsTheRequest(yann, scripts);
        }
    }

    private void handsIn(String kind) {
        orders.receive(request, kind, "RECEIVED");
        orders.registry.rows.execute("UPDATE request SET state = 'IN_REVIEW'");
    }

    private void signsIn(Visitor yann) {
        yann.open("/sign-in?returnTo=/desk");
        yann.type("login", YANN);
        yann.type("password", PASSWORD);
        yann.goOn();
        yann.arrivesAt("/desk");
        yann.looksAt("desk-queue");
    }

    private void takesTheRequest(Visitor yann) {
        yann.open("/desk/next");
        yann.arrivesAt("/desk/requests/" + request);
        yann.looksAt("desk-file");
        yann.press("form[action$='/claim'] button");
        done(yann, "claimed");
    }

    private void done(Visitor yann, String act) {
        assertThat(yann.page.locator(".notice.good")).containsText(words.text("desk.done." + act));
    }

    private void refusesTheIdentityDocument(Visitor yann, boolean scripts) {
        if (scripts) {
            pressKey(yann, "a");
            assertEquals("IDENTITY.decision ACCEPTED", focused(yann));
            pressKey(yann, "r");
            assertEquals("IDENTITY-reason", yann.page.evaluate("document.activeElement.id"));
        } else {
            yann.press("form[action$='/documents/IDENTITY'] summary");
        }
        yann.press("button[name='IDENTITY.decision'][value=REFUSED]");
        yann.page.waitForSelector(".summary-of-errors");
        yann.looksAt("desk-file-errors");
        yann.choose("IDENTITY-reason", "UNREADABLE");
        yann.press("button[name='IDENTITY.decision'][value=REFUSED]");
        done(yann, "document");
        yann.looksAt("desk-file-refused");
    }

    private static void pressKey(Visitor yann, String key) {
        // The script that listens to keys runs before this event.
        yann.page.waitForLoadState(LoadState.DOMCONTENTLOADED);
        yann.page.keyboard().press(key);
    }

    /** The button under the focus, which the page shows. */
    private static Object focused(Visitor yann) {
        return yann.page.evaluate("document.activeElement.matches(':focus-visible')"
                + " && document.activeElement.name + ' ' + document.activeElement.value");
    }

    private void acceptsTheRequest(Visitor yann, boolean scripts) {
        yann.open("/desk/requests/" + request);
        for (var kind : List.of("IDENTITY", "MANDATE")) {
            yann.press("button[name='" + kind + ".decision'][value=ACCEPTED]");
            done(yann, "document");
        }
        if (scripts) {
            pressKey(yann, "a");
            assertEquals("decision ACCEPTED", focused(yann));
        }
        yann.press("details:has(#metBy) > summary");
        yann.type("metBy", "Rozenn Le Bihan");
        yann.type("metOn", "2026-11-20");
        yann.type("place", "Quimper");
        yann.tick("document", "PASSPORT");
        yann.type("number", "24AB12345");
        yann.press("form[action$='/face-to-face'] button");
        done(yann, "met");
        yann.looksAt("desk-file-met");
        checks(yann, "ORGANISATION", "OFFICIAL_REGISTER");
        yann.press("button[name=decision][value=ACCEPTED]");
        assertTrue(yann.page.innerText("main").contains(words.text("desk.validationsOpen")));
        checks(yann, "MAILBOX", "MAIL_RANDOM_VALUE");
        yann.looksAt("desk-file-checked");
        yann.press("button[name=decision][value=ACCEPTED]");
        done(yann, "accepted");
        yann.looksAt("desk-file-accepted");
        assertTrue(yann.page.innerText("main").contains(words.text("request.state.ACCEPTED")));
        seesTheCalendar(yann);
        yann.open("/desk/figures");
        yann.looksAt("desk-figures");
    }

    private void checks(Visitor yann, String thing, String method) {
        yann.press("details:has(#" + thing + "-method) > summary");
        yann.choose(thing + "-method", method);
        yann.type(thing + ".evidence", "Kbis");
        yann.type(thing + ".checkedOn", "2026-11-20");
        yann.press("form[action$='/validations/" + thing + "'] button");
        done(yann, "validation");
    }

    private void seesTheCalendar(Visitor yann) {
        yann.open("/desk/validations");
        yann.looksAt("desk-validations");
        yann.press("tbody a");
        yann.page.waitForURL(url -> url.matches(".*/desk/validations/[0-9a-f-]{36}"));
        yann.looksAt("desk-validation");
        yann.press("main details > summary");
        yann.press("form[action$='/withdrawal'] button");
        yann.page.waitForSelector(".summary-of-errors");
        yann.type("reason", "Erreur");
        yann.press("form[action$='/withdrawal'] button");
        assertThat(yann.page.locator(".notice.good")).containsText(words.text("validation.done.withdrawn"));
        yann.looksAt("desk-validation-withdrawn");
    }
}
