package eu.parvis.registration.organisation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.TestPortal;
import eu.parvis.company.CompanyCapability;
import eu.parvis.dev.DirectoryServer;
import eu.parvis.http.Browser;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The form in a browser without scripts, including hidden fields. */
@ExtendWith(VertxExtension.class)
class RegistrationRoutesTest {

    private static final String GLASSWORKS = "90000001900019";
    private static final String NOT_PUBLIC = "90000005000014";
    private static final String CLOSED = "90000004300019";

    private TestPortal portal;
    private Browser browser;
    private Tab tab;

    @BeforeEach
    void start(Vertx vertx) {
        var registers = Await.done(DirectoryServer.start(vertx, 0));
        portal = new TestPortal(
                vertx,
                Map.of("company.directoryUrl", registers.directoryUrl(), "company.directoryRate", "1000"),
                CompanyCapability.DESCRIPTOR,
                RegistrationCapability.DESCRIPTOR);
        browser = portal.browser();
        tab = new Tab(browser);
    }

    @Test
    void whatWasTypedIsThereAgainAtTheSameAddress() {
        tab.part1("organisation.name", "Menuiserie Kervella", "organisation.postcode", "");

        assertTrue(page(tab.at("organisation")).contains("value=\"Menuiserie Kervella\""));
    }

    @Test
    void whoHasRegisteredIsLedToTheWaitingPage() {
        tab.part1();
        tab.part2();

        assertEquals(tab.at("waiting"), browser.get("/register").getHeader("Location"));
    }

    @Test
    void aCountryChosenForAnotherKindOfOrganisationIsNotInTheWay() {
        var answer = tab.part1("organisation.country", "CH");

        assertEquals(tab.at("administrator"), answer.getHeader("Location"));
    }

    @Test
    void whatTheRegisterFilledInGoesWithItsNumber() {
        var filled = tab.part1("organisation.siret", GLASSWORKS, "organisation.name", "", "action", "fill");
        assertTrue(filled.bodyAsString().contains("value=\"VERRERIE DES DEUX CAPS\""), filled.bodyAsString());

        var other = tab.part1(
                "organisation.siret", NOT_PUBLIC,
                "organisation.name", "VERRERIE DES DEUX CAPS",
                "organisation.town", "WISSANT",
                "organisation.filledFor", GLASSWORKS,
                "action", "fill");

        assertFalse(other.bodyAsString().contains("VERRERIE DES DEUX CAPS"), other.bodyAsString());
        assertFalse(other.bodyAsString().contains("WISSANT"), other.bodyAsString());
    }

    @Test
    void whatSomebodyTypedThemselvesStaysWhereTheRegisterKnowsNothing() {
        var answer = tab.part1("organisation.siret", NOT_PUBLIC, "action", "fill");

        assertTrue(answer.bodyAsString().contains("value=\"Menuiserie Kervella &amp; Fils\""), answer.bodyAsString());
    }

    @Test
    void aClosedEstablishmentIsToldWhereItsNumberStands() {
        tab.part1("organisation.siret", CLOSED);

        var answer = tab.part2();

        assertEquals(400, answer.statusCode());
        assertTrue(answer.bodyAsString().contains("href=\"#organisation-siret\""), answer.bodyAsString());
        assertTrue(answer.bodyAsString().contains("id=\"organisation-siret\""));
        assertTrue(answer.bodyAsString().contains("value=\"" + CLOSED + "\""));
    }

    /** Without scripts the button is never disabled. */
    @Test
    void whoAsksForAMailTooSoonIsToldOnTheWaitingPage() {
        tab.part1();
        tab.part2();

        var answer = browser.post(tab.at("waiting/mails"), "kind", "PASSWORD");

        assertEquals(429, answer.statusCode());
        assertEquals("120", answer.getHeader("Retry-After"));
        assertTrue(answer.bodyAsString().contains("A message has just left."), answer.bodyAsString());
        assertTrue(answer.bodyAsString().contains("id=\"mail-password\""));
        var follows = "data-from=\"" + tab.at("waiting") + "\"";
        assertTrue(
                answer.bodyAsString().contains(follows), "the states are those of the page, not of the form's address");
    }

    @Test
    void whoAsksForAMailAgainReadsOnceThatItIsOnItsWay() {
        tab.part1();
        tab.part2();
        portal.clock.advance(Duration.ofMinutes(2));

        var asked = browser.post(tab.at("waiting/mails"), "kind", "PASSWORD");

        assertEquals(tab.at("waiting"), asked.getHeader("Location"));
        var told = "The message is on its way again.";
        assertFalse(browser.getInBackground(tab.at("waiting")).bodyAsString().contains(told));
        assertTrue(page(tab.at("waiting")).contains(told));
        assertFalse(page(tab.at("waiting")).contains(told));
        assertFalse(page(tab.at("waiting") + "?done=again").contains(told));
    }

    @Test
    void whoseAddressGetsNoMoreMailsIsToldWhereTheyTypedIt() {
        for (var siret : List.of("73282932000074", GLASSWORKS)) {
            tab.part1("organisation.siret", siret);
            tab.part2();
            tab = new Tab(browser);
        }
        tab.part1("organisation.siret", NOT_PUBLIC);

        var answer = tab.part2();

        assertEquals(429, answer.statusCode());
        assertTrue(
                answer.bodyAsString().contains("This address has received too many messages"), answer.bodyAsString());
        assertTrue(answer.bodyAsString().contains("value=\"nolwenn@kervella.example\""));
    }

    private String page(String path) {
        return browser.get(path).bodyAsString();
    }
}
