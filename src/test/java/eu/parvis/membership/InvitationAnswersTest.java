package eu.parvis.membership;

import static eu.parvis.membership.Registry.person;
import static eu.parvis.membership.Role.ADMINISTRATOR;
import static eu.parvis.membership.Role.USER;
import static eu.parvis.membership.UsersTest.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.api.ApiClient;
import eu.parvis.bus.Failure.Kind;
import eu.parvis.bus.Message;
import eu.parvis.http.Browser;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.membership.MembershipApi.AddUser;
import eu.parvis.membership.MembershipApi.AnswerInvitation;
import eu.parvis.membership.MembershipApi.AskInvitations;
import eu.parvis.membership.MembershipApi.ChangeRoles;
import eu.parvis.membership.MembershipApi.Deactivate;
import eu.parvis.membership.MembershipApi.ListUsers;
import eu.parvis.membership.MembershipApi.User;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.Person;
import eu.parvis.values.PersonName;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A person with an account becomes a member only after accepting. */
@ExtendWith(VertxExtension.class)
class InvitationAnswersTest {

    private static final String LOTTE = "lotte.verhaeghe@deuxrives.example";

    private Vertx vertx;
    private Registry registry;
    private UUID organisation;
    private Actor nolwenn;
    private UUID lotte;
    private User invited;

    @BeforeEach
    void somebodyWithAnAccountIsInvitedByAnotherName(Vertx vertx) {
        this.vertx = vertx;
        registry = Registry.open(vertx);
        organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        nolwenn = registry.member(organisation, "nolwenn.kervella@kervella.example", ADMINISTRATOR);
        lotte = registry.activeAccount(LOTTE);
        invited = invite();
    }

    private User invite() {
        var typed = new Person(
                PersonName.parse("Carla"), PersonName.parse("Typed"), EmailAddress.parse(LOTTE), Optional.empty());
        return registry.portal
                .ask(MembershipApi.ADD_USER, new AddUser(nolwenn, typed, List.of(ADMINISTRATOR, USER)))
                .user();
    }

    @Test
    void anInvitationSaysWhoInvitesWhereAndAsWhat() {
        assertEquals(
                List.of(new ReceivedInvitation(
                        invited.id(),
                        organisation,
                        "Menuiserie Kervella",
                        Optional.of("Nolwenn Kervella"),
                        List.of(ADMINISTRATOR, USER))),
                received());
    }

    @Test
    void whoAcceptsIsAMemberUnderTheirOwnName() {
        Await.done(answer(true));

        var user = user();
        assertEquals(Member.State.ACTIVE, user.state());
        assertEquals("Lotte Verhaeghe", user.person().name());
        assertEquals(invited.id(), user.id());
        assertEquals(List.of(), received());
        assertEquals(List.of("USER_ADDED DONE", "USER_JOINED DONE"), registry.portal.journal());
        assertEquals(
                List.of(""), registry.rows.query("SELECT invited_email FROM member WHERE id = '" + invited.id() + "'"));
    }

    @Test
    void acceptingTwiceIsAcceptingOnce() {
        Await.done(answer(true));

        Await.done(answer(true));

        assertEquals(2, registry.portal.journal().size());
    }

    @Test
    void whoDeclinesLeavesNoTraceAndTheInviterIsTold() {
        Await.done(answer(false));

        assertEquals(1, users().size());
        assertEquals(List.of("invitation-declined nolwenn.kervella@kervella.example"), registry.portal.mails());
        assertEquals(
                List.of("Carla Typed"),
                registry.rows.query("SELECT content ->> 'invited' FROM mail WHERE occasion = 'invitation-declined'"));
        assertEquals(List.of("USER_ADDED DONE", "INVITATION_DECLINED DONE"), registry.portal.journal());
        assertEquals(List.of("ACTIVE"), registry.rows.query("SELECT state FROM account WHERE id = '" + lotte + "'"));
    }

    @Test
    void anInvitationThatIsDeclinedIsGone() {
        Await.done(answer(false));

        assertFails(Kind.NOT_FOUND, "problem.notFound", answer(false));
        assertFails(Kind.NOT_FOUND, "problem.notFound", answer(true));
    }

    @Test
    void anInvitationThatIsAcceptedIsNotDeclinedAnyMore() {
        Await.done(answer(true));

        assertFails(Kind.NOT_FOUND, "problem.notFound", answer(false));
        assertEquals(Member.State.ACTIVE, user().state());
    }

    @Test
    void anInvitationThatIsWithdrawnIsGone() {
        registry.portal.ask(MembershipApi.DEACTIVATE, new Deactivate(nolwenn, invited.id()));

        assertEquals(List.of(), received());
        assertFails(Kind.NOT_FOUND, "problem.notFound", answer(true));
        assertFails(Kind.NOT_FOUND, "problem.notFound", answer(false));
        assertEquals(List.of(), registry.portal.mails());
    }

    @Test
    void nobodyAnswersForSomebodyElse() {
        var answer = new AnswerInvitation(nolwenn.account(), invited.id(), true, "192.0.2.7");

        assertFails(Kind.NOT_FOUND, "problem.notFound", registry.portal.start(MembershipApi.ANSWER_INVITATION, answer));
    }

    @Test
    void anInviterWhoIsNoAdministratorAnyMoreIsNotTold() {
        registry.member(organisation, "erwan.tanguy@kervella.example", ADMINISTRATOR);
        registry.portal.ask(
                MembershipApi.CHANGE_ROLES, new ChangeRoles(nolwenn, registry.user(nolwenn), List.of(USER)));

        Await.done(answer(false));

        assertEquals(List.of(), registry.portal.mails());
    }

