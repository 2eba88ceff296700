package eu.parvis.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.api.ApiClient;
import eu.parvis.api.Exchange;
import eu.parvis.http.Browser;
import eu.parvis.joining.JoinApi;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.values.Language;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One legal representative: on the page of the organisation, in the list of users and in the API. */
@ExtendWith(VertxExtension.class)
class ContactRoutesTest {

    private static final String NOLWENN = "nolwenn.kervella@kervella.example";
    private static final String MAEL = "mael.cariou@kervella.example";
    private static final String LEGAL = "legalRepresentative.who";

    private Registry registry;
    private UUID organisation;
    private Actor nolwenn;
    private Actor mael;
    private Browser browser;
    private ApiClient api;

    @BeforeEach
    void twoMembers(Vertx vertx) {
        registry = Registry.open(vertx);
        organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        nolwenn = registry.member(organisation, NOLWENN, Role.ADMINISTRATOR, Role.USER);
        mael = registry.member(organisation, MAEL, Role.USER);
        browser = registry.portal.browser().with("session", registry.token(nolwenn.account(), Channel.BROWSER));
        api = ApiClient.of(vertx, registry.portal.address()).bearer(registry.token(nolwenn.account(), Channel.API));
        assertEquals(
                "/organisation",
                browser.post("/organisation/contacts", LEGAL, "ME", "billingContact.who", "ME")
                        .getHeader("Location"));
    }

    @Test
    void whoIsNamedOnThePageHasTheRoleAndNobodyElse() {
        assertEquals(List.of(NOLWENN), representatives());
        assertEquals(List.of("Nolwenn Kervella"), named());

        name("Mael", "Cariou", MAEL);

        assertEquals(List.of(MAEL), representatives());
        assertEquals(List.of("Mael Cariou"), named());
    }

    @Test
    void aPersonWithoutAnAccountIsNamedToo() {
        name("Soazig", "Le Goff", "soazig@legoff.example");

        assertEquals(List.of(), representatives());
        assertEquals(List.of("Soazig Le Goff"), named());
    }

    @Test
    void bothPersonsAreToldByMailAndTheJournalKnows() {
        registry.rows.execute("DELETE FROM mail");
        name("Soazig", "Le Goff", "soazig@legoff.example");

        assertEquals(
                List.of("contact-named " + NOLWENN, "contact-named soazig@legoff.example"), registry.portal.mails());
        assertTrue(registry.rows
                .query("SELECT detail FROM journal WHERE event = 'CONTACT_NAMED' ORDER BY id")
                .toString()
                .contains("LEGAL_REPRESENTATIVE"));

        name("Soazig", "Le Goff", "soazig@legoff.example");
        assertEquals(2, registry.portal.mails().size(), "nobody new was named");
    }

    @Test
    void whoNamesThemselvesIsNotToldByMail() {
        name("Soazig", "Le Goff", "soazig@legoff.example");
        registry.rows.execute("DELETE FROM mail");

        name("Nolwenn", "Kervella", NOLWENN);

        assertEquals(List.of(NOLWENN), representatives());
        assertEquals(List.of("contact-named soazig@legoff.example"), registry.portal.mails());
    }

    @Test
    void theRoleGivenAmongTheUsersNamesThatUserEverywhere() {
        registry.rows.execute("DELETE FROM mail");
        var given = api.patch(
                "/users/" + registry.user(mael),
                new JsonObject()
                        .put(
                                "roles",
                                new JsonArray().add("LEGAL_REPRESENTATIVE").add("USER")));

        assertEquals(200, given.status());
        assertEquals(List.of(MAEL), representatives());
        assertEquals(List.of("Mael Cariou"), named());
        assertTrue(registry.portal.mails().containsAll(List.of("contact-named " + MAEL, "contact-named " + NOLWENN)));
    }

    @Test
    void whoIsInvitedWithTheRoleIsNamedEverywhere() {
        invite("LEGAL_REPRESENTATIVE");

        assertEquals(List.of("soazig@legoff.example"), representatives());
        assertEquals(List.of("Soazig Le Goff"), named());
    }

    @Test
    void theRoleIsNotWithdrawnWithoutASuccessor() {
        var withdrawn = api.patch(
                "/users/" + registry.user(nolwenn),
                new JsonObject().put("roles", new JsonArray().add("ADMINISTRATOR")));

        assertEquals(409, withdrawn.status());
        assertEquals("users.contact", withdrawn.code());
        assertEquals(List.of(NOLWENN), representatives());
    }

    @Test
    void whoIsNamedIsNeitherDeactivatedNorLeavesWithoutASuccessor() {
        registry.rows.execute("UPDATE member SET roles = roles || '{ADMINISTRATOR}'");
        assertStays(registry.user(nolwenn).toString(), NOLWENN, "ACTIVE");

        name("Mael", "Cariou", MAEL);
        assertStays(registry.user(mael).toString(), MAEL, "ACTIVE");

        name("Soazig", "Le Goff", "soazig@legoff.example");
        assertEquals(204, api.delete("/users/" + registry.user(mael)).status());
    }

