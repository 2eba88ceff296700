package eu.parvis.journal;

import static eu.parvis.membership.Role.ADMINISTRATOR;
import static eu.parvis.membership.Role.TECHNICAL_CONTACT;
import static eu.parvis.membership.Role.USER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import eu.parvis.api.ApiClient;
import eu.parvis.http.Browser;
import eu.parvis.membership.MembershipApi;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.membership.MembershipApi.ChangeRoles;
import eu.parvis.membership.MembershipApi.Deactivate;
import eu.parvis.membership.Registry;
import eu.parvis.session.SessionApi.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class JournalRoutesTest {

    private static final String OTHERS_ADDRESS = "192.0.2.7";

    private Registry registry;
    private UUID organisation;
    private Actor nolwenn;
    private Actor mael;

    @BeforeEach
    void anAdministratorAndAUser(Vertx vertx) {
        registry = Registry.open(vertx, Map.of(), JournalCapability.DESCRIPTOR);
        organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        nolwenn = registry.member(organisation, "nolwenn.kervella@kervella.example", ADMINISTRATOR);
        mael = registry.member(organisation, "mael.cariou@kervella.example", USER);
    }

    // --- What is shown, and what is not -------------------------------------------------------------------------

    @Test
    void aPersonReadsWhatAnAdministratorOfTheSameOrganisationDid() {
        changeRolesOfMael();

        var event = only(events(mael, "?kind=ORGANISATION"));
        assertEquals("Your roles were changed.", event.getString("sentence"));
        assertEquals("OTHER", event.getString("by"));
        assertEquals("Nolwenn Kervella", event.getString("person"));
        assertEquals("Menuiserie Kervella", event.getString("organisation"));
        assertEquals(JsonArray.of("TECHNICAL_CONTACT", "USER"), event.getJsonArray("roles"));
    }

    @Test
    void theNetworkAddressOfSomebodyElseIsNotShown() {
        changeRolesOfMael();

        assertFalse(only(events(mael, "?kind=ORGANISATION")).containsKey("address"));
        assertEquals(OTHERS_ADDRESS, only(events(nolwenn, "?kind=ORGANISATION")).getString("address"));
        assertFalse(page(mael, "?kind=ORGANISATION").contains(OTHERS_ADDRESS));
    }

    @Test
    void anAdministratorReadsWhomAnActConcerned() {
        changeRolesOfMael();

        var event = only(events(nolwenn, "?kind=ORGANISATION"));
        assertEquals("You changed the roles of Mael Cariou.", event.getString("sentence"));
        assertEquals("ACCOUNT", event.getString("by"));
    }

    @Test
    void afterTheEndOfTheMembershipNamesOfItsPeopleAreNotShownAnyMore() {
        changeRolesOfMael();
        registry.portal.ask(MembershipApi.DEACTIVATE, new Deactivate(nolwenn, registry.user(mael)));

        var events = events(mael, "?kind=ORGANISATION");
        assertEquals(2, events.size());
        assertFalse(events.encode().contains("Nolwenn"), events::encode);
        assertTrue(page(mael, "?kind=ORGANISATION").contains("By another person"));
        assertEquals(2, events(nolwenn, "?kind=ORGANISATION").size());
    }

    /** Another organisation is another world, even for the same administrator. */
    @Test
    void whatHappenedToOthersIsNotShown() {
        var elsewhere = registry.organisation("90000001900019", "Atelier des Alpes");
        registry.actor(elsewhere, nolwenn.account(), ADMINISTRATOR);
        var anna = registry.member(elsewhere, "anna.keller@alpes.example", USER);
        registry.portal.ask(
                MembershipApi.CHANGE_ROLES,
                new ChangeRoles(
                        new Actor(elsewhere, nolwenn.account(), OTHERS_ADDRESS),
                        registry.user(anna),
                        List.of(TECHNICAL_CONTACT)));

        assertEquals(JsonArray.of(), events(mael, ""));
        assertEquals(2, events(anna, "").size());
    }

    @Test
    void aWrongPasswordOfAStrangerIsShownWithDeviceAndAddress() {
        entry(mael.account(), "SIGN_IN", "REFUSED", "{\"program\": \"Firefox\", \"system\": \"Windows\"}");

        var event = only(events(mael, ""));
        assertEquals("A sign-in with a wrong password was refused.", event.getString("sentence"));
        assertEquals("REFUSED", event.getString("outcome"));
        assertEquals("Firefox on Windows", event.getString("device"));
        assertEquals("198.51.100.4", event.getString("address"));
    }

    @Test
    void anEventThatOnlyANewerVersionKnowsIsShownAllTheSame() {
        entry(mael.account(), "TELEPORTED", "DONE", "{}");

        assertEquals(
                "Something happened that this version of the page cannot describe.",
                only(events(mael, "")).getString("sentence"));
    }

    /** An address may have belonged to somebody else before. */
    @Test
    void mailsFromBeforeTheAccountExistedAreNotShown() {
        changeRolesOfMael();
        assertEquals("roles-changed", only(events(mael, "?kind=MAIL")).getString("event"));

        registry.rows.execute("UPDATE mail SET created_at = created_at - interval '1 day'");

        assertEquals(JsonArray.of(), events(mael, "?kind=MAIL"));
    }

    // --- Pages of the list --------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 50})
    void theCursorLeadsThroughEachEventAndMailOnce(int limit) {
        for (var i = 0; i < 5; i++) {
            registry.clock.advance(Duration.ofMinutes(30));
            changeRolesOfMael();
            // Of the same moment as the change and its mail.
            entry(mael.account(), "SIGN_IN", "DONE", "{}");
        }

        var seen = new ArrayList<JsonObject>();
        var query = "?limit=" + limit;
        do {
            var page = api(mael).get("/me/events" + query).json();
            assertTrue(page.getJsonArray("events").size() <= limit);
            page.getJsonArray("events").forEach(event -> seen.add((JsonObject) event));
            query = page.containsKey("before") ? "?limit=" + limit + "&before=" + page.getString("before") : "";
        } while (!query.isEmpty());

        assertEquals(15, seen.size());
        assertEquals(
                15,
                new HashSet<>(seen.stream().map(event -> event.getString("id")).toList()).size());
        var times = seen.stream().map(event -> event.getString("at")).toList();
        assertEquals(times.stream().sorted(Comparator.reverseOrder()).toList(), times);
    }

    @Test
    void theCursorOfAnotherPersonOpensNothing() {
        changeRolesOfMael();
        changeRolesOfMael();
        var cursor = api(nolwenn).get("/me/events?limit=1").json().getString("before");

        var refused = api(mael).get("/me/events?before=" + cursor);

        assertEquals(400, refused.status());
        assertEquals("error.cursor", refused.codeAt("before"));
        assertEquals(200, api(nolwenn).get("/me/events?before=" + cursor).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "before=x",
                "before=%00",
                "before=AQ",
                "limit=0",
                "limit=201",
                "limit=-1",
                "limit=ten",
                "limit=99999999999",
                "kind=OTHER",
                "kind=sign_in",
                "limit=1&limit=2",
                "kind=MAIL&kind=MAIL"
            })
    void aQueryThatMeansNothingIsRefused(String query) {
        var refused = api(mael).get("/me/events?" + query);

        assertEquals(400, refused.status(), query);
        assertEquals(List.of(query.split("=", 2)[0]), refused.wrongFields());
    }

    @Test
    void theIdTellsNothingOfHowMuchHappensAtThePortal() {
        entry(mael.account(), "SIGN_IN", "DONE", "{}");
        var id = only(events(mael, "")).getString("id");

        assertEquals(22, id.length());
        assertNotEquals(registry.rows.query("SELECT max(id) FROM journal").get(0), id);
    }

    // --- The page -----------------------------------------------------------------------------------------------

    @Test
    void thePageSaysItInTheLanguageOfThePersonAndFilters() {
        changeRolesOfMael();
        entry(mael.account(), "SIGN_IN", "DONE", "{\"program\": \"Firefox\", \"system\": \"Windows\"}");

        var french = browser(mael);
        french.get("/account/journal?lang=fr");
        var page = french.get("/account/journal").bodyAsString();
        assertTrue(page.contains("Vos rôles ont été changés."), page);
        assertTrue(page.contains("Par Nolwenn Kervella"), page);
        assertTrue(page.contains("Firefox sous Windows"), page);
        var english = page(mael, "");
        assertTrue(english.contains("Your roles were changed."), english);
        assertTrue(english.contains("By Nolwenn Kervella"), english);
        assertTrue(english.contains("Firefox on Windows"), english);
        assertFalse(page(mael, "?kind=SIGN_IN").contains("Your roles were changed."));
    }

    @Test
    void thePageLeadsToOlderEventsWithoutAScript() {
        for (var i = 0; i < 51; i++) {
            entry(mael.account(), "SIGN_OUT", "DONE", "{}");
        }

        var first = page(mael, "?kind=SIGN_IN");
        var link = first.replaceAll("(?s).*href=\"/account/journal(\\?[^\"]*before=[^\"]*)\".*", "$1")
                .replace("&amp;", "&");
        var second = page(mael, link);

        assertEquals(50, count(first, "<tr>") - 1);
        assertEquals(1, count(second, "<tr>") - 1);
        assertTrue(second.contains("Back to the newest"), second);
    }

    // --- The export ---------------------------------------------------------------------------------------------

    @Test
    void theTableIsReadByAProgramAndRunsNoFormula() throws IOException {
        registry.rows.execute("UPDATE organisation SET name = '=1+1'");
        changeRolesOfMael();
        for (var i = 0; i < 600; i++) {
            entry(mael.account(), "SIGN_IN", "DONE", "{\"program\": \"Firefox\", \"system\": \"Windows\"}");
        }

        var answer = browser(mael).get("/account/journal.csv");

        assertEquals("text/csv; charset=utf-8", answer.getHeader("Content-Type"));
        assertEquals("attachment; filename=\"journal.csv\"", answer.getHeader("Content-Disposition"));
        assertEquals("no-store", answer.getHeader("Cache-Control"));
        var rows = read(answer.bodyAsBuffer().getBytes());
        assertEquals(602, rows.size());
        var changed = rows.stream()
                .filter(row -> row.getField("What happened").equals("Your roles were changed."))
                .findFirst()
                .orElseThrow();
        assertEquals("'=1+1", changed.getField("Organisation"));
        assertEquals("By Nolwenn Kervella", changed.getField("By whom"));
        assertEquals("", changed.getField("Network address"));
        assertEquals("198.51.100.4", rows.get(0).getField("Network address"));
        assertTrue(rows.get(0).getField("Time").matches("2026-11-24T10:\\d\\d:\\d\\d\\+01:00"));
    }

    private static List<NamedCsvRecord> read(byte[] file) throws IOException {
        try (var reader = CsvReader.builder()
                .fieldSeparator(';')
                .detectBomHeader(true)
                .ofNamedCsvRecord(new ByteArrayInputStream(file), UTF_8)) {
            return reader.stream().toList();
        }
    }

    @Test
    void theJsonFileHoldsTheEventsOfTheKind() {
        changeRolesOfMael();
        entry(mael.account(), "SIGN_IN", "DONE", "{}");

        var file = browser(mael).get("/account/journal.json?kind=SIGN_IN");

        assertEquals("attachment; filename=\"journal.json\"", file.getHeader("Content-Disposition"));
        assertEquals(
                "SIGN_IN", only(file.bodyAsJsonObject().getJsonArray("events")).getString("event"));
    }

    // --- Acts ---------------------------------------------------------------------------------------------------

    /** To the other of two sets of roles. */
    private void changeRolesOfMael() {
        var technical = registry.rows
                .query("SELECT 'TECHNICAL_CONTACT' = ANY (roles) FROM member WHERE account_id = '" + mael.account()
                        + "'")
                .equals(List.of("t"));
        registry.portal.ask(
                MembershipApi.CHANGE_ROLES,
                new ChangeRoles(
                        nolwenn, registry.user(mael), technical ? List.of(USER) : List.of(TECHNICAL_CONTACT, USER)));
    }

    private void entry(UUID account, String event, String outcome, String detail) {
        registry.rows.execute("INSERT INTO journal (at, event, account_id, address, outcome, detail) VALUES ('"
                + registry.clock.instant() + "', '" + event + "', '" + account + "', '198.51.100.4', '" + outcome
                + "', '" + detail + "')");
    }

    private JsonArray events(Actor reader, String query) {
        return api(reader).get("/me/events" + query).json().getJsonArray("events");
    }

    private static JsonObject only(JsonArray events) {
        assertEquals(1, events.size(), events::encode);
        return events.getJsonObject(0);
    }

    private ApiClient api(Actor reader) {
        return registry.portal
                .api()
                .bearer(registry.token(reader.account(), Channel.API))
                .language("en");
    }

    private Browser browser(Actor reader) {
        return registry.portal.browser().with("session", registry.token(reader.account(), Channel.BROWSER));
    }

    private String page(Actor reader, String query) {
        var answer = browser(reader).get("/account/journal" + query);
        assertEquals(200, answer.statusCode());
        return answer.bodyAsString();
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }
}