    @Test
    void whoDeclinedCanBeInvitedAgain() {
        Await.done(answer(false));

        assertEquals(Member.State.INVITED, invite().state());
        assertEquals(1, received().size());
    }

    @RepeatedTest(3)
    void anAnswerAndItsWithdrawalAtOnceLeaveOneOfBoth() {
        var both = Await.done(Future.join(
                        outcome(answer(true)),
                        outcome(registry.portal.start(
                                MembershipApi.DEACTIVATE, new Deactivate(nolwenn, invited.id())))))
                .<String>list();

        assertEquals("done", both.get(1), "whether as invited or as a member");
        assertTrue(List.of("done", "problem.notFound").contains(both.get(0)), both::toString);
        assertEquals(
                0,
                users().stream()
                        .filter(user -> user.state() != Member.State.DEACTIVATED)
                        .filter(user -> user.account().equals(lotte))
                        .count());
    }

    @RepeatedTest(3)
    void acceptingAndDecliningAtOnceIsOneAnswer() {
        var both = Await.done(Future.join(outcome(answer(true)), outcome(answer(false))))
                .<String>list();

        assertEquals(List.of("done", "problem.notFound"), both.stream().sorted().toList());
    }

    @Test
    void whoIsOnlyInvitedHasNoRightsThere() {
        var portal = registry.portal.address();
        var lottes = ApiClient.of(vertx, portal).bearer(registry.token(lotte, Channel.API));

        assertEquals(403, lottes.get("/users").status());
        assertEquals(404, lottes.get("/organisations/current").status());
        assertFails(
                Kind.FORBIDDEN,
                "users.administratorsOnly",
                registry.portal.start(
                        MembershipApi.ADD_USER,
                        new AddUser(
                                new Actor(organisation, lotte, "192.0.2.7"),
                                person("mael.cariou@kervella.example"),
                                List.of(USER))));
    }

    @Test
    void aProgramAnswers() {
        var portal = registry.portal.address();
        var lottes = ApiClient.of(vertx, portal).bearer(registry.token(lotte, Channel.API));
        var path = "/invitations/" + invited.id();

        assertEquals("error.choice", lottes.patch(path, decision("PERHAPS")).codeAt("decision"));
        assertEquals(204, lottes.patch(path, decision("ACCEPT")).status());
        assertEquals(204, lottes.patch(path, decision("ACCEPT")).status());
        assertEquals(404, lottes.patch(path, decision("DECLINE")).status());
        assertEquals(200, lottes.get("/users").status(), "the open session has the organisation");
        assertEquals(404, lottes.patch("/invitations/none", decision("ACCEPT")).status());
    }

    private static JsonObject decision(String decision) {
        return new JsonObject().put("decision", decision);
    }

    @Test
    void homeShowsTheInvitationAndWhatToDo() {
        var lottes = browser();

        var home = lottes.get("/home").bodyAsString();

        assertShows(
                home,
                "Your account does not belong to any organisation",
                "Accept an invitation",
                "Menuiserie Kervella",
                "Nolwenn Kervella invites you",
                "action=\"/invitations/" + invited.id() + "\"");
        var accepted = lottes.post("/invitations/" + invited.id(), "decision", "ACCEPT");
        assertEquals("/home", accepted.getHeader("Location"));
        var after = lottes.get("/home").bodyAsString();
        assertShows(after, "The invitation is accepted", "My users");
        assertFalse(after.contains("/invitations/"), after);
    }

    @Test
    void homeLetsDecline() {
        var lottes = browser();

        var declined = lottes.post("/invitations/" + invited.id(), "decision", "DECLINE");

        assertEquals("/home", declined.getHeader("Location"));
        assertShows(lottes.get("/home").bodyAsString(), "The invitation is declined");
        assertEquals(
                404,
                lottes.post("/invitations/" + invited.id(), "decision", "DECLINE")
                        .statusCode());
        assertEquals(400, lottes.post("/invitations/" + invited.id()).statusCode());
    }

    @Test
    void whoActsForAnOrganisationKeepsDoingSoAfterAccepting() {
        var other = registry.organisation("90000001900019", "Verrerie des Deux Caps");
        registry.clock.advance(Duration.ofMinutes(1));
        registry.actor(other, lotte, USER);
        registry.clock.advance(Duration.ofMinutes(1));
        var lottes = browser();

        lottes.post("/invitations/" + invited.id(), "decision", "ACCEPT");

        assertShows(lottes.get("/organisation").bodyAsString(), "<h1>Verrerie des Deux Caps</h1>");
    }

    private Browser browser() {
        return registry.portal.browser().with("session", registry.token(lotte, Channel.BROWSER));
    }

    private static void assertShows(String page, String... texts) {
        for (var text : texts) {
            assertTrue(page.contains(text), () -> text + " is not in\n" + page);
        }
    }

    private Future<Message.Done> answer(boolean accepted) {
        return registry.portal.start(
                MembershipApi.ANSWER_INVITATION, new AnswerInvitation(lotte, invited.id(), accepted, "192.0.2.7"));
    }

    private List<ReceivedInvitation> received() {
        return registry.portal
                .ask(MembershipApi.INVITATIONS, new AskInvitations(lotte))
                .invitations();
    }

    private List<User> users() {
        return registry.portal
                .ask(MembershipApi.LIST_USERS, new ListUsers(nolwenn))
                .users();
    }

    private User user() {
        return users().stream()
                .filter(user -> user.account().equals(lotte))
                .findFirst()
                .orElseThrow();
    }

    private static Future<String> outcome(Future<?> act) {
        return act.transform(outcome -> Future.succeededFuture(
                outcome.succeeded() ? "done" : outcome.cause().getMessage()));
    }
}
