package eu.parvis.joining;

import static eu.parvis.membership.Registry.person;
import static eu.parvis.membership.Role.ADMINISTRATOR;
import static eu.parvis.membership.Role.TECHNICAL_CONTACT;
import static eu.parvis.membership.Role.USER;
import static eu.parvis.membership.UsersTest.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.bus.Failure.Kind;
import eu.parvis.crypto.Secret;
import eu.parvis.joining.JoinApi.Ask;
import eu.parvis.joining.JoinApi.Consider;
import eu.parvis.joining.JoinApi.Decide;
import eu.parvis.joining.JoinApi.DecideByLink;
import eu.parvis.joining.JoinApi.Decision;
import eu.parvis.joining.JoinApi.Follow;
import eu.parvis.joining.JoinApi.ListRequests;
import eu.parvis.joining.JoinApi.NewRequest;
import eu.parvis.joining.JoinRequest.State;
import eu.parvis.membership.MembershipApi;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.membership.MembershipApi.Deactivate;
import eu.parvis.membership.Registry;
import eu.parvis.organisation.Contact;
import eu.parvis.values.Language;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests to join, from creation to decision or expiry. */
@ExtendWith(VertxExtension.class)
class JoinTest {

    private static final String GAEL = "gael.bihan@kervella.example";
    private static final String OPERATOR = "guichet@fidelys-confiance.example";
    private static final Decision YES = new Decision(true, List.of(TECHNICAL_CONTACT, USER));
    private static final Decision NO = new Decision(false, List.of());
    private static final String ADDRESS = "192.0.2.7";

    private Registry registry;
    private UUID organisation;
    private Actor nolwenn;

    @BeforeEach
    void aRegisteredOrganisation(Vertx vertx) {
        registry = Registry.open(vertx);
        organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        nolwenn = registry.member(organisation, "nolwenn.kervella@kervella.example", ADMINISTRATOR);
    }

    @Test
    void everyAdministratorIsAskedAndTheRequesterGetsAPrivateLink() {
        registry.member(organisation, "erwan.tanguy@kervella.example", ADMINISTRATOR);
        registry.member(organisation, "mael.cariou@kervella.example", USER);

        var asked = ask(GAEL);

        assertEquals(
                List.of(
                        "join-asked erwan.tanguy@kervella.example",
                        "join-asked nolwenn.kervella@kervella.example",
                        "join-received " + GAEL),
                registry.portal.mails());
        assertEquals(asked.token(), registry.portal.secretOf("join-received", GAEL));
        assertEquals(State.OPEN, follow(asked).state());
        assertEquals(List.of(asked.reference()), registry.rows.query("SELECT DISTINCT reference FROM mail"));
    }

    @Test
    void whoAsksAgainLearnsNothingNew() {
        var first = ask(GAEL);
        registry.clock.advance(Duration.ofMinutes(5));

        var second = ask("Gael.Bihan@KERVELLA.example");
        decide(nolwenn, first, NO);

        assertNotEquals(first.id(), second.id());
        assertNotEquals(first.reference(), second.reference());
        assertEquals(first.state(), second.state());
        assertEquals(State.OPEN, follow(second).state(), "whoever it was, they learn the answer by mail only");
        assertEquals(JoinRequest.DecidingParty.ADMINISTRATORS, follow(second).asked());
        assertEquals(registry.clock.instant(), follow(second).createdAt(), "and not since when somebody else asks");
        assertEquals(State.REFUSED, follow(first).state());
        assertFails(Kind.NOT_FOUND, "problem.notFound", follow(first.id(), second.token()));
    }

    @Test
    void whoAsksTwiceHasOneRequestAndOneMail() {
        var first = ask(GAEL);
        var second = ask(GAEL);

        assertEquals(
                List.of(first.id()), open(nolwenn).stream().map(JoinRequest::id).toList());
        assertEquals(2, registry.portal.mails().size());
        assertFails(
                Kind.NOT_FOUND,
                "problem.notFound",
                registry.portal.start(JoinApi.DECIDE, new Decide(nolwenn, second.id(), YES)));
        registry.clock.advance(Duration.ofDays(10));
        assertEquals(1, sweep());
    }

