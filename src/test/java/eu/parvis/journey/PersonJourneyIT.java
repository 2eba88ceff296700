package eu.parvis.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import eu.parvis.Chromium;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A person registers alone in a real browser, proves the address, and signs in. */
@ExtendWith({Chromium.class, SharedPortal.class})
class PersonJourneyIT {

    private static final String PASSWORD = "Lavande-bleue-42";
    private static final Pattern LINK = Pattern.compile("https?://\\S+(/verify\\?token=\\S+)");
    private static final Pattern CODE = Pattern.compile("(?m)^(\\d{6})$");

    private static Browser browser;
    private static RunningPortal portal;

    @BeforeAll
    static void start(Browser ofThisMachine, RunningPortal shared) {
        browser = ofThisMachine;
        portal = shared;
    }

    @Test
    void aFrenchPersonProvesTheAddressByTheCode() {
        byCode("person-fr", Locale.FRANCE, true, "lea.morvan@morvan.example");
    }

    @Test
    void theSameInEnglish() {
        byCode("person-en", Locale.UK, true, "lea.morvan@marin.example");
    }

    @Test
    void theSameWithoutScripts() {
        byCode("person-no-js", Locale.FRANCE, false, "lea.morvan@riou.example");
    }

    private void byCode(String name, Locale language, boolean scripts, String email) {
        try (var visitor = new Visitor(browser, portal.url, name, language, scripts)) {
            registers(visitor, email);
            visitor.looksAt("person-waiting");
            visitor.type("code", "000 000");
            visitor.goOn();
            visitor.page.waitForSelector(".summary-of-errors");
            visitor.looksAt("person-wrong-code");
            visitor.type("code", code(email));
            visitor.goOn();
            signsIn(visitor, email);
            registersAnOrganisation(visitor, scripts);
        }
    }

    private void registersAnOrganisation(Visitor visitor, boolean scripts) {
        visitor.press("main a[href='/organisations/new']");
        visitor.arrivesAt("/organisations/new");
        visitor.tick("organisation.registeredIn", "FRANCE");
        if (!scripts) {
            visitor.goOn();
            visitor.page.waitForSelector("#organisation-noSiret");
        }
        visitor.page.check("#organisation-noSiret");
        visitor.tick("organisation.type", "ASSOCIATION");
        visitor.type("organisation.name", "Atelier Morvan");
        visitor.type("organisation.address", "3 rue du Port");
        visitor.type("organisation.postcode", "85100");
        visitor.type("organisation.town", "Les Sables-d’Olonne");
        visitor.type("organisation.region", "Vendée");
        visitor.type("organisation.phone", "02 51 23 45 67");
        visitor.looksAt("own-organisation");
        visitor.goOn();
        visitor.page.waitForSelector("button[value='register']");
        visitor.looksAt("own-organisation-summary");
        visitor.press("button[value='register']");
        visitor.arrivesAt("/organisation/contacts");
    }

    private void registers(Visitor visitor, String email) {
        visitor.open("/");
        visitor.press("a[href='/register/person']");
        visitor.arrivesAt("/register/person");
        visitor.looksAt("person");
        visitor.type("person.firstName", "Léa");
        visitor.type("person.lastName", "Morvan");
        visitor.type("person.email", email);
        visitor.type("password", "lavande");
        visitor.type("passwordConfirmation", "lavande");
        visitor.goOn();
        visitor.page.waitForSelector(".summary-of-errors");
        assertEquals("Léa", visitor.page.inputValue("#person-firstName"));
        assertEquals("", visitor.page.inputValue("#password"));
        visitor.looksAt("person-errors");
        visitor.type("password", PASSWORD);
        visitor.type("passwordConfirmation", PASSWORD);
        visitor.goOn();
        visitor.page.waitForURL(Pattern.compile(".*/register/person/[0-9a-f]{16}/waiting"));
    }

    private void signsIn(Visitor visitor, String email) {
        visitor.page.waitForSelector("form[action='/sign-in']");
        assertEquals(email, visitor.page.inputValue("#login"));
        visitor.looksAt("person-verified");
        visitor.type("password", PASSWORD);
        visitor.goOn();
        visitor.arrivesAt("/home");
        visitor.looksAt("person-home");
    }

    @Test
    void aPersonOpensTheLinkInAnotherBrowserAndTheWaitingPageFollows() {
        var email = "yann.morvan@morvan.example";
        try (var visitor = new Visitor(browser, portal.url, "person-link", Locale.UK, true);
                var reader = new Visitor(browser, portal.url, "person-link-reader", Locale.UK, true)) {
            registers(visitor, email);
            reader.open(link(email));
            reader.page.waitForURL(Pattern.compile(".*/verify/[0-9a-f]{16}"));
            reader.looksAt("verify");
            reader.goOn();
            reader.page.waitForSelector("form[action='/sign-in']");

            visitor.page.waitForSelector("form[action='/sign-in']");
            signsIn(visitor, email);
        }
    }

    @Test
    void aPersonWhoDidNotRegisterSaysSo() {
        var email = "erwan.morvan@morvan.example";
        try (var visitor = new Visitor(browser, portal.url, "person-denied", Locale.UK, true)) {
            registers(visitor, email);
            visitor.open(link(email));
            visitor.press("form[action$='/deny'] button");
            visitor.arrivesAt("/verify/denied");
            visitor.looksAt("denied");
            visitor.open(link(email));
            visitor.looksAt("verification-over");
        }
    }

    @Test
    void aPersonWithAnExpiredLinkIsSentAnotherOneByOneClick() {
        var email = "gael.morvan@morvan.example";
        try (var visitor = new Visitor(browser, portal.url, "person-expired", Locale.FRANCE, false)) {
            registers(visitor, email);
            var expired = link(email);
            portal.clock.advance(Duration.ofDays(1));
            visitor.open(expired);
            visitor.looksAt("verification-expired");
            visitor.press("form[action$='/renew'] button");
            visitor.arrivesAt("/verify/sent");
            visitor.looksAt("verification-sent");
            var mails = portal.mailsTo(email, 2);
            visitor.open(found(LINK, mails.get(1).text()));
            visitor.goOn();
            signsIn(visitor, email);
        }
    }

    private static String link(String email) {
        return found(LINK, portal.mailsTo(email, 1).get(0).text());
    }

    private static String code(String email) {
        return found(CODE, portal.mailsTo(email, 1).get(0).text());
    }

    private static String found(Pattern pattern, String text) {
        var found = pattern.matcher(text.replace("\r", ""));
        assertTrue(found.find(), text);
        return found.group(1);
    }
}
