package eu.parvis.registration.organisation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.http.Browser;
import eu.parvis.membership.Registry;
import eu.parvis.session.SessionApi.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A signed-in person registers an organisation without typing again who they are. */
@ExtendWith(VertxExtension.class)
class OwnOrganisationTest {

    private static final String PAGE = "/organisations/new";
    private static final String NOLWENN = "nolwenn.kervella@kervella.example";

    private Registry registry;
    private UUID nolwenn;
    private Browser browser;

    @BeforeEach
    void aPersonWithoutOrganisation(Vertx vertx) {
        registry = Registry.open(vertx, Map.of(), RegistrationCapability.DESCRIPTOR);
        nolwenn = registry.activeAccount(NOLWENN);
        browser = registry.portal.browser(nolwenn, Kind.OPEN);
    }

    private String post(String... changes) {
        return browser.post(PAGE, Tab.form(Tab.organisation(), changes)).bodyAsString();
    }

    @Test
    void homeSaysWhatAPersonWithoutOrganisationCanDo() {
        var home = browser.get("/home").bodyAsString();

        assertTrue(home.contains("href=\"" + PAGE + "\""), home);
        assertTrue(home.contains("Join an organisation"), home);
        assertTrue(home.contains("href=\"/order\""), home);
    }

    @Test
    void theOrganisationIsActiveAtOnceAndThePersonAdministersIt() {
        var form = browser.get(PAGE).bodyAsString();
        assertFalse(form.contains("administrator.email"), "nothing about the person is asked");

        var summary = post();
        assertTrue(summary.contains("Register this organisation?"), summary);
        assertEquals(List.of(), registry.rows.query("SELECT id FROM organisation"), "a summary registers nothing");
        var registered = browser.post(PAGE, Tab.form(Tab.organisation(), "action", "register"));

        assertEquals("/organisation/contacts", registered.getHeader("Location"), registered::bodyAsString);
        assertEquals(List.of("ACTIVE"), registry.rows.query("SELECT state FROM organisation"));
        assertEquals(
                List.of(nolwenn + "|ACTIVE|t"), registry.rows.query("SELECT account_id, state, founder FROM member"));
        assertEquals(List.of("organisation-added " + NOLWENN), registry.portal.mails());
        assertEquals(200, browser.get("/organisation/contacts").statusCode());
        assertTrue(browser.get("/home").bodyAsString().contains("Menuiserie Kervella"), "the session acts for it");
    }

    @Test
    void theFormNamesItsNextStepAndBothStepsCanBeCancelled() {
        var form = browser.get(PAGE).bodyAsString();

        assertTrue(form.contains(">Continue to the summary</button>"), form);
        for (var page : List.of(form, post())) {
            assertTrue(page.contains("<a href=\"/home\">Cancel</a>"), page);
        }
        assertTrue(registry.portal.browser().get("/register").bodyAsString().contains("Continue to the administrator"));
    }

    @Test
    void whatWasTypedAndNotSentIsThereAgainAndCanBeEmptied() {
        assertFalse(browser.get(PAGE).bodyAsString().contains("name=\"discard\""));
        browser.post(PAGE, Tab.form(Tab.organisation(), "keep", ""));

        var resumed = browser.get(PAGE).bodyAsString();
        assertTrue(resumed.contains("value=\"Quimper\""), resumed);
        assertTrue(resumed.contains("name=\"discard\""), resumed);
        browser.post(PAGE, "discard", "yes");

        assertFalse(browser.get(PAGE).bodyAsString().contains("value=\"Quimper\""));
    }

    @Test
    void whatIsWrongIsSaidOnTheForm() {
        var page = browser.post(PAGE, Tab.form(Tab.organisation(), "organisation.town", "", "action", "register"));

        assertEquals(400, page.statusCode());
        assertTrue(page.bodyAsString().contains("href=\"#organisation-town\""), page::bodyAsString);
        assertTrue(page.bodyAsString().contains("value=\"14 quai de l"), page::bodyAsString);
    }

    @Test
    void aSummaryLeadsBackToWhatWasTyped() {
        var page = post("action", "change");

        assertTrue(page.contains("value=\"Quimper\""), page);
    }

    @Test
    void anOrganisationThatIsRegisteredAlreadyIsAskedForAccessUnderTheNameOfTheAccount() {
        registry.organisation("73282932000074", "Menuiserie Kervella");

        var exists = browser.post(PAGE, Tab.form(Tab.organisation(), "action", "register"));
        assertEquals(409, exists.statusCode());
        assertTrue(exists.bodyAsString().contains("value=\"join\""), exists::bodyAsString);
        var asked = browser.post(PAGE, Tab.form(Tab.organisation(), "action", "join"));

        assertTrue(Pattern.matches("/join/.*", asked.getHeader("Location")), asked::bodyAsString);
        assertEquals(List.of(NOLWENN), registry.rows.query("SELECT email FROM join_request"));
        assertEquals(List.of("1"), registry.rows.query("SELECT count(*) FROM organisation"));
    }

    @Test
    void aProgramRegistersAnOrganisationOnceAndIsItsAdministrator() {
        var api = registry.portal.api(nolwenn, Kind.OPEN).idempotencyKey("once");
        var body = new JsonObject()
                .put(
                        "organisation",
                        new JsonObject()
                                .put("registeredIn", "FRANCE")
                                .put("siret", "73282932000074")
                                .put("type", "COMPANY")
                                .put("name", "Menuiserie Kervella")
                                .put("phone", "02 98 01 23 45")
                                .put("address", "14 quai de l’Odet")
                                .put("postcode", "29000")
                                .put("town", "Quimper")
                                .put("region", "Finistère")
                                .put("country", "FR"));

        var first = api.post("/organisations", body);
        var again = api.post("/organisations", body);

        assertEquals(201, first.status());
        assertEquals(first.body(), again.body());
        assertEquals(List.of("1"), registry.rows.query("SELECT count(*) FROM organisation WHERE state = 'ACTIVE'"));
        assertEquals(
                "registration.exists",
                registry.portal
                        .api(registry.activeAccount("lotte.jansen@kervella.example"), Kind.OPEN)
                        .post("/organisations", body)
                        .code());
    }
}