    @Test
    void askingTwiceAtTheSameTimeIsOneRequestToo() {
        Await.done(Future.all(start(GAEL), start(GAEL)));

        assertEquals(1, open(nolwenn).size());
        assertEquals(2, registry.portal.mails().size());
    }

    @Test
    void theAnswerDoesNotTellWhetherThePersonIsKnown() {
        registry.member(organisation, "mael.cariou@kervella.example", USER);
        registry.activeAccount("lotte.verhaeghe@deuxrives.example");

        Stream.of("mael.cariou@kervella.example", "lotte.verhaeghe@deuxrives.example", GAEL)
                .forEach(email -> assertEquals(State.OPEN, ask(email).state()));
    }

    @Test
    void anUnknownNumberCannotBeJoined() {
        assertFails(
                Kind.NOT_FOUND,
                "join.unknownOrganisation",
                registry.portal.start(
                        JoinApi.ASK, new Ask(Registry.number("90000001900019"), person(GAEL), Language.FR, ADDRESS)));
    }

    @Test
    void nobodyCanHaveSomebodyElsesLetterBoxFilled() {
        for (var siret : List.of("90000001900019", "90000001900027", "90000001900035")) {
            registry.organisation(siret, "Verrerie des Deux Caps");
            registry.portal.ask(JoinApi.ASK, new Ask(Registry.number(siret), person(GAEL), Language.FR, ADDRESS));
        }

        assertFails(Kind.RATE_LIMITED, "join.tooOften", start(GAEL));
    }

    @Test
    void administratorsAreNotFloodedEither() {
        Stream.of("a.one@x.example", "b.two@x.example", "c.three@x.example", "d.four@x.example")
                .forEach(this::ask);

        assertEquals(
                3,
                registry.portal.mails().stream()
                        .filter(mail -> mail.startsWith("join-asked"))
                        .count());
        assertEquals(4, open(nolwenn).size());
    }

    @Test
    void aStrangerFindsNothing() {
        var gael = ask(GAEL);
        var other = ask("lotte.verhaeghe@deuxrives.example");

        assertFails(Kind.NOT_FOUND, "problem.notFound", follow(gael.id(), other.token()));
        assertFails(Kind.NOT_FOUND, "problem.notFound", follow(gael.id(), new Secret("guessed")));
        assertFails(Kind.NOT_FOUND, "problem.notFound", follow(UUID.randomUUID(), gael.token()));
    }

    @Test
    void anUnknownPersonWhoIsApprovedGetsAnInvitation() {
        var asked = ask(GAEL);

        var decided = decide(nolwenn, asked, YES);

        assertEquals(State.APPROVED, decided.state());
        assertEquals(State.APPROVED, follow(asked).state());
        assertEquals(
                List.of("join-approved " + GAEL, "invitation-identifier " + GAEL, "invitation-password " + GAEL)
                        .stream()
                        .sorted()
                        .toList(),
                mailsTo(GAEL).stream()
                        .filter(mail -> !mail.startsWith("join-received"))
                        .toList());
        assertEquals(List.of("INVITED|{TECHNICAL_CONTACT,USER}"), membershipOf(GAEL));
    }

    @Test
    void aPersonWithAnAccountWhoIsApprovedIsInvited() {
        registry.activeAccount(GAEL);
        var asked = ask(GAEL);

        decide(nolwenn, asked, YES);

        assertEquals(List.of("INVITED|{TECHNICAL_CONTACT,USER}"), membershipOf(GAEL));
        assertEquals(
                List.of(
                        "invitation-account " + GAEL,
                        "invitation-answer " + GAEL,
                        "join-approved " + GAEL,
                        "join-received " + GAEL),
                mailsTo(GAEL));
    }

    @Test
    void somebodyWhoHadBeenDeactivatedIsBackOnceApproved() {
        var gael = registry.member(organisation, GAEL, ADMINISTRATOR);
        registry.portal.ask(MembershipApi.DEACTIVATE, new Deactivate(nolwenn, registry.user(gael)));
        var asked = ask(GAEL);

        decide(nolwenn, asked, YES);

        assertEquals(List.of("ACTIVE|{TECHNICAL_CONTACT,USER}"), membershipOf(GAEL));
    }

