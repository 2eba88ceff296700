package eu.parvis.registration.organisation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.TestPortal;
import eu.parvis.http.Browser;
import eu.parvis.joining.JoinCapability;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several registrations in one browser, and the addresses that lead to them. */
@ExtendWith(VertxExtension.class)
class SeveralRegistrationsTest {

    private static final String[] KERVELLA = {"organisation.name", "Menuiserie Kervella"};
    private static final String[] GLASSWORKS = {
        "organisation.siret", "90000001900019", "organisation.name", "Verrerie des Deux Caps"
    };
    private static final String[] CAMILLE = {
        "administrator.firstName", "Camille",
        "administrator.email", "camille@deux-caps.example",
        "administrator.emailConfirmation", "camille@deux-caps.example"
    };
    private static final String ABSENT = "/register/00000000-0000-4000-8000-000000000000";

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

    // --- Two organisations in two tabs --------------------------------------------------------------------------

    /** The letter is the tab, the number the part that it sends. */
    @ParameterizedTest
    @ValueSource(strings = {"a1 b1 a2 b2", "a1 b1 b2 a2", "b1 a1 a2 b2", "a1 a2 b1 b2"})
    void eachTabRegistersItsOwnOrganisation(String order) {
        for (var step : order.split(" ", -1)) {
            switch (step) {
                case "a1" -> one.part1(KERVELLA);
                case "b1" -> two.part1(GLASSWORKS);
                case "a2" -> assertEquals(one.at("waiting"), one.part2().getHeader("Location"));
                default -> assertEquals(two.at("waiting"), two.part2(CAMILLE).getHeader("Location"));
            }
        }

        assertEquals(
                List.of(
                        "Menuiserie Kervella|nolwenn@kervella.example",
                        "Verrerie des Deux Caps|camille@deux-caps.example"),
                registered());
        assertTrue(page(one.at("waiting")).contains("Menuiserie Kervella"));
        assertTrue(page(two.at("waiting")).contains("Verrerie des Deux Caps"));
    }

    @Test
    void aPageOfTheFormNamesTheOrganisation() {
        one.part1(KERVELLA);

        assertTrue(page(one.at("administrator")).contains("Registration of Menuiserie Kervella"));
    }

    // --- Registrations that are not there -----------------------------------------------------------------------

    @Test
    void whatIsTypedForADraftThatHasExpiredBeginsANewOne() {
        one.part1(KERVELLA);
        one.opens("administrator");
        portal.clock.advance(Duration.ofDays(3));

        var answer = one.part2();

        assertEquals(404, answer.statusCode());
        assertSays(answer, "<dd>nolwenn@kervella.example</dd>");
        assertSays(answer, "<form method=\"post\" action=\"/register\">");
        var begun = browser.post("/register", one.part2Form());
        assertEquals(303, begun.statusCode());
        assertSays(browser.get(begun.getHeader("Location")), "/organisation\" id=\"typed\"");
        two.part1("organisation.name", "Kervella", "administrator.email", "nolwenn@kervella.example");
        assertTrue(page(two.at("administrator")).contains("value=\"nolwenn@kervella.example\""));
    }

