package eu.parvis.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import eu.parvis.Chromium;
import eu.parvis.activation.ActivationCapability;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Secret;
import eu.parvis.membership.MembershipApi;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.membership.MembershipApi.AddUser;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.signin.password.SigninCapability;
import eu.parvis.signin.recovery.Links;
import eu.parvis.signin.recovery.RecoveryCapability;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two tabs of one browser, and two browsers: each form acts on what its page shows, or says that it cannot. */
@ExtendWith({Chromium.class, VertxExtension.class})
class TabsIT {

    private static final String PASSWORD = "Lavande-bleue-42";
    private static final String NOLWENN = "nolwenn.kervella@kervella.example";
    private static final String LOTTE = "lotte.jansen@jansen.example";
    private static final String YANN = "yann.legoff@kervella.example";
    private static final String MAEL = "mael.cariou@kervella.example";

    private Browser browser;
    private Registry registry;
    private String url;
    private String hash;
    private UUID kervella;
    private UUID verrerie;
    private Actor nolwenn;

    @BeforeEach
    void nolwennAdministersTwoOrganisations(Browser ofThisMachine, Vertx vertx) {
        browser = ofThisMachine;
        registry = Registry.open(
                vertx,
                Map.of("http.publicUrl", "http://localhost"),
                SigninCapability.DESCRIPTOR,
                RecoveryCapability.DESCRIPTOR,
                ActivationCapability.DESCRIPTOR);
        url = registry.portal.address().toString();
        hash = registry.portal
                .ask(HashingApi.HASH, new HashingApi.Hash(new Secret(PASSWORD)))
                .phc();
        kervella = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        verrerie = registry.organisation("90000001900019", "Verrerie des Deux Caps");
        nolwenn = registry.actor(kervella, person(NOLWENN), Role.ADMINISTRATOR);
        registry.clock.advance(Duration.ofMinutes(1));
        registry.actor(verrerie, nolwenn.account(), Role.ADMINISTRATOR);
    }

    private UUID person(String email) {
        return withPassword(registry.activeAccount(email));
    }

    private UUID withPassword(UUID account) {
        registry.rows.execute("UPDATE account SET password_hash = '" + hash + "' WHERE id = '" + account + "'");
        return account;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eachTabInvitesIntoTheOrganisationThatItShows(boolean scripts) {
        try (var first = visitor("tabs-organisation", scripts)) {
            signIn(first, NOLWENN);
            first.open("/users");
            invite(first, MAEL);
            var second = first.anotherTab();
            second.open("/home");
            second.choose("switch", verrerie.toString());
            second.press("form[action='/organisation/switch'] button");
            second.arrivesAt("/home");

            first.goOn();
            first.page.waitForSelector("input[name=switchTo]", attached());
            first.looksAt("other-organisation");
            assertEquals(List.of(), invited());
            first.goOn();
            first.arrivesAt("/users");

            assertEquals(List.of(kervella.toString()), invited());
            assertTrue(first.page.content().contains("Mael Cariou"), first.page.content());
            assertTrue(first.page.locator(".whoami").textContent().contains("Menuiserie Kervella"));
        }
    }

    private static Page.WaitForSelectorOptions attached() {
        return new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED);
    }

