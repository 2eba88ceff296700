package eu.parvis.membership;

import static eu.parvis.membership.Registry.person;
import static eu.parvis.membership.Role.ADMINISTRATOR;
import static eu.parvis.membership.Role.TECHNICAL_CONTACT;
import static eu.parvis.membership.Role.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Failure.Kind;
import eu.parvis.mail.MailApi;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.membership.MembershipApi.AddUser;
import eu.parvis.membership.MembershipApi.AddedUser;
import eu.parvis.membership.MembershipApi.ChangeRoles;
import eu.parvis.membership.MembershipApi.Deactivate;
import eu.parvis.membership.MembershipApi.HandOver;
import eu.parvis.membership.MembershipApi.ListUsers;
import eu.parvis.membership.MembershipApi.Reactivate;
import eu.parvis.membership.MembershipApi.SendAgain;
import eu.parvis.membership.MembershipApi.User;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Uses the verticle through its addresses only. */
@ExtendWith(VertxExtension.class)
public class UsersTest {

    private Registry registry;
    private UUID organisation;
    private Actor nolwenn;

    @BeforeEach
    void anOrganisationWithOneAdministrator(Vertx vertx) {
        registry = Registry.open(vertx);
        organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        nolwenn = registry.member(organisation, "nolwenn.kervella@kervella.example", ADMINISTRATOR, USER);
    }

    @Test
    void aNewPersonGetsAnAccountAndTwoMailsOneAfterTheOther() {
        var added = add("mael.cariou@kervella.example", TECHNICAL_CONTACT, USER);

        assertEquals(Member.State.INVITED, added.state());
        assertEquals(List.of(TECHNICAL_CONTACT, USER), added.roles());
        assertEquals(
                List.of("invitation-identifier", "invitation-password"),
                added.mails().stream().map(MailApi.MailState::occasion).toList());
        assertEquals(
                List.of("PENDING|PASSWORD|TEMPORARY"),
                registry.rows.query(
                        "SELECT state, step, password_kind FROM account WHERE id = '" + added.account() + "'"));
        assertEquals(List.of("USER_ADDED DONE"), registry.portal.journal());
    }

    @Test
    void theTemporaryPasswordRestsSealedOnly() {
        add("mael.cariou@kervella.example", USER);

        var password = registry.portal
                .secretOf("invitation-password", "mael.cariou@kervella.example")
                .text();

        assertEquals(10, password.length());
        assertTrue(registry.rows.query("SELECT content::text FROM mail").stream()
                .noneMatch(content -> content.contains(password)));
    }

    @Test
    void theSamePersonAddedTwiceIsOneInvitation() {
        var first = add("mael.cariou@kervella.example", USER);

        var second = add("Mael.Cariou@KERVELLA.example", ADMINISTRATOR);

        assertEquals(first, second);
        assertEquals(2, registry.portal.mails().size());
    }

    @Test
    void thePersonIsOneInvitationAlsoWhenTwoAdministratorsAddThemAtOnce() {
        var erwan = registry.member(organisation, "erwan.tanguy@kervella.example", ADMINISTRATOR);

        var both = Await.done(Future.all(
                registry.portal.start(
                        MembershipApi.ADD_USER,
                        new AddUser(nolwenn, person("mael.cariou@kervella.example"), List.of(USER))),
                registry.portal.start(
                        MembershipApi.ADD_USER,
                        new AddUser(erwan, person("mael.cariou@kervella.example"), List.of(USER)))));

        assertEquals(
                both.<AddedUser>resultAt(0).user(), both.<AddedUser>resultAt(1).user());
        assertNotEquals(
                both.<AddedUser>resultAt(0).before(),
                both.<AddedUser>resultAt(1).before());
        assertEquals(2, registry.portal.mails().size());
    }

