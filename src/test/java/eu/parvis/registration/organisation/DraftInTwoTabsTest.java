package eu.parvis.registration.organisation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.TestPortal;
import eu.parvis.http.Browser;
import eu.parvis.joining.JoinCapability;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One draft in several tabs: a form acts on what its page showed, or a page says that it cannot. */
@ExtendWith(VertxExtension.class)
class DraftInTwoTabsTest {

    private static final String[] KERVELLA = {"organisation.name", "Menuiserie Kervella"};
    private static final String[] GLASSWORKS = {
        "organisation.siret", "90000001900019", "organisation.name", "Verrerie des Deux Caps"
    };
    private static final String[] CAMILLE = {
        "administrator.firstName", "Camille",
        "administrator.email", "camille@deux-caps.example",
        "administrator.emailConfirmation", "camille@deux-caps.example"
    };

    private TestPortal portal;
    private Browser browser;
    private Tab one;
    private Tab two;

    @BeforeEach
    void start(Vertx vertx) {
        portal = new TestPortal(vertx, RegistrationCapability.DESCRIPTOR, JoinCapability.DESCRIPTOR);
        browser = portal.browser();
        one = new Tab(browser);
        two = new Tab(browser);
    }

    @Test
    void anAdministratorIsNotRegisteredForAnOrganisationThatAnotherTabHasPutInItsPlace() {
        one.part1(KERVELLA);
        one.opens("administrator");
        one.twin().part1(GLASSWORKS);

        var answer = one.part2();

        assertEquals(409, answer.statusCode());
        assertSays(answer, "it is now about Verrerie des Deux Caps");
        assertSays(answer, "value=\"nolwenn@kervella.example\"");
        assertEquals(List.of(), registered());

        assertEquals(one.at("waiting"), one.part2().getHeader("Location"), "the page shows the other one now");
        assertEquals(List.of("Verrerie des Deux Caps|nolwenn@kervella.example"), registered());
    }

    @Test
    void aDraftThatAnotherTabHasSentWithOtherDataIsNotSentAgain() {
        one.part1(KERVELLA);
        one.opens("administrator");
        var twin = one.twin();
        twin.part2(CAMILLE);

        var answer = one.part2();

        assertSent(answer);
        assertSays(answer, "value=\"nolwenn@kervella.example\"");
        assertSays(answer, "<dd>nolwenn@kervella.example</dd>");
        assertEquals(List.of("Menuiserie Kervella|camille@deux-caps.example"), registered());
    }

    /** Says which organisation is meant and when it was sent, and leads to its waiting page. */
    private void assertSent(HttpResponse<Buffer> answer) {
        assertEquals(409, answer.statusCode());
        assertSays(answer, "<h1>This organisation is registered already</h1>");
        assertSays(answer, "<h2>Menuiserie Kervella</h2>");
        assertSays(answer, "<p>Sent on ");
        assertSays(answer, "href=\"" + one.at("waiting") + "\"");
    }

    @Test
    void whoSendsTheOldOrganisationAfterAnotherTabHasRegisteredAnotherOneIsToldSo() {
        one.part1(KERVELLA);
        one.opens("administrator");
        var twin = one.twin();
        twin.part1(GLASSWORKS);
        twin.part2();

        var answer = one.part2();

        assertEquals(409, answer.statusCode());
        assertSays(answer, "<h2>Verrerie des Deux Caps</h2>");
    }

    @Test
    void ofTwoTabsThatSendOneDraftAtOnceOneIsTold() {
        one.part1(KERVELLA);
        one.opens("administrator");

        var first = browser.send(one.at("administrator"), one.part2Form());
        var second = browser.send(one.at("administrator"), one.part2Form(CAMILLE));
        Await.done(Future.join(first, second));

        assertEquals(
                List.of(303, 409),
                Stream.of(first, second)
                        .map(sent -> sent.result().statusCode())
                        .sorted()
                        .toList());
        assertEquals(1, registered().size());
    }

    @Test
    void aDoubleClickIsOneRegistration() {
        one.part1(KERVELLA);
        one.opens("administrator");

        var first = browser.send(one.at("administrator"), one.part2Form());
        var second = browser.send(one.at("administrator"), one.part2Form());
        Await.done(Future.join(first, second));

        for (var sent : List.of(first.result(), second.result(), one.part2())) {
            assertEquals(one.at("waiting"), sent.getHeader("Location"));
        }
        assertEquals(1, registered().size());
    }

    @Test
    void whoGoesBackAfterSendingAndChangesTheOrganisationIsToldThatItIsSent() {
        one.part1(KERVELLA);
        one.part2();

        var answer = one.part1("organisation.name", "Menuiserie Kervella & Filles");

        assertSent(answer);
        assertSays(answer, "value=\"Menuiserie Kervella &amp; Filles\"");
        assertEquals(one.at("waiting"), one.opens("administrator").getHeader("Location"));
    }

    @Test
    void whoSendsTheAdministratorWhileAnotherTabHasMadeTheOrganisationIncompleteKeepsWhatTheyTyped() {
        one.part1(KERVELLA);
        one.opens("administrator");
        one.twin().part1("organisation.town", "");

        var answer = one.part2();

        assertEquals(409, answer.statusCode());
        assertSays(answer, "Complete the organisation first.");
        assertSays(answer, "href=\"#organisation-town\"");
        one.part1(KERVELLA);
        assertTrue(one.opens("administrator").bodyAsString().contains("value=\"nolwenn@kervella.example\""));
    }

    @Test
    void aRequestToJoinIsNotSentToAnOrganisationThatAnotherTabHasPutInItsPlace() {
        one.part1(KERVELLA);
        one.part2();
        two.part1("organisation.name", "Kervella, again");
        assertEquals(two.at("exists"), two.part2().getHeader("Location"));
        two.opens("exists");
        two.twin().part1(GLASSWORKS);

        var answer = two.asksToJoin();

        assertEquals(409, answer.statusCode());
        assertSays(answer, "it is now about Verrerie des Deux Caps");
        assertSays(answer, "value=\"gael@kervella.example\"");
        assertEquals(List.of("0"), portal.database.query("SELECT count(*) FROM join_request"));
    }

    // ------------------------------------------------------------------------------------------------------------

    private List<String> registered() {
        return portal.database.query("SELECT organisation.name, account.email FROM member"
                + " JOIN organisation ON organisation.id = organisation_id JOIN account ON account.id = account_id"
                + " ORDER BY 1, 2");
    }

    private static void assertSays(HttpResponse<Buffer> answer, String text) {
        assertTrue(answer.bodyAsString().contains(text), answer::bodyAsString);
    }
}
