package eu.parvis.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.http.Browser;
import eu.parvis.joining.JoinAccess;
import eu.parvis.joining.JoinApi;
import eu.parvis.joining.JoinApi.Ask;
import eu.parvis.joining.JoinApi.Decide;
import eu.parvis.joining.JoinApi.Decision;
import eu.parvis.joining.JoinRequest.DecidingParty;
import eu.parvis.membership.MembershipApi;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.membership.MembershipApi.AddUser;
import eu.parvis.membership.MembershipApi.AnswerInvitation;
import eu.parvis.membership.MembershipApi.ChangeRoles;
import eu.parvis.membership.MembershipApi.Deactivate;
import eu.parvis.membership.MembershipApi.Reactivate;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.values.Language;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every form about users, contacts, invitations and requests to join, whose subject somebody else has changed since the
 * page was shown: nothing is done, and a page says what it is now, who changed it, and leads back.
 */
@ExtendWith(VertxExtension.class)
class OutdatedFormsTest {

    private static final String LOTTE = "lotte.jansen@jansen.example";
    private static final String INVITATIONS = "/invitations/{{ invitation.id }}";
    private static final String DECISION = "{{ action }}";

    private Registry registry;
    private UUID kervella;
    private Actor nolwenn;
    private Actor erwan;
    private Actor mael;
    private UUID lotte;
    private UUID invited;
    private UUID request;

    /** A form of a template, what happens after its page was shown, and what the answer says. */
    private enum Case {
        WITHDRAW_AFTER_ACCEPTANCE("deactivate", "Lotte Jansen accepted the invitation", "Access is now: Active"),
        WITHDRAW_AFTER_REFUSAL("deactivate", "The person declined the invitation", "href=\"/users/"),
        DEACTIVATE_AFTER_CHANGE_OF_ROLES("deactivate", "Erwan Tanguy changed the roles", "now: Technical contact"),
        SEND_AGAIN_AFTER_ACCEPTANCE("mails", "Lotte Jansen accepted the invitation", "Access is now: Active"),
        SEND_AGAIN_AFTER_WITHDRAWAL("mails", "Erwan Tanguy withdrew the invitation", "href=\"/users/"),
        REACTIVATE_AFTER_CHANGE_OF_ROLES("reactivate", "Erwan Tanguy changed the roles", "now: Technical contact"),
        CHANGE_ROLES_AFTER_DEACTIVATION("roles", "Erwan Tanguy deactivated the access", "now: Deactivated"),
        CHANGE_ROLES_AFTER_WITHDRAWAL("roles", "Erwan Tanguy withdrew the invitation", "href=\"/users/"),
        HAND_OVER_AFTER_DEACTIVATION("hand-over", "Erwan Tanguy deactivated the access", "now: Deactivated"),
        HAND_OVER_AFTER_RESTORATION("hand-over", "Erwan Tanguy restored the access", "now: Technical contact"),
        NAME_CONTACTS_AFTER_ANOTHER("/organisation/contacts", "Erwan Tanguy named", "Legal representative: Mael"),
        REMOVE_CONTACT_AFTER_ANOTHER("/organisation/contacts", "Erwan Tanguy removed a contact", "href=\"/users\""),
        ACCEPT_AFTER_WITHDRAWAL(INVITATIONS, "The organisation withdrew this invitation", "href=\"/home\""),
        ACCEPT_AFTER_REFUSAL(INVITATIONS, "You declined this invitation", "href=\"/home\""),
        ACCEPT_AFTER_CHANGE_OF_ROLES(INVITATIONS, "now offers you other roles", "href=\"/home\""),
        DECLINE_AFTER_ACCEPTANCE(INVITATIONS, "You accepted this invitation", "href=\"/home\""),
        APPROVE_AFTER_REFUSAL(DECISION, "The request is refused", "Erwan Tanguy"),
        REFUSE_AFTER_APPROVAL(DECISION, "The request is accepted", "Erwan Tanguy"),
        APPROVE_AFTER_EXPIRY(DECISION, "The request has expired", "href=\"/users\""),
        APPROVE_BY_LINK_AFTER_REFUSAL(DECISION, "The request is refused", "Decided on");

