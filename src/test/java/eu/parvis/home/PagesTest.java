package eu.parvis.home;

import static eu.parvis.membership.Role.ADMINISTRATOR;
import static eu.parvis.membership.Role.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.company.Verification.Kind;
import eu.parvis.company.VerificationStore;
import eu.parvis.http.Browser;
import eu.parvis.joining.JoinAccess;
import eu.parvis.joining.JoinApi;
import eu.parvis.joining.JoinApi.Ask;
import eu.parvis.joining.JoinApi.NewRequest;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.order.OrderCapability;
import eu.parvis.organisation.Contact;
import eu.parvis.request.RequestCapability;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.values.Language;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class PagesTest {

    private static final String GAEL = "gael.bihan@kervella.example";
    private static final String OPERATOR = "guichet@fidelys-confiance.example";

    private Registry registry;
    private UUID organisation;
    private Actor nolwenn;
    private Browser anybody;
    private Browser browser;

    @BeforeEach
    void anAdministratorIsSignedIn(Vertx vertx) {
        registry = Registry.open(vertx, Map.of(), RequestCapability.DESCRIPTOR, OrderCapability.DESCRIPTOR);
        organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        nolwenn = registry.member(organisation, "nolwenn.kervella@kervella.example", ADMINISTRATOR);
        anybody = registry.portal.browser();
        browser = signedIn(nolwenn.account());
    }

    private Browser told(String notice) {
        return browser.told(registry.portal.site().notices(), "/home", notice);
    }

    private void assertTold(String address, String notice) {
        assertEquals(Set.of(notice), browser.told(registry.portal.site().notices(), address));
    }

    @Test
    void homeTellsALonelyAdministratorToAppointASecondOne() {
        var lonely = browser.get("/home");
        registry.member(organisation, "erwan.tanguy@kervella.example", ADMINISTRATOR);
        var accompanied = browser.get("/home");

        assertShows(lonely, "Menuiserie Kervella", "732 829 320 00074", "You are the only administrator");
        assertFalse(accompanied.bodyAsString().contains("You are the only administrator"));
    }

    @Test
    void homeTellsOfRequestsToJoin() {
        ask();

        assertShows(browser.get("/home"), "One person asks for access");
    }

    @Test
    void homeIsThereForSomebodyWithoutAnOrganisationToo() {
        var lotte = signedIn(registry.activeAccount("lotte.verhaeghe@deuxrives.example"));

        assertShows(
                lotte.get("/home"),
                "Your account does not belong to any organisation",
                "href=\"/account/security-questions\"");
        assertEquals(404, lotte.get("/organisation").statusCode());
        assertEquals(403, lotte.get("/users").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "USER", "ADMINISTRATOR"})
    void theMenuLeadsOnlyToPagesThatAreOpen(String role) {
        var account = role.equals("nobody")
                ? registry.activeAccount("lotte.verhaeghe@deuxrives.example")
                : registry.member(organisation, "mael.cariou@kervella.example", Role.valueOf(role))
                        .account();
        var visitor = signedIn(account);
        var home = visitor.get("/home").bodyAsString();

        var links = Pattern.compile("href=\"(/[^\"#]*)\"")
                .matcher(home.substring(
                        home.indexOf("class=\"side\""),
                        home.indexOf("action=\"/sign-out\"", home.indexOf("class=\"side\""))))
                .results()
                .map(link -> link.group(1))
                // The account has tests of its own.
                .filter(link -> !link.equals("/account"))
                .toList();

        assertEquals(role.equals("nobody") ? 4 : 6, links.size(), links::toString);
        links.forEach(link -> assertEquals(200, visitor.get(link).statusCode(), link));
    }

    @Test
    void whoRegisteredTheOrganisationReadsThatItsCustomerAreaIsActivated() {
        registry.rows.execute("UPDATE member SET founder = true");

        assertShows(
                told("welcome").get("/home"),
                "The customer area of your organisation is activated",
                "You can now manage its users");
    }

    @Test
    void anAdministratorWhoJoinsLaterReadsThatTheAccountIsActivated() {
        var welcome = told("welcome").get("/home").bodyAsString();

        assertFalse(welcome.contains("customer area of your organisation is activated"), welcome);
        assertTrue(welcome.contains("Your account is activated"), welcome);
        assertTrue(welcome.contains("You are an administrator of this organisation"), welcome);
    }

    @Test
    void whoHasNoSecurityQuestionsYetIsAskedToChooseThem() {
        assertShows(browser.get("/home"), "Choose your security questions", "Choose my questions");

        registry.portal.database.execute(
                "INSERT INTO challenge_set VALUES ('%s', 'x', '2026-11-20Z')".formatted(nolwenn.account()));

        var page = browser.get("/home");
        assertShows(page, "My security questions");
        assertFalse(page.bodyAsString().contains("Choose your security questions"), page::bodyAsString);
    }

    @Test
    void homeLeadsToTheSecurityQuestions() {
        assertShows(browser.get("/home"), "href=\"/account/security-questions\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/home?welcome=yes&late=yes&invitation=accepted", "/users?done=added", "/users?done=handed-over"
            })
    void anAddressThatIsTypedTellsOfNothing(String address) {
        var page = browser.get(address);

        assertEquals(200, page.statusCode());
        assertFalse(page.bodyAsString().contains("notice good"), page::bodyAsString);
    }

    @Test
    void nobodyIsToWaitForARegisterThatThereIsNot() {
        var swiss = registry.organisation("90000001900019", "Atelier des Alpes");
        var anna = signedIn(registry.member(swiss, "anna.keller@alpes.example", ADMINISTRATOR)
                .account());
        numbered(organisation, Kind.SIRET);
        numbered(swiss, Kind.NONE);

        assertShows(browser.get("/home"), "Check under way");
        assertShows(browser.get("/organisation"), "Check of the number");
        assertFalse(anna.get("/home").bodyAsString().contains("Check under way"));
        assertFalse(anna.get("/organisation").bodyAsString().contains("Check of the number"));
    }

    private void numbered(UUID id, Kind kind) {
        Await.done(VerificationStore.queue(registry.database, id, kind, "CHE101", registry.clock.instant()));
    }

    @Test
    void theOrganisationIsShownWithItsContacts() {
        Await.done(registry.organisations.saveContact(
                registry.database,
                organisation,
                new Contact(
                        Contact.Kind.LEGAL_REPRESENTATIVE,
                        Optional.empty(),
                        Registry.person("yann.quere@kervella.example")),
                registry.clock.instant()));

        assertShows(browser.get("/organisation"), "732 829 320 00074", "Quimper", "Yann Quere", "Legal representative");
    }

    @Test
    void thePageOfRolesSaysWhoMayDoWhat() {
        assertShows(browser.get("/roles"), "Answer requests for access", "Certification agent");
    }

    @Test
    void aUserIsAddedByTheForm() {
        var sent = browser.post("/users", invitation("Mael", "mael@kervella.example"));

        assertEquals("/users", sent.getHeader("Location"));
        assertShows(browser.get("/users"), "Mael Cariou", "Invitation sent", "The invitation is on its way");
    }

    @Test
    void whoIsAUserAlreadyIsNotAddedButShown() {
        var mael = registry.member(organisation, "mael.cariou@kervella.example", USER);

        var known = browser.post("/users", invitation("Mael", "mael.cariou@kervella.example"));
        var myself = browser.post("/users", invitation("Nolwenn", "nolwenn.kervella@kervella.example"));

        assertEquals(409, known.statusCode());
        assertShows(
                known,
                "id=\"email-error\"",
                "Mael Cariou is among your users already",
                "href=\"/users/" + registry.user(mael) + "\">Open the page of Mael Cariou",
                "value=\"mael.cariou@kervella.example\"");
        assertEquals(
                3,
                known.bodyAsString().split("Mael Cariou is among your users already", -1).length,
                "in the summary of errors and at the field");
        assertShows(myself, "This is your own address");
    }

    @Test
    void whatIsWrongIsSaidAtItsFieldAndNothingTypedIsLost() {
        var refused = browser.post("/users", invitation("Mael", "mael"));

        assertEquals(400, refused.statusCode());
        assertShows(refused, "value=\"Mael\"", "id=\"email-error\"");
    }

    @Test
    void everyMemberSeesWhoIsThereButNotHowToChangeIt() {
        var mael = signedIn(registry.member(organisation, "mael.cariou@kervella.example", USER)
                .account());

        var page = mael.get("/users");

        assertShows(page, "Nolwenn Kervella");
        assertFalse(page.bodyAsString().contains("action=\"/users\""));
        assertEquals(403, mael.post("/users", invitation("Gael", GAEL)).statusCode());
        assertEquals(403, mael.get("/users/" + registry.user(nolwenn)).statusCode());
    }

    @Test
    void rolesAreChangedOnThePageOfAPerson() {
        var mael = registry.member(organisation, "mael.cariou@kervella.example", USER);
        var path = "/users/" + registry.user(mael);

        var changed = browser.post(path + "/roles", "roles", "USER", "roles", "TECHNICAL_CONTACT");

        assertEquals(path, changed.getHeader("Location"));
        assertTold(path, "roles");
        assertEquals(
                List.of("{TECHNICAL_CONTACT,USER}"),
                registry.rows.query("SELECT roles FROM member WHERE account_id = '" + mael.account() + "'"));
        assertShows(browser.post(path + "/roles"), "Choose at least one role");
    }

    @Test
    void theLastAdministratorIsToldWhyOnThePage() {
        var refused = browser.post("/users/" + registry.user(nolwenn) + "/roles", "roles", "USER");

        assertEquals(409, refused.statusCode());
        assertShows(refused, "An organisation always has an administrator");
    }

    @Test
    void whoIsDeactivatedIsToldSoAndNotThatThePasswordChanged() {
        var mael = registry.member(organisation, "mael.cariou@kervella.example", USER);
        var his = signedIn(mael.account());
        browser.post("/users/" + registry.user(mael) + "/deactivate", "confirmation", "true");

        assertEquals("/sign-in?returnTo=%2Fhome", his.get("/home").getHeader("Location"));
    }

    @Test
    void whoLeavesIsToldSo() {
        registry.member(organisation, "erwan.tanguy@kervella.example", ADMINISTRATOR);
        browser.post("/users/" + registry.user(nolwenn) + "/deactivate", "confirmation", "true");

        assertEquals("/sign-in?returnTo=%2Fhome", browser.get("/home").getHeader("Location"));
    }

    @Test
    void usersAreListedAsInADirectory() {
        for (var name :
                List.of("ewen.zola", "ewen.éluard", "ewen.œuvrard", "ewen.evrard", "ewen.l’hermite", "ewen.le-bras")) {
            var account = registry.member(organisation, name.replaceAll("[^a-z.-]", "") + "@k.example", USER)
                    .account();
            registry.rows.execute(
                    "UPDATE account SET last_name = '" + name.substring(5) + "' WHERE id = '" + account + "'");
        }

        var page = browser.get("/users").bodyAsString();
        var places = List.of("éluard", "evrard", "Kervella", "le-bras", "l’hermite", "œuvrard", "zola").stream()
                .map(name -> page.indexOf(name, page.indexOf("<table")))
                .toList();
        assertFalse(places.contains(-1), page);
        assertEquals(places.stream().sorted().toList(), places);
    }

    @Test
    void deactivatingIsConfirmed() {
        var mael = registry.member(organisation, "mael.cariou@kervella.example", USER);
        var path = "/users/" + registry.user(mael) + "/deactivate";

        assertShows(browser.post(path), "Tick the box to confirm");
        assertEquals("/users", browser.post(path, "confirmation", "true").getHeader("Location"));
        assertTold("/users", "deactivated");
        assertShows(browser.get("/users/" + registry.user(mael)), "Restore access");
    }

    @Test
    void deactivatingSomebodyWhoHasNotAcceptedSaysThatTheInvitationIsWithdrawn() {
        browser.post("/users", invitation("Mael", "mael@kervella.example"));
        var path = "/users/"
                + registry.rows
                        .query("SELECT id FROM member WHERE invited_email = 'mael@kervella.example'")
                        .get(0);

        var withdrawn = browser.post(path + "/deactivate", "confirmation", "true");

        assertEquals("/users", withdrawn.getHeader("Location"));
        assertShows(browser.get("/users"), "The invitation is withdrawn.");
    }

    @Test
    void aSecondClickOnHandingOverLeadsToTheSamePage() {
        var mael = registry.member(organisation, "mael.cariou@kervella.example", USER);
        var path = "/users/" + registry.user(mael) + "/hand-over";

        var first = browser.post(path, "handOver", "true");
        var second = browser.post(path, "handOver", "true");

        assertEquals("/users", first.getHeader("Location"));
        assertEquals("/users", second.getHeader("Location"));
        assertTold("/users", "handed-over");
        assertEquals(
                403,
                browser.post("/users/" + registry.user(mael) + "/deactivate", "confirmation", "true")
                        .statusCode());
    }

    @Test
    void anAdministratorWhoGivesUpTheRoleIsLedToAPageThatIsStillOpen() {
        registry.member(organisation, "mael.cariou@kervella.example", ADMINISTRATOR);
        var path = "/users/" + registry.user(nolwenn) + "/roles";

        var first = browser.post(path, "roles", "USER");
        var second = browser.post(path, "roles", "USER");

        assertEquals("/users", first.getHeader("Location"));
        assertEquals("/users", second.getHeader("Location"));
        assertTold("/users", "roles");
        assertEquals(403, browser.post(path, "roles", "ADMINISTRATOR").statusCode());
    }

    @Test
    void anInvitationIsSentAgainAfterAMoment() {
        browser.post("/users", invitation("Mael", "mael@kervella.example"));
        var path = "/users/"
                + registry.rows
                        .query("SELECT id FROM member WHERE invited_email = 'mael@kervella.example'")
                        .get(0);

        assertShows(browser.post(path + "/mails"), "were sent a moment ago");
        registry.clock.advance(Duration.ofMinutes(2));
        assertEquals(path, browser.post(path + "/mails").getHeader("Location"));
        assertTold(path, "sent");
        assertShows(browser.get(path), "On its way, since");
    }

    @Test
    void theAdministrationIsHandedOver() {
        var mael = registry.member(organisation, "mael.cariou@kervella.example", USER);

        var path = "/users/" + registry.user(mael) + "/hand-over";

        assertShows(browser.post(path), "Tick the box to confirm");
        var handedOver = browser.post(path, "handOver", "true");

        assertEquals("/users", handedOver.getHeader("Location"));
        assertEquals(403, browser.get("/users/" + registry.user(mael)).statusCode());
        assertEquals(
                200,
                signedIn(mael.account()).get("/users/" + registry.user(nolwenn)).statusCode());
    }

    @Test
    void aPersonOfAnotherOrganisationLooksLikeNobody() {
        var other = registry.organisation("90000001900019", "Verrerie des Deux Caps");
        var stranger = registry.member(other, "erwan.tanguy@verrerie.example", USER);

        assertEquals(404, browser.get("/users/" + registry.user(stranger)).statusCode());
        assertEquals(
                404,
                browser.post("/users/" + registry.user(stranger) + "/roles", "roles", "USER")
                        .statusCode());
        assertEquals(404, browser.get("/users/nobody").statusCode());
    }

    @Test
    void whoIsNotSignedInIsSentToSignIn() {
        for (var path : List.of("/home", "/users", "/roles", "/organisation", "/join-requests/" + UUID.randomUUID())) {
            var sent = anybody.get(path);

            assertEquals(303, sent.statusCode(), path);
            assertTrue(sent.getHeader("Location").startsWith("/sign-in"), path);
        }
    }

    @Test
    void theRequesterFollowsTheirRequestByThePrivateLink() {
        var asked = ask();

        var page = anybody.get("/join/" + asked.id() + "?token=" + asked.token().text());

        assertShows(page, asked.reference(), "g•••@kervella.example");
        assertFalse(page.bodyAsString().contains("Nolwenn"), "nobody's name is disclosed");
        assertEquals(404, anybody.get("/join/" + asked.id() + "?token=guessed").statusCode());
        assertEquals(404, anybody.get("/join/" + asked.id()).statusCode());
    }

    @Test
    void anAdministratorDecidesOnAPageOfItsOwn() {
        var asked = ask();
        var path = "/join-requests/" + asked.id();

        assertShows(browser.get(path), "Gael Bihan", GAEL, "Do you know this person?");
        assertShows(browser.post(path, "decision", "approve"), "Choose at least one role");
        var approved = browser.post(path, "decision", "approve", "roles", "USER");

        assertEquals("/users", approved.getHeader("Location"));
        assertTold("/users", "approved");
    }

    @Test
    void whoComesToARequestThatIsDecidedIsToldSo() {
        var approved = "/join-requests/" + ask().id();
        browser.post(approved, "decision", "approve", "roles", "USER");

        assertEquals(410, browser.get(approved).statusCode());
        assertShows(browser.get(approved), "Somebody has decided about this request already");
        assertShows(browser.post(approved, "decision", "refuse"), "The request is accepted", "changes nothing");
        assertEquals(404, browser.get("/join-requests/" + UUID.randomUUID()).statusCode());
    }

    @Test
    void whoComesToARequestThatNobodyAnsweredIsToldSo() {
        var asked = "/join-requests/" + ask().id();
        for (var i = 0; i < 2; i++) {
            registry.clock.advance(Duration.ofDays(10));
            JoinAccess.escalate(registry);
        }

        assertShows(signedIn(nolwenn.account()).get(asked), "Nobody answered this request in time");
    }

    @Test
    void anOrdinaryUserIsWelcomedWithoutRightsTheyDoNotHave() {
        var mael = signedIn(registry.member(organisation, "mael.cariou@kervella.example", USER)
                .account());

        var welcome = mael.told(registry.portal.site().notices(), "/home", "welcome")
                .get("/home")
                .bodyAsString();

        assertTrue(welcome.contains("Your account is activated"), welcome);
        assertTrue(welcome.contains("You now have access to the customer area of your organisation"), welcome);
        assertFalse(welcome.contains("manage its users") || welcome.contains("My users"), welcome);
        assertFalse(mael.get("/users").bodyAsString().contains("My users"));
        assertShows(told("welcome").get("/home"), "you can manage its users", "My users");
    }

    @Test
    void whoeverPressesNeitherButtonHasDecidedNothing() {
        var path = "/join-requests/" + ask().id();

        assertShows(browser.post(path, "roles", "USER"), "Choose one of the answers offered", "Gael Bihan");
        assertEquals(List.of("OPEN"), registry.rows.query("SELECT state FROM join_request"));
    }

    @Test
    void whoIsAskedByAMailedLinkDecidesOnceAndLookingChangesNothing() {
        var asked = ask();
        registry.clock.advance(Duration.ofDays(10));
        JoinAccess.escalate(registry);
        var token = registry.portal.secretOf("join-asked", OPERATOR).text();
        var path = "/join-decision/" + asked.id();

        assertShows(anybody.get(path + "?token=" + token), "Gael Bihan", "Menuiserie Kervella");
        assertEquals(List.of("OPEN"), registry.rows.query("SELECT state FROM join_request"));
        assertShows(anybody.post(path, "token", token, "decision", "refuse"), "The request is refused");
        assertEquals(List.of("REFUSED"), registry.rows.query("SELECT state FROM join_request"));
        assertEquals(
                409,
                anybody.post(path, "token", token, "decision", "approve", "roles", "USER")
                        .statusCode());
        assertEquals(
                200, anybody.post(path, "token", token, "decision", "refuse").statusCode(), "the second click");
        assertEquals(410, anybody.get(path + "?token=" + token).statusCode());
        assertEquals(404, anybody.get(path + "?token=guessed").statusCode());
    }

    private Browser signedIn(UUID account) {
        return registry.portal.browser().with("session", registry.token(account, Channel.BROWSER));
    }

    private NewRequest ask() {
        return registry.portal.ask(
                JoinApi.ASK, new Ask(Registry.number(Registry.SIRET), Registry.person(GAEL), Language.EN, "192.0.2.7"));
    }

    private static String[] invitation(String firstName, String email) {
        return new String[] {
            "firstName", firstName, "lastName", "Cariou", "email", email, "emailConfirmation", email, "roles", "USER"
        };
    }

    private static void assertShows(HttpResponse<Buffer> page, String... texts) {
        var body = page.bodyAsString();
        for (var text : texts) {
            assertTrue(body.contains(text), () -> text + " is not in\n" + page.statusCode() + " " + body);
        }
    }
}