    @Test
    void anAdministratorWhoAsksForTheirOwnOrganisationLosesNothing() {
        var asked = ask("nolwenn.kervella@kervella.example");

        decide(nolwenn, asked, YES);

        assertEquals(List.of("ACTIVE|{ADMINISTRATOR}"), membershipOf("nolwenn.kervella@kervella.example"));
    }

    @Test
    void whoIsRefusedIsToldSoAndMayAskAgain() {
        var asked = ask(GAEL);

        decide(nolwenn, asked, NO);

        assertEquals(State.REFUSED, follow(asked).state());
        assertEquals(List.of("join-received " + GAEL, "join-refused " + GAEL), mailsTo(GAEL));
        assertEquals(List.of(), membershipOf(GAEL));
        registry.clock.advance(Duration.ofHours(1));
        assertTrue(!ask(GAEL).id().equals(asked.id()), "a new request");
    }

    @Test
    void ofTwoDecisionsAtOnceTheFirstHolds() {
        var erwan = registry.member(organisation, "erwan.tanguy@kervella.example", ADMINISTRATOR);
        var asked = ask(GAEL);

        var outcomes = Await.done(Future.join(
                        outcome(registry.portal.start(JoinApi.DECIDE, new Decide(nolwenn, asked.id(), YES))),
                        outcome(registry.portal.start(JoinApi.DECIDE, new Decide(erwan, asked.id(), NO)))))
                .<String>list();

        assertEquals(List.of("done", "join.decided"), outcomes.stream().sorted().toList());
    }

    @Test
    void onlyAdministratorsOfThatOrganisationDecide() {
        var asked = ask(GAEL);
        var user = registry.member(organisation, "mael.cariou@kervella.example", USER);
        var other = registry.organisation("90000001900019", "Verrerie des Deux Caps");
        var stranger = registry.member(other, "erwan.tanguy@verrerie.example", ADMINISTRATOR);

        assertFails(
                Kind.FORBIDDEN,
                "users.administratorsOnly",
                registry.portal.start(JoinApi.DECIDE, new Decide(user, asked.id(), YES)));
        assertFails(
                Kind.NOT_FOUND,
                "problem.notFound",
                registry.portal.start(JoinApi.DECIDE, new Decide(stranger, asked.id(), YES)));
        assertEquals(List.of(), open(stranger));
    }

    @Test
    void whatNobodyAnswersGoesToTheLegalRepresentativeThenToTheOperatorAndThenExpires() {
        legalRepresentative("yann.kervella@kervella.example");
        var asked = ask(GAEL);

        registry.clock.advance(Duration.ofDays(10).minusSeconds(1));
        assertEquals(0, sweep());
        registry.clock.advance(Duration.ofSeconds(1));
        assertEquals(1, sweep());
        assertEquals(
                JoinRequest.DecidingParty.LEGAL_REPRESENTATIVE, follow(asked).asked());
        assertEquals(List.of("join-asked yann.kervella@kervella.example"), mailsTo("yann.kervella@kervella.example"));

        registry.clock.advance(Duration.ofDays(10));
        assertEquals(1, sweep());
        assertEquals(JoinRequest.DecidingParty.OPERATOR, follow(asked).asked());
        assertEquals(List.of("join-asked " + OPERATOR), mailsTo(OPERATOR));

        registry.clock.advance(Duration.ofDays(10));
        assertEquals(1, sweep());
        assertEquals(State.EXPIRED, follow(asked).state());
        assertEquals(List.of("join-expired " + GAEL, "join-received " + GAEL), mailsTo(GAEL));

        registry.clock.advance(Duration.ofDays(10));
        assertEquals(0, sweep());
        assertEquals(
                List.of("JOIN_ASKED DONE", "JOIN_ESCALATED DONE", "JOIN_ESCALATED DONE", "JOIN_EXPIRED DONE"),
                registry.portal.journal());
    }

