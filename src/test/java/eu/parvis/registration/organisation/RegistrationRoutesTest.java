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
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.util.LinkedHashMap;
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
    private static final String PART_2 = "/register/administrator";

    private Browser browser;

    @BeforeEach
    void start(Vertx vertx) {
        var registers = Await.done(DirectoryServer.start(vertx, 0));
        browser = new TestPortal(
                        vertx,
                        Map.of("company.directoryUrl", registers.directoryUrl(), "company.directoryRate", "1000"),
                        CompanyCapability.DESCRIPTOR,
                        RegistrationCapability.DESCRIPTOR)
                .browser();
    }

    @Test
    void whatWasTypedIsThereAgainAtTheSameAddress() {
        sendPart1("organisation.name", "Menuiserie Kervella", "organisation.postcode", "");

        assertTrue(page("/register").contains("value=\"Menuiserie Kervella\""));
    }

    @Test
    void whoHasRegisteredIsLedToTheWaitingPage() {
        sendPart1();
        sendPart2();

        assertEquals("/register/waiting", browser.get("/register").getHeader("Location"));
    }

    @Test
    void aCountryChosenForAnotherKindOfOrganisationIsNotInTheWay() {
        assertEquals(PART_2, sendPart1("organisation.country", "CH").getHeader("Location"));
    }

    @Test
    void whatTheRegisterFilledInGoesWithItsNumber() {
        var filled = sendPart1("organisation.siret", GLASSWORKS, "organisation.name", "", "action", "fill");
        assertTrue(filled.bodyAsString().contains("value=\"VERRERIE DES DEUX CAPS\""), filled.bodyAsString());

        var other = sendPart1(
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
        var answer = sendPart1("organisation.siret", NOT_PUBLIC, "action", "fill");

        assertTrue(answer.bodyAsString().contains("value=\"Menuiserie Kervella &amp; Fils\""), answer.bodyAsString());
    }

    @Test
    void aClosedEstablishmentIsToldWhereItsNumberStands() {
        sendPart1("organisation.siret", CLOSED);

        var answer = sendPart2();

        assertEquals(400, answer.statusCode());
        assertTrue(answer.bodyAsString().contains("href=\"#organisation-siret\""), answer.bodyAsString());
        assertTrue(answer.bodyAsString().contains("id=\"organisation-siret\""));
        assertTrue(answer.bodyAsString().contains("value=\"" + CLOSED + "\""));
    }

    /** Without scripts the button is never disabled. */
    @Test
    void whoAsksForAMailTooSoonIsToldOnTheWaitingPage() {
        sendPart1();
        sendPart2();

        var answer = browser.post("/register/waiting/mails", "kind", "PASSWORD");

        assertEquals(429, answer.statusCode());
        assertEquals("120", answer.getHeader("Retry-After"));
        assertTrue(answer.bodyAsString().contains("A message has just left."), answer.bodyAsString());
        assertTrue(answer.bodyAsString().contains("id=\"mail-password\""));
    }

    @Test
    void whoseAddressGetsNoMoreMailsIsToldWhereTheyTypedIt() {
        for (var siret : List.of("73282932000074", GLASSWORKS)) {
            sendPart1("organisation.siret", siret);
            sendPart2();
            browser.post("/register/again");
        }
        sendPart1("organisation.siret", NOT_PUBLIC);

        var answer = sendPart2();

        assertEquals(429, answer.statusCode());
        assertTrue(
                answer.bodyAsString().contains("This address has received too many messages"), answer.bodyAsString());
        assertTrue(answer.bodyAsString().contains("value=\"nolwenn@kervella.example\""));
    }

    private HttpResponse<Buffer> sendPart1(String... changes) {
        var fields = new LinkedHashMap<>(Map.of(
                "organisation.registeredIn", "FRANCE",
                "organisation.siret", "73282932000074",
                "organisation.type", "COMPANY",
                "organisation.name", "Menuiserie Kervella & Fils",
                "organisation.address", "14 quai de l’Odet",
                "organisation.postcode", "29000",
                "organisation.town", "Quimper",
                "organisation.region", "Finistère",
                "organisation.phone", "02 98 01 23 45"));
        for (var i = 0; i < changes.length; i += 2) {
            fields.put(changes[i], changes[i + 1]);
        }
        return browser.post("/register", pairs(fields));
    }

    private HttpResponse<Buffer> sendPart2() {
        return browser.post(
                PART_2,
                pairs(Map.of(
                        "administrator.firstName", "Nolwenn",
                        "administrator.lastName", "Kervella",
                        "administrator.phone", "02 98 01 23 46",
                        "administrator.email", "nolwenn@kervella.example",
                        "administrator.emailConfirmation", "nolwenn@kervella.example")));
    }

    private static String[] pairs(Map<String, String> fields) {
        return fields.entrySet().stream()
                .flatMap(field -> List.of(field.getKey(), field.getValue()).stream())
                .toArray(String[]::new);
    }

    private String page(String path) {
        return browser.get(path).bodyAsString();
    }
}
