package eu.parvis.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.http.Browser;
import eu.parvis.membership.MembershipApi;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.signin.password.SigninCapability;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A page that is open in one tab, while the session changes in another one. */
@ExtendWith(VertxExtension.class)
class SubjectTest {

    private static final Pattern SUBJECT = Pattern.compile("name=\"subject\" value=\"([^\"]*)\"");

    private Registry registry;
    private UUID kervella;
    private UUID verrerie;
    private Actor nolwenn;
    private Browser browser;

    @BeforeEach
    void nolwennAdministersTwoOrganisations(Vertx vertx) {
        registry = Registry.open(vertx, Map.of(), SigninCapability.DESCRIPTOR);
        kervella = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        verrerie = registry.organisation("90000001900019", "Verrerie des Deux Caps");
        nolwenn = registry.member(kervella, "nolwenn.kervella@kervella.example", Role.ADMINISTRATOR);
        registry.clock.advance(Duration.ofMinutes(1));
        registry.actor(verrerie, nolwenn.account(), Role.ADMINISTRATOR);
        browser = signedIn(nolwenn.account());
    }

    private Browser signedIn(UUID account) {
        return registry.portal.browser().with("session", registry.token(account, Channel.BROWSER));
    }

    @Test
    void everyFormOfAPageNamesTheAccountAndTheOrganisationShown() {
        for (var path : List.of("/home", "/users", "/users/" + registry.user(nolwenn), "/organisation", "/roles")) {
            var page = browser.get(path).bodyAsString();
            var forms = page.split("<form method=\"post\"", -1).length - 1;

            assertEquals(forms, SUBJECT.matcher(page).results().count(), path);
            assertEquals(nolwenn.account() + "." + kervella, subject(page), path);
        }
    }

    @Test
    void nobodyIsInvitedIntoTheOrganisationThatAnotherTabHasSwitchedTo() {
        var tab = browser.get("/users").bodyAsString();
        switchTo(verrerie);

        var page = browser.post("/users", invitation(subject(tab)));

        assertEquals(409, page.statusCode());
        assertShows(page.bodyAsString(), "Menuiserie Kervella", "Verrerie des Deux Caps");
        assertShows(page.bodyAsString(), "name=\"email\" value=\"mael@kervella.example\"", "value=\"Mael\"");
        assertEquals(List.of("2"), registry.rows.query("SELECT count(*) FROM member"));
    }

    @Test
    void withOneClickTheFormIsSentForTheOrganisationThatItWasMeantFor() {
        var meant = subject(browser.get("/users").bodyAsString());
        switchTo(verrerie);
        var page = browser.post("/users", invitation(meant)).bodyAsString();
        assertShows(page, "name=\"switchTo\" value=\"" + meant + "\"");

        var sent = browser.post("/users", invitation(meant).add("switchTo", meant));

        assertEquals("/users", sent.getHeader("Location"));
        assertEquals(
                List.of(kervella.toString()),
                registry.rows.query("SELECT organisation_id FROM member WHERE state = 'INVITED'"));
        assertEquals(meant, subject(browser.get("/users").bodyAsString()));
    }

    @Test
    void aFormOfAnotherAccountChangesNothingAndTellsNothingOfIt() {
        var lotte = registry.activeAccount("lotte.jansen@jansen.example");
        var meant = subject(browser.get("/users").bodyAsString());

        var page = signedIn(lotte).post("/users", invitation(meant));

        assertEquals(409, page.statusCode());
        assertShows(page.bodyAsString(), "Lotte Jansen", "name=\"email\" value=\"mael@kervella.example\"");
        assertFalse(page.bodyAsString().contains("Kervella"), page::bodyAsString);
        assertFalse(page.bodyAsString().contains("Nolwenn"), page::bodyAsString);
    }

    @Test
    void noFieldMakesASessionActForAForeignOrganisation() {
        var lotte = registry.activeAccount("lotte.jansen@jansen.example");
        var foreign = lotte + "." + kervella;

        var page = signedIn(lotte).post("/users", invitation(foreign).add("switchTo", foreign));

        assertEquals(409, page.statusCode());
        assertFalse(page.bodyAsString().contains("Kervella"), page::bodyAsString);
        assertEquals(List.of(), registry.rows.query("SELECT 1 FROM member WHERE state = 'INVITED'"));
    }

    @Test
    void aPageThatIsOlderThanThePortalLosesNothing() {
        var page = browser.postAsIs("/users", invitation("")).bodyAsString();

        assertShows(page, "Check whom this is for", "Send for Menuiserie Kervella");
        assertShows(page, "name=\"email\" value=\"mael@kervella.example\"");
        assertEquals(
                "/users", browser.postAsIs("/users", invitation(subject(page))).getHeader("Location"));
    }

    @Test
    void anInvitationIsAnsweredWhicheverOrganisationTheSessionActsFor() {
        var third = registry.organisation("90000004300019", "Les Amis de l’Odet");
        var erwan = registry.member(third, "erwan.tanguy@odet.example", Role.ADMINISTRATOR);
        registry.portal.ask(
                MembershipApi.ADD_USER,
                new MembershipApi.AddUser(
                        erwan, Registry.person("nolwenn.kervella@kervella.example"), List.of(Role.USER)));
        var tab = browser.get("/home").bodyAsString();
        switchTo(verrerie);

        var id = registry.rows
                .query("SELECT id FROM member WHERE state = 'INVITED'")
                .get(0);
        var answered = browser.post("/invitations/" + id, "decision", "ACCEPT", "subject", subject(tab));

        assertEquals("/home", answered.getHeader("Location"));
    }

    @Test
    void signingOutOnAPageOfAnotherAccountAsksFirst() {
        var tab = browser.get("/home").bodyAsString();
        var lotte = signedIn(registry.activeAccount("lotte.jansen@jansen.example"));

        var page = lotte.post("/sign-out", "subject", subject(tab));

        assertEquals(409, page.statusCode());
        assertShows(page.bodyAsString(), "Sign Lotte Jansen out");
        assertFalse(
                page.bodyAsString().contains("action=\"/sign-out\" target=\"_blank\""),
                "nothing was typed that another tab would keep");
        assertEquals(
                "/signed-out",
                lotte.post("/sign-out", "subject", subject(page.bodyAsString())).getHeader("Location"));
    }

    @Test
    void aTextThatIsNoSubjectIsNone() {
        var account = UUID.randomUUID();
        for (var text :
                List.of("", "-", account + ".", account + ".x", "-".repeat(36), account + "." + "-".repeat(36))) {
            assertEquals(Optional.empty(), Subject.parse(text), text);
        }
        var subject = new Subject(account, Optional.of(UUID.randomUUID()));
        assertEquals(Optional.of(subject), Subject.parse(subject.text()));
    }

    private void switchTo(UUID organisation) {
        var switched = browser.post("/organisation/switch", "organisation", organisation.toString());
        assertEquals("/home", switched.getHeader("Location"));
    }

    private static MultiMap invitation(String subject) {
        return MultiMap.caseInsensitiveMultiMap()
                .add("subject", subject)
                .add("firstName", "Mael")
                .add("lastName", "Cariou")
                .add("email", "mael@kervella.example")
                .add("emailConfirmation", "mael@kervella.example")
                .add("roles", "USER");
    }

    private static String subject(String page) {
        var found = SUBJECT.matcher(page);
        assertTrue(found.find(), page);
        return found.group(1);
    }

    private static void assertShows(String page, String... texts) {
        for (var text : texts) {
            assertTrue(page.contains(text), () -> text + " is not in\n" + page);
        }
    }
}