    @Test
    void twoOrganisationsThatInviteTheSameNewPersonAtOnceShareTheAccount() {
        var other = registry.organisation("90000001900019", "Verrerie des Deux Caps");
        var erwan = registry.member(other, "erwan.tanguy@verrerie.example", ADMINISTRATOR);

        var both = Await.done(Future.all(
                registry.portal.start(
                        MembershipApi.ADD_USER,
                        new AddUser(nolwenn, person("mael.cariou@kervella.example"), List.of(USER))),
                registry.portal.start(
                        MembershipApi.ADD_USER,
                        new AddUser(erwan, person("mael.cariou@kervella.example"), List.of(USER)))));

        assertEquals(
                both.<AddedUser>resultAt(0).user().account(),
                both.<AddedUser>resultAt(1).user().account());
        assertEquals(
                List.of("2"),
                registry.rows.query("SELECT count(*) FROM member JOIN account ON account.id = account_id"
                        + " WHERE email = 'mael.cariou@kervella.example'"));
    }

    @Test
    void whoHasAnAccountIsInvitedWithItAndIsNoMemberBefore() {
        var account = registry.activeAccount("lotte.verhaeghe@deuxrives.example");

        var added = add("lotte.verhaeghe@deuxrives.example", TECHNICAL_CONTACT);

        assertEquals(account, added.account());
        assertEquals(Member.State.INVITED, added.state());
        assertEquals(
                List.of(
                        "invitation-account lotte.verhaeghe@deuxrives.example",
                        "invitation-answer lotte.verhaeghe@deuxrives.example"),
                registry.portal.mails());
        assertEquals(List.of("USER_ADDED DONE"), registry.portal.journal());
    }

    @Test
    void everyMemberSeesTheUsersAndOnlyAdministratorsChangeThem() {
        var mael = registry.member(organisation, "mael.cariou@kervella.example", TECHNICAL_CONTACT, USER);

        assertEquals(2, Await.done(ask(new ListUsers(mael))).users().size());
        assertFails(
                Kind.FORBIDDEN,
                "users.administratorsOnly",
                registry.portal.start(
                        MembershipApi.ADD_USER,
                        new AddUser(mael, person("gael.bihan@kervella.example"), List.of(USER))));
        assertFails(Kind.FORBIDDEN, "users.administratorsOnly", changeRoles(mael, registry.user(mael), ADMINISTRATOR));
        assertFails(Kind.FORBIDDEN, "users.administratorsOnly", deactivate(mael, registry.user(nolwenn)));
    }

    @Test
    void aDeactivatedAdministratorIsNoneAnyMore() {
        var erwan = registry.member(organisation, "erwan.tanguy@kervella.example", ADMINISTRATOR);
        Await.done(deactivate(nolwenn, registry.user(erwan)));

        assertFails(Kind.FORBIDDEN, "problem.forbidden", ask(new ListUsers(erwan)));
        assertFails(Kind.FORBIDDEN, "users.administratorsOnly", deactivate(erwan, registry.user(nolwenn)));
    }

    @Test
    void aUserOfAnotherOrganisationLooksLikeOneWhoDoesNotExist() {
        var other = registry.organisation("90000001900019", "Verrerie des Deux Caps");
        var stranger = registry.member(other, "erwan.tanguy@verrerie.example", USER);

        Stream.of(registry.user(stranger), UUID.randomUUID()).forEach(user -> {
            assertFails(Kind.NOT_FOUND, "problem.notFound", changeRoles(nolwenn, user, ADMINISTRATOR));
            assertFails(Kind.NOT_FOUND, "problem.notFound", deactivate(nolwenn, user));
            assertFails(
                    Kind.NOT_FOUND,
                    "problem.notFound",
                    registry.portal.start(MembershipApi.REACTIVATE, new Reactivate(nolwenn, user)));
            assertFails(Kind.NOT_FOUND, "problem.notFound", sendAgain(user));
            assertFails(
                    Kind.NOT_FOUND,
                    "problem.notFound",
                    registry.portal.start(MembershipApi.HAND_OVER, new HandOver(nolwenn, user)));
        });
    }

    @Test
    void newRolesHoldAtOnceAndThePersonIsTold() {
        var mael = registry.member(organisation, "mael.cariou@kervella.example", USER);

        var changed = Await.done(changeRoles(nolwenn, registry.user(mael), ADMINISTRATOR, USER));

        assertEquals(List.of(ADMINISTRATOR, USER), changed.roles());
        assertEquals(2, Await.done(ask(new ListUsers(mael))).users().size());
        assertEquals(List.of("roles-changed mael.cariou@kervella.example"), registry.portal.mails());
    }

