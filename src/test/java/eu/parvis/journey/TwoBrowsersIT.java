package eu.parvis.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import eu.parvis.Chromium;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Secret;
import eu.parvis.joining.JoinApi;
import eu.parvis.joining.JoinApi.Ask;
import eu.parvis.membership.MembershipApi;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.membership.MembershipApi.AddUser;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.signin.password.SigninCapability;
import eu.parvis.values.Language;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two browsers: what one does is true in the other, whose form acts on what its page shows or says that it cannot. */
@ExtendWith({Chromium.class, VertxExtension.class})
class TwoBrowsersIT {

    private static final String PASSWORD = "Lavande-bleue-42";
    private static final String NOLWENN = "nolwenn.kervella@kervella.example";
    private static final String ERWAN = "erwan.tanguy@kervella.example";
    private static final String LOTTE = "lotte.jansen@jansen.example";

    private Browser browser;
    private Registry registry;
    private String url;
    private String hash;
    private UUID kervella;
    private UUID verrerie;
    private Actor nolwenn;
    private UUID lotte;

    @BeforeEach
    void nolwennAdministersTwoOrganisations(Browser ofThisMachine, Vertx vertx) {
        browser = ofThisMachine;
        registry = Registry.open(vertx, Map.of("http.publicUrl", "http://localhost"), SigninCapability.DESCRIPTOR);
        url = registry.portal.address().toString();
        hash = registry.portal
                .ask(HashingApi.HASH, new HashingApi.Hash(new Secret(PASSWORD)))
                .phc();
        kervella = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        verrerie = registry.organisation("90000001900019", "Verrerie des Deux Caps");
        nolwenn = registry.actor(kervella, person(NOLWENN), Role.ADMINISTRATOR);
        registry.clock.advance(Duration.ofMinutes(1));
        registry.actor(verrerie, nolwenn.account(), Role.ADMINISTRATOR);
        lotte = person(LOTTE);
    }

    private UUID person(String email) {
        var account = registry.activeAccount(email);
        registry.rows.execute("UPDATE account SET password_hash = '" + hash + "' WHERE id = '" + account + "'");
        return account;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theOrganisationSwitchedInOneBrowserIsNotSwitchedInTheOther(boolean scripts) {
        try (var first = visitor("browsers-1-organisation", NOLWENN, scripts);
                var second = visitor("browsers-2-organisation", NOLWENN, scripts)) {
            first.open("/users");
            first.type("firstName", "Mael");
            first.type("lastName", "Cariou");
            first.type("email", "mael.cariou@kervella.example");
            first.type("emailConfirmation", "mael.cariou@kervella.example");
            second.choose("switch", verrerie.toString());
            second.press("form[action='/organisation/switch'] button");
            second.page.waitForSelector(".whoami:has-text('Verrerie')");

            first.goOn();
            first.page.waitForSelector(".notice.good");

            assertEquals(
                    List.of(kervella.toString()),
                    registry.rows.query("SELECT organisation_id FROM member WHERE state = 'INVITED'"));
            assertSays(first, "Menuiserie Kervella");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInvitationThatIsWithdrawnInOneBrowserIsNotAcceptedInTheOther(boolean scripts) {
        var invited = invite();
        try (var hers = visitor("browsers-1-withdrawn", LOTTE, scripts);
                var his = visitor("browsers-2-withdrawn", NOLWENN, scripts)) {
            withdraw(his, invited);
            his.arrivesAt("/users");

            hers.press("main button[value=ACCEPT]");
            hers.page.waitForSelector("h1:has-text('The invitation has changed')");

            assertSays(hers, "The organisation withdrew this invitation on");
            assertEquals(List.of(), states());
            hers.looksAt("invitation-withdrawn");
            hers.press("main a[href='/home']");
            hers.arrivesAt("/home");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInvitationThatIsAcceptedInOneBrowserIsNotWithdrawnInTheOther(boolean scripts) {
        var invited = invite();
        try (var his = visitor("browsers-1-accepted", NOLWENN, scripts);
                var hers = visitor("browsers-2-accepted", LOTTE, scripts)) {
            his.open("/users/" + invited);
            hers.press("main button[value=ACCEPT]");
            hers.page.waitForSelector(".notice.good");

            his.page.check("input[name=confirmation]");
            his.press("form[action$='/deactivate'] button");
            his.page.waitForSelector("text=Nothing has been done");

            assertSays(his, "Lotte Jansen accepted the invitation on");
            assertEquals(List.of("ACTIVE"), states());
            his.looksAt("user-changed");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRequestThatIsDecidedInOneBrowserIsNotDecidedInTheOther(boolean scripts) {
        registry.actor(kervella, person(ERWAN), Role.ADMINISTRATOR);
        var request = registry.portal
                .ask(
                        JoinApi.ASK,
                        new Ask(
                                Registry.number(Registry.SIRET),
                                Registry.person("gael.bihan@kervella.example"),
                                Language.FR,
                                "192.0.2.7"))
                .id();
        try (var hers = visitor("browsers-1-decided", NOLWENN, scripts);
                var his = visitor("browsers-2-decided", ERWAN, scripts)) {
            hers.open("/join-requests/" + request);
            his.open("/join-requests/" + request);
            his.press("main button[value=refuse]");
            his.arrivesAt("/users");

            hers.press("main button[value=approve]");
            hers.page.waitForSelector("text=Your decision came too late");

            assertSays(hers, "Erwan Tanguy");
            assertEquals(List.of("REFUSED"), registry.rows.query("SELECT state FROM join_request"));
            hers.looksAt("request-decided");
            hers.press("main a[href='/users']");
            hers.arrivesAt("/users");
        }
    }

    private UUID invite() {
        return registry.portal
                .ask(MembershipApi.ADD_USER, new AddUser(nolwenn, Registry.person(LOTTE), List.of(Role.USER)))
                .user()
                .id();
    }

    private static void withdraw(Visitor visitor, UUID invited) {
        visitor.open("/users/" + invited);
        visitor.page.check("input[name=confirmation]");
        visitor.press("form[action$='/deactivate'] button");
    }

    private List<String> states() {
        return registry.rows.query("SELECT state FROM member WHERE account_id = '" + lotte + "'");
    }

    private static void assertSays(Visitor visitor, String sentence) {
        assertTrue(visitor.page.content().contains(sentence), visitor.page.content());
    }

    /** A browser of this person, signed in. */
    private Visitor visitor(String name, String login, boolean scripts) {
        var visitor = new Visitor(browser, url, scripts ? name : name + "-no-js", Locale.FRANCE, scripts);
        visitor.open("/sign-in");
        visitor.type("login", login);
        visitor.type("password", PASSWORD);
        visitor.goOn();
        visitor.arrivesAt("/home");
        return visitor;
    }
}