    @Test
    void theInvitationOfWhoIsNamedIsNotWithdrawnWithoutASuccessor() {
        var soazig = invite("LEGAL_REPRESENTATIVE");
        assertStays(soazig, "soazig@legoff.example", "INVITED");

        name("Mael", "Cariou", MAEL);
        assertEquals("WITHDRAWN", api.delete("/users/" + soazig).json().getString("state"));
    }

    @Test
    void whoDeclinesTheInvitationIsNamedNoMoreAndEveryAdministratorLearnsIt() {
        registry.member(organisation, "erwan.tanguy@kervella.example", Role.ADMINISTRATOR);
        var lotte = registry.activeAccount("lotte.jansen@jansen.example");
        var invitation = invite("lotte.jansen@jansen.example", "LEGAL_REPRESENTATIVE", "BILLING_CONTACT");
        assertEquals(List.of("Soazig Le Goff"), named());
        registry.rows.execute("DELETE FROM mail");

        var declined = registry.portal
                .api(lotte, Kind.OPEN)
                .patch("/invitations/" + invitation, new JsonObject().put("decision", "DECLINE"));

        assertEquals(204, declined.status());
        assertEquals(List.of(), named());
        assertEquals(List.of(), representatives());
        assertEquals(
                List.of("invitation-declined erwan.tanguy@kervella.example", "invitation-declined " + NOLWENN),
                registry.portal.mails());
        assertEquals(
                List.of("Legal representative, Billing contact"),
                registry.rows.query("SELECT DISTINCT content ->> 'vacant' FROM mail"));
        var home = browser.get("/home").bodyAsString();
        assertTrue(home.contains("Name the legal representative"), home);
        assertTrue(home.contains("Name the billing contact"), home);
        assertEquals(2, browser.get("/organisation").bodyAsString().split("To be named", -1).length - 1);

        name("Mael", "Cariou", MAEL);
        assertFalse(browser.get("/home").bodyAsString().contains("Name the legal representative"));
    }

    @Test
    void aDeactivatedUserIsNotNamed() {
        assertEquals(204, api.delete("/users/" + registry.user(mael)).status());

        var page = browser.post("/organisation/contacts", contacts("Mael", "Cariou", MAEL));
        assertEquals(409, page.statusCode());
        assertTrue(page.bodyAsString().contains("Restore it first"), page.bodyAsString());
        assertTrue(page.bodyAsString().contains("value=\"" + MAEL + "\""), "what was typed is there");
        var called = putContacts("Mael", "Cariou", MAEL);
        assertEquals("409 users.deactivated", called.status() + " " + called.code());
        var given = api.patch(
                "/users/" + registry.user(mael),
                new JsonObject().put("roles", new JsonArray().add("LEGAL_REPRESENTATIVE")));
        assertEquals("409 users.deactivated", given.status() + " " + given.code());
        assertEquals(List.of(NOLWENN), representatives());
        assertEquals(List.of("Nolwenn Kervella"), named());
    }

    @Test
    void whoComesBackByARequestToJoinWithTheRoleIsNamedEverywhere() {
        assertEquals(204, api.delete("/users/" + registry.user(mael)).status());
        var asked = registry.portal.ask(
                JoinApi.ASK,
                new JoinApi.Ask(Registry.number(Registry.SIRET), Registry.person(MAEL), Language.EN, "192.0.2.7"));
        registry.portal.ask(
                JoinApi.DECIDE,
                new JoinApi.Decide(
                        nolwenn, asked.id(), new JoinApi.Decision(true, List.of(Role.LEGAL_REPRESENTATIVE))));

        assertEquals(List.of(MAEL), representatives());
        assertEquals(List.of("Mael Cariou"), named());
    }

    /** On the page and in both calls of the API. */
    private void assertStays(String user, String email, String state) {
        var deleted = api.delete("/users/" + user);
        assertEquals("409 users.contact", deleted.status() + " " + deleted.code());
        var changed = api.patch("/users/" + user, new JsonObject().put("state", "DEACTIVATED"));
        assertEquals("409 users.contact", changed.status() + " " + changed.code());
        var page = browser.post("/users/" + user + "/deactivate", "confirmation", "yes");
        assertEquals(409, page.statusCode());
        assertTrue(page.bodyAsString().contains("Name somebody else first"), page.bodyAsString());
        assertEquals(List.of(email), representatives());
        assertEquals(state, api.get("/users/" + user).json().getString("state"));
    }

    @Test
    void aStalePageOfContactsOverwritesNothing() {
        var shown = shown(browser.get("/organisation/contacts").bodyAsString());
        name("Mael", "Cariou", MAEL);

        var stale = browser.post(
                "/organisation/contacts", LEGAL, "ME", "billingContact.who", "LEGAL_REPRESENTATIVE", "shown", shown);

        assertEquals(409, stale.statusCode());
        assertTrue(stale.bodyAsString().contains("Legal representative: Mael Cariou"), stale.bodyAsString());
        assertTrue(stale.bodyAsString().contains("value=\"LEGAL_REPRESENTATIVE\" checked"), stale.bodyAsString());
        assertEquals(List.of(MAEL), representatives());

        var again = new String[] {
            LEGAL, "ME", "billingContact.who", "LEGAL_REPRESENTATIVE", "shown", shown(stale.bodyAsString())
        };
        assertEquals(303, browser.post("/organisation/contacts", again).statusCode());
        assertEquals(303, browser.post("/organisation/contacts", again).statusCode(), "the second of two clicks");
        assertEquals(List.of(NOLWENN), representatives());
    }