    @Test
    void theSameRolesOnceMoreAreNoChange() {
        var mael = registry.member(organisation, "mael.cariou@kervella.example", USER);

        Await.done(changeRoles(nolwenn, registry.user(mael), USER));

        assertEquals(List.of(), registry.portal.mails());
        assertEquals(List.of(), registry.portal.journal());
    }

    @Test
    void theLastAdministratorCannotBeDemotedNorLeave() {
        registry.member(organisation, "mael.cariou@kervella.example", USER);

        assertFails(Kind.CONFLICT, "users.lastAdministrator", changeRoles(nolwenn, registry.user(nolwenn), USER));
        assertFails(Kind.CONFLICT, "users.lastAdministrator", deactivate(nolwenn, registry.user(nolwenn)));

        assertEquals(2, Await.done(ask(new ListUsers(nolwenn))).users().size());
        assertEquals(
                List.of("LAST_ADMINISTRATOR_KEPT REFUSED", "LAST_ADMINISTRATOR_KEPT REFUSED"),
                registry.portal.journal());
    }

    @Test
    void anAdministratorWhoHasNotActivatedTheirAccountDoesNotCount() {
        add("mael.cariou@kervella.example", ADMINISTRATOR);

        assertFails(Kind.CONFLICT, "users.lastAdministrator", deactivate(nolwenn, registry.user(nolwenn)));
    }

    @RepeatedTest(5)
    void ofTwoAdministratorsWhoDemoteEachOtherAtOnceOneRemains() {
        var erwan = registry.member(organisation, "erwan.tanguy@kervella.example", ADMINISTRATOR);

        var outcomes = Await.done(Future.join(
                        outcome(changeRoles(nolwenn, registry.user(erwan), USER)),
                        outcome(changeRoles(erwan, registry.user(nolwenn), USER))))
                .<String>list();

        assertEquals(
                List.of("done", "users.administratorsOnly"),
                outcomes.stream().sorted().toList());
        assertEquals(1, administrators());
    }

    @RepeatedTest(5)
    void ofTwoAdministratorsWhoLeaveAtOnceOneRemains() {
        var erwan = registry.member(organisation, "erwan.tanguy@kervella.example", ADMINISTRATOR);

        var outcomes = Await.done(Future.join(
                        outcome(deactivate(nolwenn, registry.user(nolwenn))),
                        outcome(deactivate(erwan, registry.user(erwan)))))
                .<String>list();

        assertEquals(
                List.of("done", "users.lastAdministrator"),
                outcomes.stream().sorted().toList());
        assertEquals(1, administrators());
    }

    @Test
    void aDeactivatedPersonIsSignedOutEverywhere() {
        var mael = registry.member(organisation, "mael.cariou@kervella.example", USER);
        openSession(mael.account());

        var gone = Await.done(deactivate(nolwenn, registry.user(mael)));

        assertEquals(Member.State.DEACTIVATED, gone.state());
        assertEquals(List.of("0"), registry.rows.query("SELECT count(*) FROM session"));
        assertEquals(List.of("deactivated mael.cariou@kervella.example"), registry.portal.mails());
    }

    @Test
    void whoBelongsToAnotherOrganisationStaysSignedInThere() {
        var other = registry.organisation("90000001900019", "Verrerie des Deux Caps");
        var mael = registry.member(organisation, "mael.cariou@kervella.example", USER);
        registry.actor(other, mael.account(), USER);
        openSession(mael.account());

        Await.done(deactivate(nolwenn, registry.user(mael)));

        assertEquals(List.of("1"), registry.rows.query("SELECT count(*) FROM session"));
    }

