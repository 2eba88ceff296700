package eu.parvis.registration.organisation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.TestPortal;
import eu.parvis.http.Browser;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was typed into the form and not sent: a script saves it, and without scripts the buttons that lead away do. */
@ExtendWith(VertxExtension.class)
class UnsentRegistrationTest {

    private TestPortal portal;
    private Browser browser;

    @BeforeEach
    void open(Vertx vertx) {
        portal = new TestPortal(vertx, RegistrationCapability.DESCRIPTOR);
        browser = portal.browser();
    }

    @Test
    void aScriptIsToldTheAddressOfANewDraftAndReopeningLeadsThere() {
        var begun = browser.post("/register", kept(Map.of("organisation.registeredIn", "FRANCE"), ""));

        assertEquals(204, begun.statusCode());
        var address = begun.getHeader("Location");
        assertEquals(address, browser.get("/register").getHeader("Location"));
        assertEquals(204, browser.post(address, kept(Tab.organisation(), "")).statusCode());
        var page = browser.get(address).bodyAsString();
        assertTrue(page.contains("value=\"Menuiserie Kervella &amp; Fils\""), page);
        assertTrue(page.contains("We have kept the registration you had begun"), page);
    }

    @Test
    void twoTabsThatBeginAlikeGetADraftEach() {
        var same = Map.of("organisation.registeredIn", "FRANCE");

        var one = browser.post("/register", kept(same, "")).getHeader("Location");
        var two = browser.post("/register", kept(same, "")).getHeader("Location");

        assertNotEquals(one, two);
    }

    @Test
    void aNewFormThatIsSavedTwiceBeforeItKnowsItsAddressIsOneDraft() {
        var typed = Map.of("organisation.registeredIn", "FRANCE", "organisation.newForm", "1.5");
        var more = Map.of(
                "organisation.registeredIn", "FRANCE", "organisation.newForm", "1.5", "organisation.town", "Quimper");

        var one = browser.post("/register", kept(typed, "")).getHeader("Location");
        var two = browser.post("/register", kept(more, "")).getHeader("Location");

        assertEquals(one, two);
        assertTyped(browser.get(one), "en", "Quimper");
    }

    @Test
    void theRequestToJoinIsKeptWhileItIsTyped() {
        var tab = new Tab(browser);
        tab.part1();

        assertEquals(
                204,
                browser.post(tab.at("exists"), kept(Map.of("firstName", "Nolwenn"), ""))
                        .statusCode());

        assertTyped(browser.get(tab.at("exists")), "en", "Nolwenn");
        assertEquals(
                "303 " + tab.at("exists?lang=fr"),
                led(browser.post(tab.at("exists"), kept(Map.of("firstName", "Lotte"), tab.at("exists?lang=fr")))));
        browser.get(tab.at("exists?lang=fr"));
        assertTyped(browser.get(tab.at("exists")), "fr", "Lotte");
    }

    @Test
    void part2ThatIsSentBeforePart1IsCompleteIsThereOnTheNextPage() {
        var tab = new Tab(browser);
        tab.part1();
        tab.opens("administrator");
        browser.post(
                tab.at("organisation"),
                Tab.form(Tab.organisation()).set("organisation.town", "").set("keep", ""));

        var page = tab.part2("administrator.firstName", "Soazig");

        assertEquals(409, page.statusCode());
        assertTrue(page.bodyAsString().contains("What you have just typed is kept"), page::bodyAsString);
        tab.part1();
        assertTyped(browser.get(tab.at("administrator")), "en", "Soazig");
    }

    @Test
    void scriptsBeginNoMoreRegistrationsThanABrowserMayHave() {
        for (var number = 0; number < Drafts.MOST; number++) {
            assertEquals(
                    204, browser.post("/register", kept(Tab.organisation(), "")).statusCode());
        }

        assertEquals(
                409, browser.post("/register", kept(Tab.organisation(), "")).statusCode());
    }

    @Test
    void theLanguageOfPart1IsSwitchedWithoutLosingWhatWasTyped() {
        var begun = browser.post("/register", kept(Tab.organisation(), "/register?lang=fr"));
        var address = begun.getHeader("Location").replace("?lang=fr", "");
        assertEquals("303 " + address + "?lang=fr", led(begun));
        assertEquals("303 " + address, led(browser.get(address + "?lang=fr")));
        assertTyped(browser.get(address), "fr", "Quimper");

        var changed = kept(Tab.organisation(), address + "?lang=en").set("organisation.town", "Brest");
        assertEquals("303 " + address + "?lang=en", led(browser.post(address, changed)));
        browser.get(address + "?lang=en");
        assertTyped(browser.get(address), "en", "Brest");
    }

    @Test
    void part2IsThereAgainAfterTheLanguageWasSwitchedAndAfterTheOrganisationWasChanged() {
        var tab = new Tab(browser);
        tab.part1();
        var typed = Map.of("administrator.firstName", "Nolwenn", "administrator.email", "nolwenn@");

        assertEquals(
                "303 " + tab.at("administrator?lang=fr"),
                led(browser.post(tab.at("administrator"), kept(typed, tab.at("administrator?lang=fr")))));
        browser.get(tab.at("administrator?lang=fr"));
        assertTyped(browser.get(tab.at("administrator")), "fr", "Nolwenn");
        assertEquals(
                "303 " + tab.at("organisation"),
                led(browser.post(tab.at("administrator"), kept(typed, tab.at("organisation")))));
        tab.part1("organisation.town", "Brest");
        assertTyped(browser.get(tab.at("administrator")), "fr", "nolwenn@");
    }

    @Test
    void savingLeadsToNoOtherSiteAndRegistersNothing() {
        var tab = new Tab(browser);
        tab.part1();

        assertEquals(
                204,
                browser.post(tab.at("administrator"), kept(Tab.administrator(), "//elsewhere.example/"))
                        .statusCode());

        assertEquals(
                "0", portal.database.query("SELECT count(*) FROM organisation").get(0));
    }

    @Test
    void anotherBrowserNeitherReadsNorWritesTheDraft() {
        var address = browser.post("/register", kept(Tab.organisation(), "")).getHeader("Location");
        var stranger = portal.browser();

        assertEquals(404, stranger.get(address).statusCode());
        assertEquals(404, stranger.post(address, kept(Tab.organisation(), "")).statusCode());
    }

    private static MultiMap kept(Map<String, String> fields, String next) {
        return Tab.form(fields).set("keep", next);
    }

    private static void assertTyped(HttpResponse<Buffer> page, String language, String value) {
        var html = page.bodyAsString();
        assertTrue(html.contains("<html lang=\"" + language + "\">"), html);
        assertTrue(html.contains("value=\"" + value + "\""), html);
    }

    private static String led(HttpResponse<Buffer> answer) {
        return answer.statusCode() + " " + answer.getHeader("Location");
    }
}