    @Test
    void aStalePageOfRolesOverwritesNothing() {
        var page = "/users/" + registry.user(mael);
        var shown = shown(browser.get(page).bodyAsString());
        assertEquals(
                303,
                browser.post(page + "/roles", "roles", "TECHNICAL_CONTACT", "shown", shown)
                        .statusCode());

        var stale = browser.post(page + "/roles", "roles", "CERTIFICATION_AGENT", "shown", shown);

        assertEquals(409, stale.statusCode());
        assertTrue(stale.bodyAsString().contains("The roles are now: Technical contact"), stale.bodyAsString());
        assertTrue(stale.bodyAsString().contains("value=\"CERTIFICATION_AGENT\" checked"), stale.bodyAsString());
        var again = new String[] {"roles", "CERTIFICATION_AGENT", "shown", shown(stale.bodyAsString())};
        assertEquals(303, browser.post(page + "/roles", again).statusCode());
        assertEquals(303, browser.post(page + "/roles", again).statusCode(), "the second of two clicks");
    }

    private static String shown(String page) {
        return page.split("name=\"shown\" value=\"", 2)[1].split("\"", 2)[0];
    }

    @Test
    void programsNameContactsToo() {
        var named = putContacts("Mael", "Cariou", MAEL);

        assertEquals(204, named.status());
        assertEquals(List.of(MAEL), representatives());
    }

    @Test
    void thePageShowsWhoIsNamedNowAndWhatIsWrong() {
        assertTrue(browser.get("/organisation").bodyAsString().contains("href=\"/organisation/contacts\""));
        assertTrue(browser.get("/organisation/contacts").bodyAsString().contains("value=\"ME\" checked"));

        var wrong = browser.post("/organisation/contacts", LEGAL, "OTHER", "billingContact.who", "ME");

        assertEquals(400, wrong.statusCode());
        assertTrue(wrong.bodyAsString().contains("Enter the first name"), wrong.bodyAsString());
        assertEquals(List.of(NOLWENN), representatives());
    }

    @Test
    void onlyAdministratorsNameContacts() {
        var his = registry.portal.browser().with("session", registry.token(mael.account(), Channel.BROWSER));

        assertEquals(403, his.get("/organisation/contacts").statusCode());
        assertEquals(
                403,
                his.post("/organisation/contacts", LEGAL, "ME", "billingContact.who", "ME")
                        .statusCode());
        assertFalse(his.get("/organisation").bodyAsString().contains("/organisation/contacts"));
    }

    private Exchange putContacts(String firstName, String lastName, String email) {
        var person = new JsonObject()
                .put("firstName", firstName)
                .put("lastName", lastName)
                .put("email", email);
        return api.put(
                "/organisations/current/contacts",
                new JsonObject()
                        .put(
                                "legalRepresentative",
                                new JsonObject().put("who", "OTHER").put("person", person))
                        .put("billingContact", new JsonObject().put("who", "LEGAL_REPRESENTATIVE")));
    }

    private String invite(String role) {
        return invite("soazig@legoff.example", role);
    }

    private String invite(String email, String... roles) {
        var invited = api.post(
                "/users",
                new JsonObject()
                        .put("firstName", "Soazig")
                        .put("lastName", "Le Goff")
                        .put("email", email)
                        .put("emailConfirmation", email)
                        .put("roles", new JsonArray(List.of(roles))));
        assertEquals(201, invited.status());
        return invited.json().getString("id");
    }

    private void name(String firstName, String lastName, String email) {
        var answer = browser.post("/organisation/contacts", contacts(firstName, lastName, email));
        assertEquals("/organisation", answer.getHeader("Location"), answer::bodyAsString);
    }

    private static String[] contacts(String firstName, String lastName, String email) {
        return new String[] {
            LEGAL,
            "OTHER",
            "legalRepresentative.person.firstName",
            firstName,
            "legalRepresentative.person.lastName",
            lastName,
            "legalRepresentative.person.email",
            email,
            "billingContact.who",
            "ME"
        };
    }

    /** As the list of users says. */
    private List<String> representatives() {
        return users().stream()
                .filter(user -> user.getJsonArray("roles").contains("LEGAL_REPRESENTATIVE"))
                .map(user -> user.getString("email"))
                .toList();
    }

    private List<JsonObject> users() {
        return api.get("/users").json().getJsonArray("users").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    /** As the organisation says. */
    private List<String> named() {
        return api.get("/organisations/current").json().getJsonArray("contacts").stream()
                .map(JsonObject.class::cast)
                .filter(contact -> contact.getString("kind").equals("LEGAL_REPRESENTATIVE"))
                .map(contact -> contact.getString("firstName") + " " + contact.getString("lastName"))
                .toList();
    }
}