    @Test
    void aDeactivatedPersonCanBeTakenBack() {
        var mael = registry.member(organisation, "mael.cariou@kervella.example", TECHNICAL_CONTACT);
        Await.done(deactivate(nolwenn, registry.user(mael)));

        var back = registry.portal.ask(MembershipApi.REACTIVATE, new Reactivate(nolwenn, registry.user(mael)));

        assertEquals(Member.State.ACTIVE, back.state());
        assertEquals(List.of(TECHNICAL_CONTACT), back.roles());
    }

    @Test
    void anInvitationThatIsWithdrawnCannotBeTakenBack() {
        registry.activeAccount("lotte.verhaeghe@deuxrives.example");
        var lotte = add("lotte.verhaeghe@deuxrives.example", USER);
        Await.done(deactivate(nolwenn, lotte.id()));

        assertFails(
                Kind.NOT_FOUND,
                "problem.notFound",
                registry.portal.start(MembershipApi.REACTIVATE, new Reactivate(nolwenn, lotte.id())));
        assertEquals(List.of(), registry.portal.mails(), "mails that had not left do not leave any more");
    }

    @Test
    void anInvitationThatIsWithdrawnLeavesNothingToSignInWith() {
        var mael = add("mael.cariou@kervella.example", USER);
        openSession(mael.account());

        var withdrawn = Await.done(deactivate(nolwenn, mael.id()));

        assertEquals(Member.State.WITHDRAWN, withdrawn.state());
        assertEquals(List.of("0"), registry.rows.query("SELECT count(*) FROM session"));
        assertEquals(List.of("0"), registry.rows.query("SELECT count(*) FROM account WHERE state = 'PENDING'"));
        assertEquals(List.of(), registry.portal.mails(), "mails that had not left do not leave any more");
        assertEquals(1, Await.done(ask(new ListUsers(nolwenn))).users().size());
        assertEquals(List.of("USER_ADDED DONE", "INVITATION_WITHDRAWN DONE"), registry.portal.journal());
    }

    @Test
    void whoseInvitationWasWithdrawnCanBeInvitedAgain() {
        var first = add("mael.cariou@kervella.example", USER);
        Await.done(deactivate(nolwenn, first.id()));

        var second = add("mael.cariou@kervella.example", USER);

        assertNotEquals(first.id(), second.id());
        assertEquals(Member.State.INVITED, second.state());
        assertEquals(2, registry.portal.mails().size());
    }

    @Test
    void theLastOrganisationThatWithdrawsItsInvitationEndsTheAccount() {
        var mael = add("mael.cariou@kervella.example", USER);
        var erwan = elsewhere();
        var there = addElsewhere(erwan, "mael.cariou@kervella.example");

        Await.done(deactivate(nolwenn, mael.id()));
        assertEquals(4, registry.portal.mails().size(), "who still needs them gets them");
        Await.done(deactivate(erwan, there.id()));

        assertEquals(List.of("0"), registry.rows.query("SELECT count(*) FROM account WHERE state = 'PENDING'"));
        assertEquals(List.of(), registry.portal.mails());
    }

    @RepeatedTest(3)
    void ofTwoOrganisationsThatWithdrawAtOnceNeitherLeavesTheAccountToTheOther() {
        var mael = add("mael.cariou@kervella.example", USER);
        var erwan = elsewhere();
        var there = addElsewhere(erwan, "mael.cariou@kervella.example");

        Await.done(Future.all(deactivate(nolwenn, mael.id()), deactivate(erwan, there.id())));

        assertEquals(List.of("0"), registry.rows.query("SELECT count(*) FROM account WHERE state = 'PENDING'"));
    }

    @RepeatedTest(3)
    void whoIsInvitedWhileAnotherOrganisationWithdrawsIsInvited() {
        var other = registry.organisation("90000001900019", "Verrerie des Deux Caps");
        var erwan = registry.member(other, "erwan.tanguy@verrerie.example", ADMINISTRATOR);
        var mael = add("mael.cariou@kervella.example", USER);

        var both = Await.done(Future.all(
                deactivate(nolwenn, mael.id()),
                registry.portal.start(
                        MembershipApi.ADD_USER,
                        new AddUser(erwan, person("mael.cariou@kervella.example"), List.of(USER)))));

        assertEquals(Member.State.INVITED, both.<AddedUser>resultAt(1).user().state());
    }

