package eu.parvis.membership;

import static eu.parvis.membership.Role.ADMINISTRATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import eu.parvis.api.ApiClient;
import eu.parvis.api.Exchange;
import eu.parvis.http.Browser;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.session.SessionApi.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An invitation discloses nothing about the address to the inviter, not even whether it has an account. */
@ExtendWith(VertxExtension.class)
class InvitedAlikeTest {

    /** Nobody's. */
    private static final String NEW = "n.new@deuxrives.example";

    /** Ada Lovelace has an account and no relation to the organisation. */
    private static final String ACTIVE = "ada.lovelace@deuxrives.example";

    /** Erwan Tanguy was invited by another organisation. */
    private static final String PENDING = "erwan.tanguy@deuxrives.example";

    private static final List<String> ALL = List.of(NEW, ACTIVE, PENDING);

    private Registry registry;
    private ApiClient api;
    private Browser browser;

    @BeforeEach
    void peopleWithAccountsAndAnAdministratorWhoDoesNotKnowThem(Vertx vertx) {
        registry = Registry.open(vertx);
        var organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        var nolwenn = registry.member(organisation, "nolwenn.kervella@kervella.example", ADMINISTRATOR);
        registry.activeAccount(ACTIVE);
        invitedElsewhere();
        registry.clock.advance(Duration.ofHours(1));
        var portal = registry.portal.address();
        api = ApiClient.of(vertx, portal).bearer(registry.token(nolwenn.account(), Channel.API));
        browser = registry.portal.browser().with("session", registry.token(nolwenn.account(), Channel.BROWSER));
    }

    private void invitedElsewhere() {
        var verrerie = registry.organisation("90000001900019", "Verrerie des Deux Caps");
        Actor gael = registry.member(verrerie, "gael.bihan@verrerie.example", ADMINISTRATOR);
        registry.portal.ask(
                MembershipApi.ADD_USER,
                new MembershipApi.AddUser(gael, Registry.person(PENDING), List.of(ADMINISTRATOR)));
    }

    @Test
    void anAddressWithAnAccountLooksLikeOneWithoutFromTheInvitationToItsEnd() {
        var added = ALL.stream().map(this::add).toList();
        var users = ids(added);
        assertSame(added);
        added.forEach(one -> assertEquals(201, one.status()));
        assertSeenAlike(users);

        assertSame(users.stream()
                .map(user -> api.post("/users/" + user + "/mails"))
                .toList());
        registry.clock.advance(Duration.ofMinutes(2));
        var again = users.stream()
                .map(user -> api.post("/users/" + user + "/mails"))
                .toList();
        assertSame(again);
        again.forEach(one -> assertEquals(202, one.status()));
        assertSeenAlike(users);
        registry.rows.execute("UPDATE mail SET state = 'SENT', sent_at = created_at, sealed = NULL");
        assertSeenAlike(users);

        registry.clock.advance(Duration.ofMinutes(2));
        assertSame(users.stream()
                .map(user -> api.post("/users/" + user + "/mails"))
                .toList());
        assertSame(users.stream()
                .map(user -> api.patch("/users/" + user, new JsonObject().put("roles", new JsonArray().add("USER"))))
                .toList());
        assertSame(users.stream()
                .map(user -> api.post("/users/" + user + "/hand-over"))
                .toList());
        assertSeenAlike(users);

        assertSame(users.stream()
                .map(user -> api.patch("/users/" + user, new JsonObject().put("state", "DEACTIVATED")))
                .toList());
        assertSeenAlike(users);
        assertSame(users.stream()
                .map(user -> api.patch("/users/" + user, new JsonObject().put("state", "ACTIVE")))
                .toList());
        assertEquals(1, api.get("/users").json().getJsonArray("users").size());
    }

