package eu.parvis.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import eu.parvis.Chromium;
import eu.parvis.TestDatabase;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The registration of an organisation in a real browser, from the first page to a colleague's own account. */
@ExtendWith(Chromium.class)
class OrganisationJourneyIT {

    private static final String PASSWORD = "Lavande-bleue-42";

    private static Browser browser;
    private static RunningPortal portal;

    /** With terms of use, like the sandbox and the packaged portal. */
    @BeforeAll
    static void start(Browser ofThisMachine) {
        browser = ofThisMachine;
        portal = new RunningPortal(TestDatabase.lasting().settings(), Map.of("terms.folder", "conf/terms"));
    }

    @AfterAll
    static void stop() {
        portal.close();
    }

    @Test
    void aFrenchOrganisationRegistersActivatesAndAddsAColleagueWhoActivatesToo() {
        journey("fr", Locale.FRANCE, true, "900 000 019 00019", "camille@deux-caps.example", "sacha@deux-caps.example");
    }

    @Test
    void theSameInEnglish() {
        journey("en", Locale.UK, true, "81234567600017", "camille@kervella.example", "sacha@kervella.example");
    }

    @Test
    void theSameWithoutScripts() {
        journey("no-js", Locale.FRANCE, false, "", "maelle@atelier.example", "noe@atelier.example");
    }

    private void journey(
            String name, Locale language, boolean scripts, String siret, String address, String colleague) {
        try (var visitor = new Visitor(browser, portal.url, name, language, scripts)) {
            registers(visitor, scripts, siret, address);
            signsInWithBothMails(visitor, address);
            activates(visitor);
            addsColleague(visitor, colleague);
            replacesQuestions(visitor);
            signsOut(visitor);
        }
        try (var visitor = new Visitor(browser, portal.url, name + "-colleague", language, scripts)) {
            signsInWithBothMails(visitor, colleague);
            choosesPassword(visitor, "Tilleul.argente-77");
            answersQuestions(visitor);
            visitor.arrivesAt("/home");
            visitor.looksAt("home");
        }
    }

    private void registers(Visitor visitor, boolean scripts, String siret, String address) {
        visitor.open("/");
        visitor.looksAt("landing");
        visitor.isPicturedAs("landing");
        visitor.open("/sign-in");
        visitor.looksAt("sign-in");
        visitor.open("/register");
        visitor.looksAt("register");
        visitor.tick("organisation.registeredIn", "FRANCE");
        if (!scripts) {
            visitor.goOn();
            visitor.arrivesAt("/register");
        }
        if (siret.isEmpty()) {
            visitor.page.check("#organisation-noSiret");
            visitor.tick("organisation.type", "ASSOCIATION");
            visitor.type("organisation.name", "Atelier des Sables");
            visitor.type("organisation.address", "3 rue du Port");
            visitor.type("organisation.postcode", "85100");
            visitor.type("organisation.town", "Les Sables-d’Olonne");
        } else {
            visitor.type("organisation.siret", siret);
            visitor.press("[data-company]");
            visitor.page.waitForCondition(
                    () -> !visitor.page.inputValue("#organisation-name").isEmpty());
        }
        visitor.type("organisation.phone", "02 51 23 45 67");
        visitor.looksAt("organisation");
        visitor.goOn();
        visitor.arrivesAtDraft("administrator");
        visitor.type("administrator.firstName", "Camille");
        if (scripts) {
            assertTrue(visitor.page.locator(".missing").isVisible(), "what is missing is said (CG-20)");
        }
        visitor.type("administrator.lastName", "Lefèvre");
        visitor.type("administrator.phone", "06 39 98 12 34");
        visitor.type("administrator.email", address);
        visitor.type("administrator.emailConfirmation", "another@verrerie.example");
        visitor.goOn();
        visitor.page.waitForSelector(".summary-of-errors");
        assertEquals("Camille", visitor.page.inputValue("#administrator-firstName"));
        visitor.looksAt("administrator-errors");
        visitor.type("administrator.emailConfirmation", address);
        visitor.goOn();
        visitor.arrivesAtDraft("waiting");
        assertEquals(scripts, visitor.page.locator("[data-by-itself]").isVisible(), "who says that it updates itself");
        if (!scripts) {
            visitor.press("[data-by-hand] a");
            visitor.arrivesAtDraft("waiting");
        }
        visitor.looksAt("waiting");
    }