    @Test
    void whoseAccessIsDeactivatedGetsNoInvitation() {
        var gael = registry.user(registry.member(organisation, "gael.bihan@verrerie.example", USER));
        Await.done(deactivate(nolwenn, gael));

        assertFails(Kind.CONFLICT, "users.deactivated", sendAgain(gael));
    }

    @Test
    void handingOverMakesOneAdministratorAndUnmakesTheOther() {
        var mael = registry.member(organisation, "mael.cariou@kervella.example", USER);

        var successor = registry.portal.ask(MembershipApi.HAND_OVER, new HandOver(nolwenn, registry.user(mael)));

        assertEquals(List.of(ADMINISTRATOR, USER), successor.roles());
        assertFails(Kind.FORBIDDEN, "users.administratorsOnly", deactivate(nolwenn, registry.user(mael)));
        assertEquals(1, administrators());
    }

    @Test
    void onlyAnotherActiveUserCanTakeOver() {
        var invited = add("mael.cariou@kervella.example", USER);

        Stream.of(invited.id(), registry.user(nolwenn))
                .forEach(user -> assertFails(
                        Kind.CONFLICT,
                        "users.notActive",
                        registry.portal.start(MembershipApi.HAND_OVER, new HandOver(nolwenn, user))));
        assertEquals(1, administrators());
    }

    @Test
    void anInvitationSentAgainBringsANewPasswordAndKillsTheOldOne() {
        var mael = add("mael.cariou@kervella.example", USER);
        var former = registry.portal.secretOf("invitation-password", "mael.cariou@kervella.example");
        var formerHash = passwordHash(mael.account());
        registry.clock.advance(Duration.ofMinutes(3));

        Await.done(sendAgain(mael.id()));

        assertEquals(
                List.of(
                        "invitation-identifier mael.cariou@kervella.example",
                        "invitation-password mael.cariou@kervella.example"),
                registry.portal.mails());
        assertNotEquals(former, registry.portal.secretOf("invitation-password", "mael.cariou@kervella.example"));
        assertNotEquals(formerHash, passwordHash(mael.account()));
    }

    /** Cancelled now, it could still arrive after the new one. */
    @Test
    void aMailOfAnInvitationThatIsBeingSentIsNotReplaced() {
        var mael = add("mael.cariou@kervella.example", USER);
        var former = registry.portal.secretOf("invitation-password", "mael.cariou@kervella.example");
        var formerHash = passwordHash(mael.account());
        registry.clock.advance(Duration.ofMinutes(3));
        registry.rows.execute("UPDATE mail SET lease_until = '"
                + registry.clock.instant().plusSeconds(60) + "' WHERE occasion = 'invitation-password'");

        var again = Await.done(sendAgain(mael.id()));

        assertEquals(
                List.of(
                        "invitation-identifier mael.cariou@kervella.example",
                        "invitation-password mael.cariou@kervella.example"),
                registry.portal.mails());
        assertEquals(former, registry.portal.secretOf("invitation-password", "mael.cariou@kervella.example"));
        assertEquals(formerHash, passwordHash(mael.account()));
        assertEquals(
                registry.clock.instant().plus(Duration.ofMinutes(2)),
                again.sendAgainFrom().orElseThrow());
    }

    @Test
    void whoHasAskedForAPasswordMeanwhileIsOnlyRemindedOfTheInvitation() {
        var mael = add("mael.cariou@kervella.example", USER);
        var mailed = passwordHash(mael.account());
        registry.rows.execute(
                "UPDATE mail SET state = 'SENT', sent_at = created_at WHERE occasion = 'invitation-identifier'",
                "UPDATE mail SET occasion = 'recovery-activation', group_id = gen_random_uuid()"
                        + " WHERE occasion = 'invitation-password'");
        registry.clock.advance(Duration.ofMinutes(3));

        Await.done(sendAgain(mael.id()));

        assertEquals(mailed, passwordHash(mael.account()));
        assertEquals(
                List.of(
                        "invitation-identifier mael.cariou@kervella.example",
                        "recovery-activation mael.cariou@kervella.example",
                        "invitation-account mael.cariou@kervella.example",
                        "invitation-answer mael.cariou@kervella.example"),
                registry.portal.mails());
    }