    @ParameterizedTest
    @CsvSource({
        "organisation",
        "administrator",
        "exists",
        "waiting",
    })
    void theRegistrationOfAnotherBrowserLooksLikeOneThatDoesNotExist(String page) {
        one.part1(KERVELLA);
        if (page.equals("waiting")) {
            one.part2();
        }
        var stranger = portal.browser();

        var foreign = stranger.get(one.at(page));
        var absent = stranger.get(ABSENT + "/" + page);

        assertEquals(404, foreign.statusCode());
        assertEquals(absent.bodyAsString(), foreign.bodyAsString());
        assertFalse(foreign.bodyAsString().contains("Kervella"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"organisation", "administrator", "exists", "waiting/mails", "waiting/email", "forget"})
    void aFormOfAnotherBrowserChangesNothing(String form) {
        one.part1(KERVELLA);
        one.part2();
        var before = portal.database.query("SELECT registration.* FROM registration");

        var answer = portal.browser()
                .post(
                        one.at(form),
                        Tab.form(
                                Tab.administrator(),
                                "kind",
                                "PASSWORD",
                                "email",
                                "eve@kervella.example",
                                "emailConfirmation",
                                "eve@kervella.example"));

        assertEquals(404, answer.statusCode());
        assertFalse(answer.bodyAsString().contains("Menuiserie"));
        assertEquals(before, portal.database.query("SELECT registration.* FROM registration"));
    }

    @Test
    void aFormOfTheWaitingPageIsNotForADraft() {
        one.part1(KERVELLA);

        var answer = browser.post(one.at("waiting/email"), "email", "nolwenn@kervella.example");

        assertEquals(409, answer.statusCode());
        assertSays(answer, "<h2>Menuiserie Kervella</h2>");
        assertSays(answer, "<dd>nolwenn@kervella.example</dd>");
    }

    // --- Addresses without a registration -----------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "/register, organisation, waiting",
        "/register/administrator, administrator, administrator",
        "/register/exists, exists, exists",
        "/register/waiting, waiting, waiting"
    })
    void anAddressOfBeforeLeadsToTheOnlyRegistrationOrToTheList(String before, String draft, String sent) {
        assertTrue(List.of(200, 303).contains(browser.get(before).statusCode()), "nothing is registered yet");

        one.part1(KERVELLA);
        assertEquals(one.at(draft), browser.get(before).getHeader("Location"));

        one.part2();
        assertEquals(one.at(sent), browser.get(before).getHeader("Location"));

        two.part1(GLASSWORKS);
        assertEquals("/register/mine", browser.get(before).getHeader("Location"));
    }

    @Test
    void theListNamesTheRegistrationsOfThisBrowser() {
        one.part1(KERVELLA);
        one.part2();
        two.part1(GLASSWORKS);
        new Tab(portal.browser()).part1("organisation.name", "Somebody Else’s");

        var list = page("/register/mine");

        assertTrue(list.contains("<strong>Menuiserie Kervella</strong>"), list);
        assertTrue(list.contains("href=\"" + one.at("waiting") + "\""));
        assertTrue(list.contains("<strong>Verrerie des Deux Caps</strong>"));
        assertTrue(list.contains("href=\"" + two.at("organisation") + "\""));
        assertFalse(list.contains("Somebody"));
    }

    @ParameterizedTest
    @CsvSource({"/register/administrator, administrator", "/register/join, exists"})
    void aFormOfBeforeDoesNotGuessWhichRegistrationItIsAbout(String former, String page) {
        one.part1(KERVELLA);
        two.part1(GLASSWORKS);

        var answer = browser.post(former, Tab.form(Tab.administrator()));

        assertEquals(409, answer.statusCode());
        assertSays(answer, "<h1>Which registration is it about?</h1>");
        assertSays(answer, "action=\"" + one.at(page) + "\"");
        assertSays(answer, "action=\"" + two.at(page) + "\"");
        assertSays(answer, "name=\"administrator.email\" value=\"nolwenn@kervella.example\"");
        assertEquals(List.of(), registered());

        var chosen = browser.post(one.at("administrator"), Tab.form(Tab.administrator()));
        assertSays(chosen, "Registration of Menuiserie Kervella");
        assertSays(chosen, "value=\"nolwenn@kervella.example\"");
        assertEquals(List.of(), registered(), "its page has not shown the organisation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/register/waiting/mails", "/register/waiting/email"})
    void aFormOfTheFormerWaitingPageDoesNotGuessEither(String former) {
        one.part1(KERVELLA);
        one.part2();
        two.part1(GLASSWORKS);

        var answer = browser.post(former, "kind", "PASSWORD", "email", "camille@kervella.example");

        assertEquals(409, answer.statusCode());
        assertSays(answer, "action=\"" + one.at("waiting") + former.replace("/register/waiting", "") + "\"");
        assertFalse(answer.bodyAsString().contains("action=\"" + two.at("waiting")), "it has no waiting page yet");
    }

    @Test
    void theRegistrationOfAnEarlierBuildIsFoundByItsCookie() {
        one.part1(KERVELLA);
        var id = one.at("").split("/", -1)[2];
        var former = portal.browser().with("registration", browser.cookie("registration-" + id));

        assertEquals(one.at("organisation"), former.get("/register").getHeader("Location"));
        assertEquals(200, former.get(one.at("organisation")).statusCode());
        assertNull(former.cookie("registration"));
    }

    // --- Another registration -----------------------------------------------------------------------------------

    @Test
    void anotherOrganisationCanBeRegisteredFromEachPageThatFollows() {
        one.part1(KERVELLA);
        assertOffersAnother(one.at("organisation"));
        one.part2();
        assertOffersAnother(one.at("waiting"));
        assertOffersAnother("/register/mine");
        two.part1("organisation.name", "Kervella, again");
        assertOffersAnother(two.at("exists"));

        assertEquals("/register/new", browser.post("/register/again").getHeader("Location"));
        var form = page("/register/new");
        assertTrue(form.contains("action=\"/register\""), form);
        assertFalse(form.contains("Kervella"));
    }

    private void assertOffersAnother(String path) {
        assertTrue(page(path).contains("href=\"/register/new\""), path);
    }

    @Test
    void aNewFormWithTheNumberOfADraftContinuesIt() {
        one.part1(KERVELLA);
        one.part2("administrator.emailConfirmation", "");

        two.part1("organisation.siret", "732 829 320 00074", "organisation.name", "Menuiserie Kervella & Filles");

        assertEquals(one.at("waiting"), two.at("waiting"));
        assertTrue(page(two.at("administrator")).contains("value=\"nolwenn@kervella.example\""));
    }

    @Test
    void afterAnErrorInANewFormTheLanguageIsSwitchedAtTheAddressOfTheDraft() {
        var answer = one.part1("organisation.town", "");

        assertEquals(400, answer.statusCode());
        assertSays(answer, "action=\"" + one.at("organisation") + "\"");
        assertSays(answer, "value=\"" + one.at("organisation") + "?lang=fr\"");
        assertEquals(
                one.at("organisation"),
                browser.get(one.at("organisation") + "?lang=fr").getHeader("Location"));
        assertTrue(page(one.at("organisation")).contains("value=\"Menuiserie Kervella &amp; Fils\""));
    }

    @Test
    void aBrowserHoldsTenRegistrationsAndWhatIsTypedForTheEleventhWaitsUntilOneIsRemoved() {
        one.part1(KERVELLA);
        for (var n = 2; n <= 10; n++) {
            new Tab(browser)
                    .part1("organisation.siret", "", "organisation.noSiret", "true", "organisation.name", "N" + n);
        }

        var refused = two.part1(GLASSWORKS);
        assertEquals(409, refused.statusCode());
        assertSays(refused, "<h1>Too many registrations at a time</h1>");
        assertSays(refused, "name=\"organisation.name\" value=\"Verrerie des Deux Caps\"");

        var removed = browser.post(one.at("forget"), Tab.form(Tab.organisation(), GLASSWORKS));
        assertSays(removed, "name=\"organisation.name\" value=\"Verrerie des Deux Caps\"");
        assertEquals(404, browser.get(one.at("organisation")).statusCode());
        assertEquals(303, two.part1(GLASSWORKS).statusCode());
    }

    @Test
    void whoHasRegisteredTheOrganisationInThisBrowserIsLedToItsMessagesInsteadOfAskingToJoin() {
        one.part1(KERVELLA);
        one.part2();
        two.part1(KERVELLA);

        assertEquals(two.at("exists"), two.part2().getHeader("Location"));

        var exists = page(two.at("exists"));
        assertTrue(exists.contains("You registered it from this browser on "), exists);
        assertTrue(exists.contains("href=\"" + one.at("waiting") + "\""));
    }

    @Test
    void anEmptyListOffersTheForm() {
        assertOffersAnother("/register/mine");
        assertTrue(page("/register/mine").contains("This browser has no registration at the moment."));
    }

    @Test
    void aRegistrationThatIsRemovedFromTheListStaysValid() {
        one.part1(KERVELLA);
        one.part2();

        assertEquals("/register/mine", browser.post(one.at("forget")).getHeader("Location"));

        assertEquals(404, browser.get(one.at("waiting")).statusCode());
        assertEquals(1, registered().size());
        assertNotEquals(List.of(), portal.mails());
    }

    @Test
    void theWaitingPageNamesTheTimeOfTheSubmission() {
        one.part1(KERVELLA);
        portal.clock.advance(Duration.ofHours(5));
        one.part2();
        portal.clock.advance(Duration.ofMinutes(5));
        browser.post(
                one.at("waiting/email"),
                "email",
                "nolwen@kervella.example",
                "emailConfirmation",
                "nolwen@kervella.example");

        assertEquals(List.of("05:00:00"), portal.database.query("SELECT submitted_at - created_at FROM registration"));
    }

    // ------------------------------------------------------------------------------------------------------------

    private List<String> registered() {
        return portal.database.query("SELECT organisation.name, account.email FROM member"
                + " JOIN organisation ON organisation.id = organisation_id JOIN account ON account.id = account_id"
                + " ORDER BY 1, 2");
    }

    private String page(String path) {
        return browser.get(path).bodyAsString();
    }

    private static void assertSays(HttpResponse<Buffer> answer, String text) {
        assertTrue(answer.bodyAsString().contains(text), answer::bodyAsString);
    }
}