        private final String form;
        private final String happened;
        private final String present;

        Case(String form, String happened, String present) {
            this.form = form.matches("[a-z-]+") ? "/users/{{ person.id }}/" + form : form;
            this.happened = happened;
            this.present = present;
        }
    }

    @BeforeEach
    void twoAdministratorsAMemberAndAnInvitation(Vertx vertx) {
        registry = Registry.open(vertx);
        kervella = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        nolwenn = registry.member(kervella, "nolwenn.kervella@kervella.example", Role.ADMINISTRATOR);
        erwan = registry.member(kervella, "erwan.tanguy@kervella.example", Role.ADMINISTRATOR);
        mael = registry.member(kervella, "mael.cariou@kervella.example", Role.USER);
        lotte = registry.activeAccount(LOTTE);
        invited = registry.portal
                .ask(MembershipApi.ADD_USER, new AddUser(nolwenn, Registry.person(LOTTE), List.of(Role.USER)))
                .user()
                .id();
        registry.clock.advance(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsDoneAndThePageSaysWhatItIsNowAndSinceWhen(Case outdated) {
        var send = opened(outdated);
        happens(outdated);
        var before = rows();

        var answer = send.get();

        assertEquals(409, answer.statusCode(), answer::bodyAsString);
        assertEquals(before, rows(), "nothing is changed");
        for (var sentence : List.of(outdated.happened, outdated.present)) {
            assertTrue(answer.bodyAsString().contains(sentence), () -> sentence + " in " + answer.bodyAsString());
        }
        assertTrue(outdated == Case.APPROVE_BY_LINK_AFTER_REFUSAL
                || answer.bodyAsString().contains("/home\""));
        if (outdated != Case.ACCEPT_AFTER_CHANGE_OF_ROLES) {
            assertTrue(answer.bodyAsString().contains("2026 at "), () -> "since when: " + answer.bodyAsString());
        }
    }

    @Test
    void everyFormOfTheseCapabilitiesHasItsCase() throws IOException {
        var forms = new TreeSet<String>();
        for (var file : List.of("users", "joining", "home", "membership", "activation/change-contacts.html")) {
            try (Stream<Path> files = Files.walk(Path.of("src/main/resources/templates", file))) {
                for (var template : files.filter(Files::isRegularFile).toList()) {
                    Pattern.compile("<form method=\"post\" action=\"([^\"]*)\"")
                            .matcher(Files.readString(template))
                            .results()
                            .forEach(form -> forms.add(form.group(1)));
                }
            }
        }
        assertTrue(forms.remove("/users"), "adds a user, whatever the page has shown");

        assertEquals(
                forms,
                Arrays.stream(Case.values()).map(one -> one.form).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void aSecondClickIsNoFault() {
        var browser = signedIn(nolwenn);
        assertTwice("/users", "withdrawn", browser, user(invited), "deactivate", "confirmation", "yes");
        var member = user(registry.user(mael));
        assertTwice(member, "roles", browser, member, "roles", "roles", "TECHNICAL_CONTACT");
        assertTwice("/users", "deactivated", browser, member, "deactivate", "confirmation", "yes");
        assertTwice(member, "reactivated", browser, member, "reactivate");
        assertTwice("/users", "handed-over", browser, member, "hand-over", "handOver", "yes");
    }

    private void assertTwice(String leads, String done, Browser browser, String page, String act, String... fields) {
        assertTwice(leads, done, browser, page + "/" + act, form(browser.get(page), page + "/" + act, fields));
    }

    private void assertTwice(String leads, String done, Browser browser, String path, MultiMap form) {
        for (var click : List.of("the first click", "the second click")) {
            assertEquals(leads, browser.postAsIs(path, form).getHeader("Location"), click);
            assertEquals(Set.of(done), browser.told(registry.portal.site().notices(), leads), click);
        }
    }

    @Test
    void aSecondClickOnAnAnswerIsNoFault() {
        for (var decision : List.of("DECLINE", "ACCEPT")) {
            var guest = decision.equals("ACCEPT") ? registry.activeAccount("ada.le@jansen.example") : lotte;
            var id = decision.equals("ACCEPT") ? invite("ada.le@jansen.example") : invited;
            var browser = browser(guest);
            var path = "/invitations/" + id;
            var form = form(browser.get("/home"), path, "decision", decision);
            assertTwice("/home", decision.equals("ACCEPT") ? "accepted" : "declined", browser, path, form);
        }
        var browser = signedIn(nolwenn);
        var path = "/join-requests/" + joinRequest();
        var form = form(browser.get(path), path, "roles", "USER", "decision", "approve");
        assertTwice("/users", "approved", browser, path, form);
    }

    /** The other administrator's change is not committed yet when the form arrives. */
    @Test
    void theComparisonIsMadeUnderTheLockOfTheAct() throws SQLException {
        var browser = signedIn(nolwenn);
        var path = user(registry.user(mael)) + "/deactivate";
        var form = form(browser.get(user(registry.user(mael))), path, "confirmation", "yes");
        try (var other = registry.rows.connect()) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute("SELECT 1 FROM organisation WHERE id = '" + kervella + "' FOR UPDATE");
                statement.execute(
                        "UPDATE member SET roles = '{TECHNICAL_CONTACT}' WHERE account_id = '" + mael.account() + "'");
            }
            var sent = browser.send(path, form);
            registry.rows.untilWaiting(1);
            other.commit();

            assertEquals(409, Await.done(sent).statusCode());
        }
        assertEquals(List.of("ACTIVE"), states(mael.account()));
    }

    @Test
    void aUserOfAnotherOrganisationIsAsUnknownAsEver() {
        var verrerie = registry.organisation("90000001900019", "Verrerie des Deux Caps");
        var stranger = registry.member(verrerie, "ada.lovelace@verrerie.example", Role.ADMINISTRATOR);

        var foreign = signedIn(stranger).post(user(invited) + "/mails", "shown", "0123456789abcdef");
        var unknown = signedIn(stranger).post(user(UUID.randomUUID()) + "/mails", "shown", "0123456789abcdef");

        assertEquals(404, foreign.statusCode());
        assertEquals(404, unknown.statusCode());
    }

    @Test
    void whatBecameOfAnInvitationIsSaidToNobodyElse() {
        act(MembershipApi.DEACTIVATE, new Deactivate(erwan, invited));
        var stranger = browser(registry.activeAccount("ada.lovelace@verrerie.example"));

        var foreign =
                stranger.post("/invitations/" + invited, "decision", "ACCEPT", "organisation", kervella.toString());

        assertEquals(404, foreign.statusCode());
    }

    // --- The forms ----------------------------------------------------------------------------------------------

    private interface Sending {
        HttpResponse<Buffer> get();
    }

    private Sending opened(Case outdated) {
        return switch (outdated) {
            case WITHDRAW_AFTER_ACCEPTANCE, WITHDRAW_AFTER_REFUSAL ->
                opened(user(invited), "deactivate", "confirmation", "yes");
            case SEND_AGAIN_AFTER_ACCEPTANCE, SEND_AGAIN_AFTER_WITHDRAWAL -> opened(user(invited), "mails");
            case CHANGE_ROLES_AFTER_WITHDRAWAL -> opened(user(invited), "roles", "roles", "CERTIFICATION_AGENT");
            case DEACTIVATE_AFTER_CHANGE_OF_ROLES ->
                opened(user(registry.user(mael)), "deactivate", "confirmation", "yes");
            case REACTIVATE_AFTER_CHANGE_OF_ROLES -> {
                act(MembershipApi.DEACTIVATE, new Deactivate(nolwenn, registry.user(mael)));
                yield opened(user(registry.user(mael)), "reactivate");
            }
            case CHANGE_ROLES_AFTER_DEACTIVATION ->
                opened(user(registry.user(mael)), "roles", "roles", "CERTIFICATION_AGENT");
            case HAND_OVER_AFTER_DEACTIVATION, HAND_OVER_AFTER_RESTORATION ->
                opened(user(registry.user(mael)), "hand-over", "handOver", "yes");
            case NAME_CONTACTS_AFTER_ANOTHER, REMOVE_CONTACT_AFTER_ANOTHER -> {
                name(signedIn(erwan), "nolwenn.kervella@kervella.example", "ME");
                yield opened(
                        signedIn(nolwenn),
                        "/organisation/contacts",
                        "/organisation/contacts",
                        contacts("erwan.tanguy@kervella.example", "NONE"));
            }
            case ACCEPT_AFTER_WITHDRAWAL, ACCEPT_AFTER_REFUSAL, ACCEPT_AFTER_CHANGE_OF_ROLES ->
                opened(browser(lotte), "/home", "/invitations/" + invited, "decision", "ACCEPT");
            case DECLINE_AFTER_ACCEPTANCE ->
                opened(browser(lotte), "/home", "/invitations/" + invited, "decision", "DECLINE");
            case APPROVE_AFTER_REFUSAL, APPROVE_AFTER_EXPIRY -> openedRequest("approve");
            case REFUSE_AFTER_APPROVAL -> openedRequest("refuse");
            case APPROVE_BY_LINK_AFTER_REFUSAL -> openedLink();
        };
    }

    private Sending opened(String page, String act, String... fields) {
        return opened(signedIn(nolwenn), page, page + "/" + act, fields);
    }

    private static Sending opened(Browser browser, String page, String action, String... fields) {
        var form = form(browser.get(page), action, fields);
        return () -> browser.postAsIs(action, form);
    }

    private Sending openedRequest(String decision) {
        request = joinRequest();
        var path = "/join-requests/" + request;
        return opened(signedIn(nolwenn), path, path, "roles", "USER", "decision", decision);
    }

    private Sending openedLink() {
        request = joinRequest();
        registry.rows.execute("UPDATE join_request SET asked = 'OPERATOR'");
        var token =
                JoinAccess.deciding(registry, request, DecidingParty.OPERATOR).text();
        var path = "/join-decision/" + request;
        return opened(
                registry.portal.browser(), path + "?token=" + token, path, "roles", "USER", "decision", "approve");
    }

    /** The hidden fields of the form, and these. */
    private static MultiMap form(HttpResponse<Buffer> page, String action, String... fields) {
        assertEquals(200, page.statusCode(), page::bodyAsString);
        var html = Pattern.compile("(?s)<form [^>]*action=\"" + Pattern.quote(action) + "\".*?</form>")
                .matcher(page.bodyAsString());
        assertTrue(html.find(), () -> action + " in " + page.bodyAsString());
        var form = MultiMap.caseInsensitiveMultiMap();
        Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")
                .matcher(html.group())
                .results()
                .forEach(hidden -> form.set(hidden.group(1), hidden.group(2)));
        for (var i = 0; i < fields.length; i += 2) {
            form.set(fields[i], fields[i + 1]);
        }
        return form;
    }

    // --- What happens meanwhile ---------------------------------------------------------------------------------

    private void happens(Case outdated) {
        registry.clock.advance(Duration.ofMinutes(5));
        switch (outdated) {
            case WITHDRAW_AFTER_ACCEPTANCE, SEND_AGAIN_AFTER_ACCEPTANCE, DECLINE_AFTER_ACCEPTANCE -> answer(true);
            case WITHDRAW_AFTER_REFUSAL, ACCEPT_AFTER_REFUSAL -> answer(false);
            case SEND_AGAIN_AFTER_WITHDRAWAL, ACCEPT_AFTER_WITHDRAWAL, CHANGE_ROLES_AFTER_WITHDRAWAL ->
                act(MembershipApi.DEACTIVATE, new Deactivate(erwan, invited));
            case DEACTIVATE_AFTER_CHANGE_OF_ROLES, REACTIVATE_AFTER_CHANGE_OF_ROLES -> changeRoles(registry.user(mael));
            case ACCEPT_AFTER_CHANGE_OF_ROLES -> changeRoles(invited);
            case CHANGE_ROLES_AFTER_DEACTIVATION, HAND_OVER_AFTER_DEACTIVATION ->
                act(MembershipApi.DEACTIVATE, new Deactivate(erwan, registry.user(mael)));
            case HAND_OVER_AFTER_RESTORATION -> {
                changeRoles(registry.user(mael));
                act(MembershipApi.DEACTIVATE, new Deactivate(erwan, registry.user(mael)));
                act(MembershipApi.REACTIVATE, new Reactivate(erwan, registry.user(mael)));
            }
            case NAME_CONTACTS_AFTER_ANOTHER -> name(signedIn(erwan), "mael.cariou@kervella.example", "ME");
            case REMOVE_CONTACT_AFTER_ANOTHER -> name(signedIn(erwan), "nolwenn.kervella@kervella.example", "NONE");
            case APPROVE_AFTER_REFUSAL, APPROVE_BY_LINK_AFTER_REFUSAL -> decide(false);
            case REFUSE_AFTER_APPROVAL -> decide(true);
            case APPROVE_AFTER_EXPIRY ->
                registry.rows.execute("UPDATE join_request SET state = 'EXPIRED', decided_at = '2026-11-23T10:00:00Z'");
        }
    }

    private void answer(boolean accepted) {
        act(MembershipApi.ANSWER_INVITATION, new AnswerInvitation(lotte, invited, accepted, "192.0.2.7"));
    }

    private void changeRoles(UUID user) {
        act(MembershipApi.CHANGE_ROLES, new ChangeRoles(erwan, user, List.of(Role.TECHNICAL_CONTACT)));
    }

    private void decide(boolean approved) {
        act(JoinApi.DECIDE, new Decide(erwan, request, new Decision(approved, List.of(Role.USER))));
    }

    private <Q extends Message, R extends Message> void act(Address<Q, R> to, Q command) {
        registry.portal.ask(to, command);
    }

    private static void name(Browser browser, String legal, String administrative) {
        var named = browser.post("/organisation/contacts", contacts(legal, administrative));
        assertEquals(303, named.statusCode(), named::bodyAsString);
    }

    private static String[] contacts(String legal, String administrative) {
        var person = Registry.person(legal);
        return new String[] {
            "legalRepresentative.who",
            "OTHER",
            "legalRepresentative.person.firstName",
            person.firstName().value(),
            "legalRepresentative.person.lastName",
            person.lastName().value(),
            "legalRepresentative.person.email",
            legal,
            "billingContact.who",
            "LEGAL_REPRESENTATIVE",
            "administrativeContact.who",
            administrative
        };
    }

    // --- Fixtures -----------------------------------------------------------------------------------------------

    private UUID invite(String email) {
        return registry.portal
                .ask(MembershipApi.ADD_USER, new AddUser(nolwenn, Registry.person(email), List.of(Role.USER)))
                .user()
                .id();
    }

    private UUID joinRequest() {
        return registry.portal
                .ask(
                        JoinApi.ASK,
                        new Ask(
                                Registry.number(Registry.SIRET),
                                Registry.person("gael.bihan@kervella.example"),
                                Language.EN,
                                "192.0.2.7"))
                .id();
    }

    private Browser signedIn(Actor who) {
        return browser(who.account());
    }

    private Browser browser(UUID account) {
        return registry.portal.browser().with("session", registry.token(account, Channel.BROWSER));
    }

    private static String user(UUID id) {
        return "/users/" + id;
    }

    private List<String> states(UUID account) {
        return registry.rows.query("SELECT state FROM member WHERE account_id = '" + account + "'");
    }

    /** Everything that an act could change. */
    private List<String> rows() {
        return Stream.of(
                        "SELECT id || state || roles::text || coalesce(mails::text, '') FROM member ORDER BY id",
                        "SELECT kind || email FROM contact ORDER BY kind",
                        "SELECT id || state FROM join_request ORDER BY id",
                        "SELECT count(*) FROM mail",
                        "SELECT count(*) FROM journal")
                .flatMap(sql -> registry.rows.query(sql).stream())
                .toList();
    }
}
