package eu.parvis.company;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.TestPortal;
import eu.parvis.api.ApiClient;
import eu.parvis.dev.DirectoryServer;
import eu.parvis.dev.DirectoryServer.Mood;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class CompanyRoutesTest {

    private static final String GLASSWORKS = "90000001900019";

    private TestPortal portal;
    private URI address;
    private DirectoryServer registers;
    private ApiClient api;
    private WebClient browser;

    @BeforeEach
    void start(Vertx vertx) {
        registers = Await.done(DirectoryServer.start(vertx, 0));
        portal = new TestPortal(
                vertx,
                Map.of(
                        "company.directoryUrl", registers.directoryUrl(),
                        "company.directoryRate", "1000",
                        "limits.addressFactor", "1"),
                CompanyCapability.DESCRIPTOR);
        address = portal.address();
        api = portal.api();
        browser = WebClient.create(vertx);
    }

    @Test
    void aProgramLooksUpACompany() {
        var answer = api.get("/companies/" + GLASSWORKS);

        assertEquals(
                new JsonObject()
                        .put("siret", GLASSWORKS)
                        .put("state", "VERIFIED")
                        .put("name", "VERRERIE DES DEUX CAPS")
                        .put("type", "COMPANY")
                        .put("address", "12 RUE DES VERRIERS")
                        .put("postcode", "62179")
                        .put("town", "WISSANT")
                        .put("region", "Pas-de-Calais")
                        .put("country", "FR"),
                answer.json());
    }

    @Test
    void spacesAreForgivenInAnAddressToo() {
        assertEquals(
                GLASSWORKS, api.get("/companies/900%20000%20019%2000019").json().getString("siret"));
    }

    @Test
    void aProgramLearnsWhatIsWrongWithANumberInItsLanguage() {
        var english = api.language("en").get("/companies/732829320");
        var french = api.language("fr").get("/companies/732829320");

        assertEquals(400, english.status());
        assertEquals("error.siret.siren", english.codeAt("siret"));
        assertTrue(english.body().toString().contains("These 9 digits are a SIREN number"));
        assertTrue(french.body().toString().contains("Ces 9 chiffres sont un numéro SIREN"));
    }

    @Test
    void aDirectoryThatIsDownIsNoFailureOfOurs() {
        registers.mood(Mood.DOWN);

        var answer = api.get("/companies/" + GLASSWORKS);

        assertEquals(200, answer.status());
        assertEquals(new JsonObject().put("siret", GLASSWORKS).put("state", "UNVERIFIED"), answer.json());
    }

    @Test
    void theFormIsToldWhatToShow() {
        var found = fill(GLASSWORKS, "fr").bodyAsJsonObject();
        var hidden = fill("90000005000014", "en").bodyAsJsonObject();

        assertEquals("VERRERIE DES DEUX CAPS", found.getString("name"));
        assertTrue(found.getString("message").startsWith("Cet établissement figure à l’annuaire"));
        assertEquals("NOT_PUBLIC", hidden.getString("state"));
        assertFalse(hidden.containsKey("name"));
        assertTrue(hidden.getString("message").contains("details are not public"));
    }

    @Test
    void theFormIsToldWhyItIsNotFilledIn() {
        var refusal = fill("90000001900018", "en");

        assertEquals(400, refusal.statusCode());
        assertTrue(refusal.bodyAsJsonObject().getString("message").contains("copied wrongly"));
        assertEquals(400, fill("", "en").statusCode());
    }

    @Test
    void oneAddressLooksUpTwentyNumbersAnHourThroughBothDoorsTogether() {
        for (var round = 0; round < 10; round++) {
            assertEquals(200, fill(GLASSWORKS, "fr").statusCode());
            assertEquals(200, api.get("/companies/" + GLASSWORKS).status());
        }

        var refused = fill(GLASSWORKS, "fr");
        assertEquals(429, refused.statusCode());
        assertEquals("3600", refused.getHeader("Retry-After"));
        assertFalse(refused.bodyAsJsonObject().getString("message").isBlank());
        assertEquals(429, api.get("/companies/" + GLASSWORKS).status());

        portal.clock.advance(Duration.ofHours(1));
        assertEquals(200, fill(GLASSWORKS, "fr").statusCode());
    }

    private HttpResponse<Buffer> fill(String siret, String language) {
        return Await.done(browser.getAbs(address + "/register/company")
                .addQueryParam("siret", siret)
                .putHeader("Accept-Language", language)
                .send());
    }
}