    @Test
    void whoIsAddedOnceMoreIsAnsweredAlikeToo() {
        ALL.forEach(this::add);

        var twice = ALL.stream().map(this::add).toList();

        assertSame(twice);
        twice.forEach(one -> assertEquals(200, one.status()));
        assertSame(ALL.stream()
                .map(email -> browser.post("/users", form(email)).bodyAsString())
                .map(InvitedAlikeTest::withoutTheirs)
                .toList());
    }

    @Test
    void anAddressTypedInCapitalsStaysAsItWasTyped() {
        var added = api.post("/users", invitation("Ada.Lovelace@DEUXRIVES.example"));

        assertEquals("Ada.Lovelace@deuxrives.example", added.json().getString("email"));
    }

    @Test
    void theIdOfAUserIsNotThatOfTheirAccount() {
        var theirs = registry.rows.query("SELECT id FROM account");

        ids(ALL.stream().map(this::add).toList()).forEach(user -> assertFalse(theirs.contains(user), user));
    }

    @Test
    void anOrganisationInvitesOnlySoManyADayWhetherTheyAreKnownOrNot() {
        registry.rows.execute("INSERT INTO journal (at, event, organisation_id, outcome, detail) SELECT '"
                + registry.clock.instant() + "', 'USER_ADDED', id, 'DONE', '{}' FROM organisation,"
                + " generate_series(1, 200) WHERE name = 'Menuiserie Kervella'");

        var refused = ALL.stream().map(this::add).toList();

        assertSame(refused);
        refused.forEach(one -> assertEquals("users.invitedTooMany", one.code()));
    }

    @Test
    void whatIsCountedIsTheSameForThoseWhoAreKnown() {
        ALL.forEach(this::add);

        assertEquals(
                List.of("3"),
                registry.rows.query("SELECT count(*) FROM journal JOIN organisation ON organisation.id ="
                        + " organisation_id WHERE event = 'USER_ADDED' AND name = 'Menuiserie Kervella'"));
    }

    private Exchange add(String email) {
        return api.post("/users", invitation(email));
    }

    private static JsonObject invitation(String email) {
        return new JsonObject()
                .put("firstName", "Camille")
                .put("lastName", "Durand")
                .put("email", email)
                .put("emailConfirmation", email)
                .put("roles", new JsonArray().add("TECHNICAL_CONTACT").add("USER"));
    }

    private static String[] form(String email) {
        return new String[] {
            "firstName", "Camille", "lastName", "Durand", "email", email, "emailConfirmation", email, "roles", "USER"
        };
    }

    private static List<String> ids(List<Exchange> added) {
        return added.stream().map(one -> one.json().getString("id")).toList();
    }

    private void assertSeenAlike(List<String> users) {
        assertSame(users.stream()
                .map(user -> browser.get("/users/" + user).bodyAsString())
                .map(InvitedAlikeTest::withoutTheirs)
                .toList());
        assertSame(api.get("/users").json().getJsonArray("users").stream()
                .map(Object::toString)
                .filter(user -> users.stream().anyMatch(user::contains))
                .map(InvitedAlikeTest::withoutTheirs)
                .toList());
        assertSame(Arrays.stream(browser.get("/users").bodyAsString().split("<tr>", -1))
                .filter(row -> users.stream().anyMatch(row::contains))
                .map(row -> withoutTheirs(row.substring(0, row.indexOf("</tr>"))))
                .toList());
    }

    /** Removes the only allowed differences: the typed address, the member id, and the hash of what the page shows. */
    private static String withoutTheirs(String seen) {
        var same = seen;
        for (var email : ALL) {
            same = same.replace(email, "ADDRESS");
        }
        return same.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
                .replaceAll("name=\"shown\" value=\"[0-9a-f]{16}\"", "SHOWN");
    }

    private static void assertSame(List<?> all) {
        var seen = all.stream()
                .map(one -> one instanceof Exchange answer
                        ? answer.status() + " " + answer.headers().get("Retry-After") + " " + answer.body()
                        : one.toString())
                .map(InvitedAlikeTest::withoutTheirs)
                .toList();
        for (var one : seen) {
            assertEquals(seen.get(0), one);
        }
    }
}
