package eu.parvis.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import eu.parvis.Chromium;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What pages say about security and state, in a real browser. */
@ExtendWith({Chromium.class, SharedPortal.class})
class TrueSentencesIT {

    private static Browser browser;
    private static RunningPortal portal;

    @BeforeAll
    static void start(Browser ofThisMachine, RunningPortal shared) {
        browser = ofThisMachine;
        portal = shared;
    }

    @Test
    void publicPagesOfferAStrangerToSignInAndAMemberTheirCustomerArea() {
        try (var visitor = visitor("signed-in", true)) {
            for (var path : List.of("/", "/help", "/mail-check")) {
                visitor.open(path);
                assertThat(visitor.page.locator(".nav a[href='/sign-in']")).isVisible();
                assertThat(visitor.page.locator(".nav a[href='/home']")).isHidden();
            }
            signsIn(visitor, "gwenola@phare.example", "Phare de Sein");

            for (var path : List.of("/", "/help", "/mail-check")) {
                var asked = asked(visitor.page);
                visitor.open(path);
                assertThat(visitor.page.locator(".nav a[href='/home']")).isVisible();
                assertThat(visitor.page.locator(".nav a[href='/sign-in']")).isHidden();
                assertEquals(List.of("/session"), asked, "it asks once");
                visitor.looksAt("signed-in" + path.replace('/', '-'));
            }
            visitor.open("/");
            assertThat(visitor.page.locator("main a[href='/home']")).isVisible();
            assertThat(visitor.page.locator("main a[href='/sign-in']")).isHidden();
            visitor.open("/sign-in");
            visitor.arrivesAt("/activation/password");
        }
    }

    @Test
    void withoutScriptsTheSignInPageLeadsAMemberHome() {
        try (var visitor = visitor("signed-in-no-js", false)) {
            signsIn(visitor, "ronan@phare.example", "Phare d’Ar-Men");
            visitor.open("/");
            visitor.press(".nav a[href='/sign-in']");
            visitor.arrivesAt("/activation/password");
        }
    }

    @Test
    void aPasswordThatOnlyTheServerCanJudgeIsNotTickedOffBefore() {
        try (var visitor = visitor("rules", true)) {
            signsIn(visitor, "maiwenn@phare.example", "Phare de la Vieille");

            visitor.type("password", "Password1!");
            visitor.type("passwordConfirmation", "Password1!");

            assertEquals(5, visitor.page.locator(".rules .kept").count(), "what the browser can judge");
            assertEquals(
                    List.of(
                            "ni mot courant, ni suite du clavier, ni date",
                            "ni votre nom, ni votre adresse, ni votre identifiant, ni le nom de votre organisation",
                            "pas le mot de passe temporaire"),
                    visitor.page.locator(".rules.later li").allTextContents());
            visitor.looksAt("password-rules");
            visitor.goOn();
            visitor.page.waitForSelector(".summary-of-errors");
            assertThat(visitor.page.locator("#password-error")).containsText("moins courant");
        }
    }

    private static List<String> asked(Page page) {
        var asked = new ArrayList<String>();
        page.onRequest(request -> {
            if (request.url().endsWith("/session")) {
                asked.add(request.url().replace(portal.url, ""));
            }
        });
        return asked;
    }

    /** Registers and signs in with both mails, as far as the first step of the wizard. */
    private static void signsIn(Visitor visitor, String address, String organisation) {
        visitor.open("/register");
        visitor.tick("organisation.registeredIn", "FRANCE");
        if (!visitor.page.locator("#organisation-noSiret").isVisible()) {
            visitor.goOn();
        }
        visitor.page.check("#organisation-noSiret");
        visitor.tick("organisation.type", "ASSOCIATION");
        visitor.type("organisation.name", organisation);
        visitor.type("organisation.address", "3 rue du Port");
        visitor.type("organisation.postcode", "29990");
        visitor.type("organisation.town", "Île-de-Sein");
        visitor.type("organisation.region", "Finistère");
        visitor.type("organisation.phone", "02 98 70 90 35");
        visitor.goOn();
        visitor.arrivesAtDraft("administrator");
        visitor.type("administrator.firstName", "Gwenola");
        visitor.type("administrator.lastName", "Guilcher");
        visitor.type("administrator.phone", "06 39 98 12 34");
        visitor.type("administrator.email", address);
        visitor.type("administrator.emailConfirmation", address);
        visitor.goOn();
        visitor.arrivesAtDraft("waiting");
        var mails = portal.mailsTo(address, 2);
        visitor.open("/sign-in");
        visitor.type("login", mails.get(0).secret());
        visitor.type("password", mails.get(1).secret());
        visitor.goOn();
        visitor.arrivesAt("/activation/password");
    }

    private static Visitor visitor(String name, boolean scripts) {
        return new Visitor(browser, portal.url, name, Locale.FRANCE, scripts);
    }
}