    @Test
    void withoutALegalRepresentativeTheOperatorIsAsked() {
        var asked = ask(GAEL);
        registry.clock.advance(Duration.ofDays(10));

        sweep();

        assertEquals(JoinRequest.DecidingParty.OPERATOR, follow(asked).asked());
    }

    @Test
    void twoNodesThatSweepAtOnceAskOnce() {
        ask(GAEL);
        registry.clock.advance(Duration.ofDays(10));

        Await.done(Future.all(
                JoinAccess.sweep(registry).sweep(), JoinAccess.sweep(registry).sweep()));

        assertEquals(List.of("join-asked " + OPERATOR), mailsTo(OPERATOR));
    }

    @Test
    void aRequestThatCannotBePassedOnHoldsNobodyElseUp() {
        ask("lotte.verhaeghe@deuxrives.example");
        registry.clock.advance(Duration.ofMinutes(1));
        var gael = ask(GAEL);
        registry.clock.advance(Duration.ofDays(10));
        registry.rows.execute("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'a bad row';
                END $$
                """, """
                CREATE TRIGGER refuse BEFORE UPDATE ON join_request
                FOR EACH ROW WHEN (OLD.email = 'lotte.verhaeghe@deuxrives.example') EXECUTE FUNCTION refuse()
                """);

        var told = Await.failure(JoinAccess.sweep(registry).sweep());

        assertTrue(told.getMessage().contains("a bad row"), told::getMessage);
        assertEquals(JoinRequest.DecidingParty.OPERATOR, follow(gael).asked());
        assertEquals(List.of("join-asked " + OPERATOR), mailsTo(OPERATOR));
    }

    @Test
    void theLegalRepresentativeDecidesByTheMailedLinkWhichServesOnce() {
        legalRepresentative("yann.kervella@kervella.example");
        var asked = ask(GAEL);
        registry.clock.advance(Duration.ofDays(10));
        sweep();
        var link = registry.portal.secretOf("join-asked", "yann.kervella@kervella.example");

        var considered = registry.portal
                .ask(JoinApi.CONSIDER, new Consider(asked.id(), link))
                .request();
        assertEquals(person(GAEL), considered.person());
        assertEquals(State.OPEN, follow(asked).state(), "looking changes nothing");

        registry.portal.ask(JoinApi.DECIDE_BY_LINK, new DecideByLink(asked.id(), link, YES, ADDRESS));
        assertEquals(State.APPROVED, follow(asked).state());
        assertEquals(List.of("INVITED|{TECHNICAL_CONTACT,USER}"), membershipOf(GAEL));
        assertFails(
                Kind.EXPIRED,
                "join.decided",
                registry.portal.start(JoinApi.DECIDE_BY_LINK, new DecideByLink(asked.id(), link, NO, ADDRESS)));
        assertFails(
                Kind.EXPIRED, "join.decided", registry.portal.start(JoinApi.CONSIDER, new Consider(asked.id(), link)));
    }

    @Test
    void theOperatorDecidesInTheNameOfTheProvider() {
        var asked = ask(GAEL);
        registry.clock.advance(Duration.ofDays(10));
        sweep();

        registry.portal.ask(
                JoinApi.DECIDE_BY_LINK,
                new DecideByLink(asked.id(), registry.portal.secretOf("join-asked", OPERATOR), YES, ADDRESS));

        assertEquals(
                List.of("Fidelys Confiance"),
                registry.rows.query("SELECT content ->> 'inviter' FROM mail WHERE occasion = 'invitation-identifier'"));
    }

    @Test
    void onceTheOperatorIsAskedTheLinkOfTheLegalRepresentativeIsWorthNothing() {
        legalRepresentative("yann.kervella@kervella.example");
        var asked = ask(GAEL);
        registry.clock.advance(Duration.ofDays(10));
        sweep();
        var link = registry.portal.secretOf("join-asked", "yann.kervella@kervella.example");
        registry.clock.advance(Duration.ofDays(10));
        sweep();

        assertFails(
                Kind.EXPIRED,
                "join.passedOn",
                registry.portal.start(JoinApi.DECIDE_BY_LINK, new DecideByLink(asked.id(), link, YES, ADDRESS)));
    }

    @Test
    void theRequestersOwnLinkDecidesNothing() {
        var asked = ask(GAEL);
        registry.clock.advance(Duration.ofDays(10));
        sweep();

        assertFails(
                Kind.NOT_FOUND,
                "problem.notFound",
                registry.portal.start(
                        JoinApi.DECIDE_BY_LINK, new DecideByLink(asked.id(), asked.token(), YES, ADDRESS)));
    }

    @Test
    void administratorsMayStillDecideWhenOthersAreAsked() {
        var asked = ask(GAEL);
        registry.clock.advance(Duration.ofDays(10));
        sweep();

        assertEquals(State.APPROVED, decide(nolwenn, asked, YES).state());
    }

    @Test
    void aRequestOutlivesAnOrganisationThatNobodyActivated() {
        var pending = registry.pendingOrganisation("90000001900019", "Verrerie des Deux Caps");
        var asked = registry.portal.ask(
                JoinApi.ASK, new Ask(Registry.number("90000001900019"), person(GAEL), Language.FR, ADDRESS));
        assertTrue(Await.done(registry.organisations.remove(registry.database, pending)));

        sweep();

        assertEquals(State.EXPIRED, follow(asked).state());
        assertEquals("Verrerie des Deux Caps", follow(asked).organisationName());
        assertEquals(List.of("join-expired " + GAEL, "join-received " + GAEL), mailsTo(GAEL));
    }

    private NewRequest ask(String email) {
        return Await.done(start(email));
    }

    private Future<NewRequest> start(String email) {
        return registry.portal.start(
                JoinApi.ASK, new Ask(Registry.number(Registry.SIRET), person(email), Language.FR, ADDRESS));
    }

    private JoinRequest follow(NewRequest asked) {
        return Await.done(follow(asked.id(), asked.token())).request();
    }

    private Future<JoinApi.Request> follow(UUID id, Secret token) {
        return registry.portal.start(JoinApi.FOLLOW, new Follow(id, token));
    }

    private List<JoinRequest> open(Actor by) {
        return registry.portal.ask(JoinApi.LIST, new ListRequests(by)).requests();
    }

    private JoinRequest decide(Actor by, NewRequest asked, Decision decision) {
        return registry.portal
                .ask(JoinApi.DECIDE, new Decide(by, asked.id(), decision))
                .request();
    }

    @Test
    void whatWasDecidedIsForgottenInTheEndAndWhatIsOpenIsNot() {
        var decided = ask(GAEL);
        ask(GAEL);
        decide(nolwenn, decided, NO);
        registry.clock.advance(Duration.ofDays(1));
        ask("maelle.legoff@kervella.example");

        registry.clock.advance(Duration.ofDays(89).minusSeconds(1));
        assertEquals(0, forget());
        registry.clock.advance(Duration.ofSeconds(1));
        assertEquals(2, forget());

        assertEquals(
                List.of("maelle.legoff@kervella.example|OPEN"),
                registry.rows.query("SELECT email, state FROM join_request"));
    }

    private int forget() {
        return Await.done(JoinAccess.sweep(registry).deleteOld());
    }

    private int sweep() {
        return Await.done(JoinAccess.sweep(registry).sweep());
    }

    private void legalRepresentative(String email) {
        Await.done(registry.organisations.saveContact(
                registry.database,
                organisation,
                new Contact(Contact.Kind.LEGAL_REPRESENTATIVE, Optional.empty(), person(email)),
                registry.clock.instant()));
    }

    private List<String> mailsTo(String recipient) {
        return registry.portal.mails().stream()
                .filter(mail -> mail.endsWith(" " + recipient))
                .sorted()
                .toList();
    }

    private List<String> membershipOf(String email) {
        return registry.rows.query("SELECT member.state, roles FROM member JOIN account ON account.id = account_id"
                + " WHERE email = '" + email + "'");
    }

    private static Future<String> outcome(Future<?> act) {
        return act.transform(outcome -> Future.succeededFuture(
                outcome.succeeded() ? "done" : outcome.cause().getMessage()));
    }
}