    @Test
    void whoHasChosenAPasswordKeepsItAndIsRemindedOfTheInvitation() {
        var mael = add("mael.cariou@kervella.example", USER);
        registry.rows.execute("UPDATE account SET step = 'CHALLENGES', password_kind = 'CHOSEN',"
                + " password_expires_at = NULL WHERE id = '" + mael.account() + "'");
        openSession(mael.account());
        var chosen = passwordHash(mael.account());
        registry.clock.advance(Duration.ofMinutes(3));

        Await.done(sendAgain(mael.id()));

        assertEquals(chosen, passwordHash(mael.account()));
        assertEquals(
                List.of("CHALLENGES|CHOSEN"),
                registry.rows.query("SELECT step, password_kind FROM account WHERE id = '" + mael.account() + "'"));
        assertEquals(List.of("1"), registry.rows.query("SELECT count(*) FROM session"));
        assertEquals(
                List.of(
                        "invitation-account mael.cariou@kervella.example",
                        "invitation-answer mael.cariou@kervella.example"),
                registry.portal.mails());
    }

    @Test
    void onlyTheOrganisationThatMadeTheAccountReplacesItsPassword() {
        var gael = founderElsewhere("gael.bihan@verrerie.example");
        openSession(gael);
        var mailed = passwordHash(gael);
        var added = add("gael.bihan@verrerie.example", USER);
        registry.clock.advance(Duration.ofMinutes(3));

        Await.done(sendAgain(added.id()));

        assertEquals(mailed, passwordHash(gael));
        assertEquals(List.of("1"), registry.rows.query("SELECT count(*) FROM session"));
        assertEquals(
                List.of(
                        "invitation-account gael.bihan@verrerie.example",
                        "invitation-answer gael.bihan@verrerie.example"),
                registry.portal.mails());
        assertFails(Kind.RATE_LIMITED, "users.sentJustNow", sendAgain(added.id()));
    }

    @Test
    void whoIsExpectedInAnotherOrganisationStaysInItsWizard() {
        var gael = founderElsewhere("gael.bihan@verrerie.example");
        openSession(gael);
        var added = add("gael.bihan@verrerie.example", USER);

        var withdrawn = Await.done(deactivate(nolwenn, added.id()));

        assertEquals(Member.State.WITHDRAWN, withdrawn.state());
        assertEquals(List.of("1"), registry.rows.query("SELECT count(*) FROM session"));
        assertEquals(
                List.of("PENDING|INVITED"),
                registry.rows.query("SELECT account.state, member.state FROM account"
                        + " JOIN member ON account_id = account.id WHERE account.id = '" + gael + "'"));
    }

    @Test
    void whoActivatesWhileAnInvitationIsSentAgainKeepsTheirPassword() throws SQLException {
        var mael = add("mael.cariou@kervella.example", USER);
        registry.clock.advance(Duration.ofMinutes(3));
        Future<User> again;

        try (var wizard = registry.rows.connect();
                var statement = wizard.createStatement()) {
            wizard.setAutoCommit(false);
            statement.execute("UPDATE account SET step = 'DONE', state = 'ACTIVE', password_kind = 'CHOSEN',"
                    + " password_hash = 'chosen', password_expires_at = NULL, activated_at = created_at WHERE id = '"
                    + mael.account() + "'");
            again = sendAgain(mael.id());
            registry.rows.untilWaiting(1);
            wizard.commit();
        }

        Await.done(again);
        assertEquals("chosen", passwordHash(mael.account()));
        assertEquals(
                List.of(
                        "invitation-account mael.cariou@kervella.example",
                        "invitation-answer mael.cariou@kervella.example"),
                registry.portal.mails(),
                "nobody is sent a password that does not work");
    }