    private List<String> invited() {
        return registry.rows.query("SELECT organisation_id FROM member WHERE state = 'INVITED'");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasTypedWaitsUntilTheAccountOfThePageIsSignedInAgain(boolean scripts) {
        person(LOTTE);
        try (var first = visitor("tabs-account", scripts)) {
            signIn(first, NOLWENN);
            first.open("/users");
            invite(first, MAEL);
            var second = first.anotherTab();
            signOut(second);
            signIn(second, LOTTE);

            first.goOn();
            first.page.waitForSelector("form[action='/users']");
            first.looksAt("other-account");
            assertFalse(first.page.content().contains("Kervella"), "nothing of the other account is shown");
            var third = first.opened(() -> first.press("main form[action='/sign-out'] button"));
            third.arrivesAt("/signed-out");
            signIn(third, NOLWENN);
            first.press("main form[action='/users'] button");
            first.arrivesAt("/users");

            assertEquals(List.of(kervella.toString()), invited());
        }
    }

    @Test
    void aStepOfTheWizardIsTakenOnlyByTheAccountThatItsPageShows() {
        var ofYann = pending(YANN);
        var ofMael = pending(MAEL);
        try (var yann = visitor("tabs-activation", true)) {
            signIn(yann, ofYann);
            yann.arrivesAt("/activation/password");
            var mael = yann.anotherTab();
            mael.open("/activation/password");
            mael.press("form[action='/sign-out'] button");
            signIn(mael, ofMael);
            mael.arrivesAt("/activation/password");

            choosePassword(yann, "Tilleul.argente-77");
            yann.page.waitForSelector("main a[href='/activation/password']");
            yann.looksAt("other-account-in-the-wizard");
            assertFalse(yann.page.content().contains("Tilleul"), "a password is shown again");
            assertEquals(List.of("PASSWORD", "PASSWORD"), steps());

            choosePassword(mael, "Verveine.fraiche-88");
            mael.arrivesAt("/activation/challenges");
            assertEquals(List.of("CHALLENGES", "PASSWORD"), steps());
        }
    }

    @Test
    void inTwoBrowsersTwoAccountsAreActivatedSideBySide() {
        var ofYann = pending(YANN);
        var ofMael = pending(MAEL);
        try (var yann = visitor("browser-1", true);
                var mael = visitor("browser-2", true)) {
            signIn(yann, ofYann);
            signIn(mael, ofMael);
            choosePassword(yann, "Tilleul.argente-77");
            yann.arrivesAt("/activation/challenges");
            assertEquals(List.of("PASSWORD", "CHALLENGES"), steps());
            choosePassword(mael, "Verveine.fraiche-88");
            mael.arrivesAt("/activation/challenges");
        }
    }

    /** Returns the identifier: until the activation, the address does not open the account. */
    private String pending(String email) {
        var account = registry.pendingAccount(email);
        withPassword(account);
        return registry.rows
                .query("SELECT identifier FROM account WHERE id = '" + account + "'")
                .get(0);
    }

    /** Mael's and Yann's, by their names. */
    private List<String> steps() {
        return registry.rows.query("SELECT step FROM account WHERE state = 'PENDING' ORDER BY email");
    }

    @Test
    void eachOfTwoRecoveryLinksChangesThePasswordOfItsOwnAccount() {
        var lotte = person(LOTTE);
        var until = registry.clock.instant().plus(Duration.ofMinutes(30));
        Links.add(registry.portal, "a".repeat(43), nolwenn.account(), until);
        Links.add(registry.portal, "b".repeat(43), lotte, until);
        try (var first = visitor("tabs-recovery", true)) {
            first.open("/new-password?token=" + "a".repeat(43));
            var second = first.anotherTab();
            second.open("/new-password?token=" + "b".repeat(43));
            assertFalse(first.page.url().contains("token"), first.page.url());

            choosePassword(first, "Tilleul.argente-77");
            first.arrivesAt("/sign-in");
            choosePassword(second, "Verveine.fraiche-88");
            second.arrivesAt("/sign-in");

            signIn(first, NOLWENN, "Tilleul.argente-77");
            first.arrivesAt("/home");
            try (var other = visitor("browser-2", true)) {
                signIn(other, LOTTE, "Verveine.fraiche-88");
                other.arrivesAt("/home");
            }
        }
    }

    @Test
    void aBrowserThatKeepsNoCookiesIsToldSoAndTheLinkStillWorks() {
        Links.add(
                registry.portal,
                "a".repeat(43),
                nolwenn.account(),
                registry.clock.instant().plus(Duration.ofMinutes(30)));
        try (var visitor = visitor("no-cookies", true)) {
            visitor.open("/new-password?token=" + "a".repeat(43));
            var page = visitor.page.url().replace(url, "");
            visitor.forgetCookies();
            visitor.open(page);
            visitor.looksAt("link-missing");
            assertTrue(visitor.page.content().contains("cookies"), visitor.page.content());

            visitor.open("/new-password?token=" + "a".repeat(43));
            visitor.looksAt("new-password");
            choosePassword(visitor, "Tilleul.argente-77");
            visitor.arrivesAt("/sign-in");
        }
    }

    @Test
    void anInvitationIsAcceptedOnlyByTheAccountThatSawIt() {
        var lotte = person(LOTTE);
        registry.portal.ask(MembershipApi.ADD_USER, new AddUser(nolwenn, Registry.person(LOTTE), List.of(Role.USER)));
        try (var first = visitor("tabs-invitation", true)) {
            signIn(first, LOTTE);
            first.arrivesAt("/home");
            var second = first.anotherTab();
            signOut(second);
            signIn(second, NOLWENN);
            second.arrivesAt("/home");

            first.press("main button[value=ACCEPT]");
            first.page.waitForSelector("main form[action='/sign-out']");
            assertEquals(List.of(kervella.toString()), invited());

            signOut(second);
            signIn(second, LOTTE);
            second.arrivesAt("/home");
            first.press("main form[action^='/invitations/'] button");
            first.arrivesAt("/home");
            assertEquals(List.of(), invited());
            assertEquals(
                    List.of("ACTIVE"),
                    registry.rows.query("SELECT state FROM member WHERE account_id = '" + lotte + "'"));
        }
    }

    private Visitor visitor(String name, boolean scripts) {
        return new Visitor(browser, url, scripts ? name : name + "-no-js", Locale.FRANCE, scripts);
    }

    private void signIn(Visitor visitor, String login) {
        signIn(visitor, login, PASSWORD);
    }

    private static void signIn(Visitor visitor, String login, String password) {
        visitor.open("/sign-in");
        visitor.type("login", login);
        visitor.type("password", password);
        visitor.goOn();
        visitor.page.waitForURL(at -> !at.contains("/sign-in"));
    }

    private static void signOut(Visitor visitor) {
        visitor.open("/home");
        visitor.press(".side form[action='/sign-out'] button");
        visitor.arrivesAt("/signed-out");
    }

    private static void invite(Visitor visitor, String email) {
        visitor.type("firstName", "Mael");
        visitor.type("lastName", "Cariou");
        visitor.type("email", email);
        visitor.type("emailConfirmation", email);
    }

    private static void choosePassword(Visitor visitor, String password) {
        visitor.type("password", password);
        visitor.type("passwordConfirmation", password);
        visitor.goOn();
    }
}