    private void signsInWithBothMails(Visitor visitor, String address) {
        var mails = portal.mailsTo(address, 2);
        var identifier = mails.get(0).secret();
        var password = mails.get(1).secret();
        assertTrue(identifier.matches("[A-HJ-NP-Z]{2}[0-9]{6}"), identifier);
        visitor.open("/sign-in");
        visitor.type("login", identifier);
        visitor.type("password", "not the password");
        visitor.goOn();
        visitor.page.waitForSelector(".summary-of-errors");
        visitor.looksAt("sign-in-refused");
        visitor.type("login", identifier);
        visitor.type("password", password);
        visitor.goOn();
        visitor.arrivesAt("/terms/accept");
        visitor.looksAt("terms-accept");
        visitor.press("button[value=ACCEPT]");
        visitor.arrivesAt("/activation/password");
    }

    private void activates(Visitor visitor) {
        choosesPassword(visitor, PASSWORD);
        visitor.arrivesAt("/activation/contacts");
        visitor.tick("legalRepresentative.who", "ME");
        visitor.tick("billingContact.who", "LEGAL_REPRESENTATIVE");
        visitor.looksAt("contacts");
        visitor.isPicturedAs("wizard");
        visitor.goOn();
        visitor.arrivesAt("/activation/users");
        visitor.looksAt("users-step");
        visitor.goOn();
        answersQuestions(visitor);
        visitor.arrivesAt("/home");
        visitor.looksAt("home");
    }

    private void choosesPassword(Visitor visitor, String password) {
        visitor.looksAt("password");
        visitor.type("password", password);
        visitor.type("passwordConfirmation", password);
        visitor.goOn();
    }

    private void answersQuestions(Visitor visitor) {
        visitor.arrivesAt("/activation/challenges");
        fillsInQuestions(visitor, 1);
        visitor.looksAt("challenges");
        visitor.goOn();
    }

    /** Each question another one of the catalogue, from this one on. */
    private void fillsInQuestions(Visitor visitor, int first) {
        for (var n = 0; n < 4; n++) {
            var question = visitor.page
                    .locator("#questions-" + n + "-question option")
                    .nth(first + n)
                    .getAttribute("value");
            visitor.choose("questions." + n + ".question", question);
            visitor.type(
                    "questions." + n + ".answer",
                    List.of("Évreux", "Pistache", "Madame Bovary", "Kayak").get(n));
        }
        visitor.type("personalCode", "73905182");
        visitor.type("personalCodeConfirmation", "73905182");
    }

    private void addsColleague(Visitor visitor, String colleague) {
        visitor.open("/users");
        visitor.looksAt("users");
        visitor.type("firstName", "Sacha");
        visitor.type("lastName", "Moreau");
        visitor.type("email", colleague);
        visitor.type("emailConfirmation", colleague);
        visitor.goOn();
        visitor.arrivesAt("/users");
        assertTrue(visitor.page.content().contains("Sacha"));
        visitor.looksAt("users-added");
        visitor.isPicturedAs("my-users");
        visitor.open("/roles");
        visitor.looksAt("roles");
        visitor.open("/organisation");
        visitor.looksAt("organisation-page");
        visitor.press("main a[href='/organisation/contacts']");
        visitor.arrivesAt("/organisation/contacts");
        visitor.looksAt("organisation-contacts");
        visitor.goOn();
        visitor.arrivesAt("/organisation");
    }

    private void replacesQuestions(Visitor visitor) {
        visitor.open("/home");
        visitor.press("main a[href='/account/security-questions']");
        visitor.arrivesAt("/account/security-questions");
        visitor.type("currentPassword", PASSWORD);
        fillsInQuestions(visitor, 5);
        visitor.looksAt("security-questions");
        visitor.goOn();
        visitor.arrivesAt("/account");
        visitor.looksAt("questions-replaced");
    }

    private void signsOut(Visitor visitor) {
        visitor.open("/home");
        visitor.press("form[action='/sign-out'] button");
        visitor.arrivesAt("/signed-out");
        visitor.looksAt("signed-out");
        visitor.open("/home");
        visitor.arrivesAt("/sign-in");
    }
}