    @Test
    void sendingAgainHasToWaitAMoment() {
        var mael = add("mael.cariou@kervella.example", USER);
        registry.clock.advance(Duration.ofSeconds(90));

        var refused = assertFails(Kind.RATE_LIMITED, "users.sentJustNow", sendAgain(mael.id()));

        assertEquals(Duration.ofSeconds(30), refused.retryAfter().orElseThrow());
        assertEquals(
                mael.sendAgainFrom().orElseThrow(), registry.clock.instant().plusSeconds(30));
    }

    /** The pause is over sooner than the quota has room. */
    @Test
    void whoIsTurnedAwayIsToldTheLongerOfThePauseAndTheQuota() {
        var mael = add("mael.cariou@kervella.example", USER);
        registry.rows.execute("UPDATE mail SET state = 'SENT', sent_at = created_at");
        registry.clock.advance(Duration.ofMinutes(3));
        Await.done(sendAgain(mael.id()));

        var refused = assertFails(Kind.RATE_LIMITED, "users.sentTooOften", sendAgain(mael.id()));

        assertEquals(Duration.ofMinutes(57), refused.retryAfter().orElseThrow());
        registry.clock.advance(Duration.ofMinutes(57));
        Await.done(sendAgain(mael.id()));
    }

    @Test
    void nobodyGetsMailsWithoutEnd() {
        var mael = add("mael.cariou@kervella.example", USER);
        registry.rows.execute("UPDATE mail SET state = 'SENT', sent_at = created_at");
        registry.clock.advance(Duration.ofMinutes(3));
        Await.done(sendAgain(mael.id()));
        registry.clock.advance(Duration.ofMinutes(3));

        var refused = assertFails(Kind.RATE_LIMITED, "users.sentTooOften", sendAgain(mael.id()));

        registry.clock.advance(refused.retryAfter().orElseThrow().minusMillis(1));
        assertFails(Kind.RATE_LIMITED, "users.sentTooOften", sendAgain(mael.id()));
        registry.clock.advance(Duration.ofMillis(1));
        Await.done(sendAgain(mael.id()));
    }

    @Test
    void whoIsDeactivatedAndTakenBackOverAndOverIsToldOnlySoOften() {
        var mael = registry.member(organisation, "mael.cariou@kervella.example", USER);

        for (var i = 0; i < 5; i++) {
            Await.done(deactivate(nolwenn, registry.user(mael)));
            registry.portal.ask(MembershipApi.REACTIVATE, new Reactivate(nolwenn, registry.user(mael)));
            Await.done(changeRoles(nolwenn, registry.user(mael), i % 2 == 0 ? TECHNICAL_CONTACT : USER));
        }

        assertEquals(3, registry.portal.mails().size());
        assertEquals(
                List.of("ACTIVE|{TECHNICAL_CONTACT}"),
                registry.rows.query("SELECT state, roles FROM member WHERE account_id = '" + mael.account() + "'"));
        assertEquals(15, registry.portal.journal().size());
    }

    @Test
    void whoHasAnAccountIsNotWrittenToWithoutEndEither() {
        registry.activeAccount("mael.cariou@kervella.example");
        for (var siret : List.of("90000001900019", "90000001900027")) {
            var erwan = registry.member(
                    registry.organisation(siret, "Verrerie"), "erwan.tanguy@v" + siret + ".example", ADMINISTRATOR);
            addElsewhere(erwan, "mael.cariou@kervella.example");
        }

        assertSentTooOften("mael.cariou@kervella.example");
    }

    @Test
    void nobodyIsInvitedAndDisinvitedWithoutEnd() {
        for (var i = 0; i < 2; i++) {
            var mael = add("mael.cariou@kervella.example", USER);
            registry.rows.execute("UPDATE mail SET state = 'SENT', sent_at = created_at");
            Await.done(deactivate(nolwenn, mael.id()));
        }

        assertSentTooOften("mael.cariou@kervella.example");
    }

    private void assertSentTooOften(String address) {
        assertFails(
                Kind.RATE_LIMITED,
                "users.sentTooOften",
                registry.portal.start(MembershipApi.ADD_USER, new AddUser(nolwenn, person(address), List.of(USER))));
    }

    @Test
    void anOrganisationInvitesOnlySoManyADay() {
        registry.rows.execute("INSERT INTO journal (at, event, organisation_id, outcome, detail) SELECT '"
                + registry.clock.instant() + "', 'USER_ADDED', '" + organisation
                + "', 'DONE', '{}' FROM generate_series(1, 200)");

        registry.clock.advance(Duration.ofMinutes(61));
        var refused = assertFails(
                Kind.RATE_LIMITED,
                "users.invitedTooMany",
                registry.portal.start(
                        MembershipApi.ADD_USER,
                        new AddUser(nolwenn, person("mael.cariou@kervella.example"), List.of(USER))));
        assertEquals(List.of("23"), refused.arguments(), "hours");

        registry.clock.advance(refused.retryAfter().orElseThrow());
        add("mael.cariou@kervella.example", USER);
    }

    @Test
    void whoHasActivatedTheirAccountNeedsNoInvitation() {
        var mael = registry.member(organisation, "mael.cariou@kervella.example", USER);

        assertFails(Kind.CONFLICT, "users.activated", sendAgain(registry.user(mael)));
    }

    /** A founder of another organisation who is still in the wizard. */
    private UUID founderElsewhere(String email) {
        var account = registry.pendingAccount(email);
        Await.done(registry.members.addMember(
                registry.database,
                NewMember.founder(
                        UUID.randomUUID(),
                        registry.pendingOrganisation("90000001900019", "Verrerie des Deux Caps"),
                        account,
                        Role.OF_FOUNDER,
                        Member.State.INVITED,
                        registry.clock.instant())));
        return account;
    }

    /** An administrator of another organisation. */
    private Actor elsewhere() {
        return registry.member(
                registry.organisation("90000001900019", "Verrerie des Deux Caps"),
                "erwan.tanguy@verrerie.example",
                ADMINISTRATOR);
    }

    private User addElsewhere(Actor by, String email) {
        return registry.portal
                .ask(MembershipApi.ADD_USER, new AddUser(by, person(email), List.of(USER)))
                .user();
    }

    private User add(String email, Role... roles) {
        return registry.portal
                .ask(MembershipApi.ADD_USER, new AddUser(nolwenn, person(email), List.of(roles)))
                .user();
    }

    private Future<MembershipApi.Users> ask(ListUsers query) {
        return registry.portal.start(MembershipApi.LIST_USERS, query);
    }

    private Future<User> changeRoles(Actor by, UUID user, Role... roles) {
        return registry.portal.start(MembershipApi.CHANGE_ROLES, new ChangeRoles(by, user, List.of(roles)));
    }

    private Future<User> deactivate(Actor by, UUID user) {
        return registry.portal.start(MembershipApi.DEACTIVATE, new Deactivate(by, user));
    }

    private Future<User> sendAgain(UUID user) {
        return registry.portal.start(MembershipApi.SEND_AGAIN, new SendAgain(nolwenn, user));
    }

    private int administrators() {
        return Await.done(registry.members.members(registry.database, organisation)).stream()
                .filter(Member::administers)
                .toList()
                .size();
    }

    private String passwordHash(UUID account) {
        return registry.rows
                .query("SELECT password_hash FROM account WHERE id = '" + account + "'")
                .get(0);
    }

    private void openSession(UUID account) {
        registry.rows.execute("INSERT INTO session (token_hash, id, account_id, kind, channel, created_at,"
                + " last_activity_at, expires_at) VALUES (decode('00', 'hex'), gen_random_uuid(), '" + account
                + "', 'OPEN', 'BROWSER', '2026-11-24T09:00:00Z', '2026-11-24T09:00:00Z', '2026-11-24T21:00:00Z')");
    }

    private static Future<String> outcome(Future<?> act) {
        return act.transform(outcome -> Future.succeededFuture(
                outcome.succeeded() ? "done" : outcome.cause().getMessage()));
    }

    public static Failure assertFails(Kind kind, String message, Future<?> act) {
        var failure = assertInstanceOf(Failure.class, Await.failure(act));
        assertEquals(kind + " " + message, failure.kind() + " " + failure.messageId());
        return failure;
    }
}
