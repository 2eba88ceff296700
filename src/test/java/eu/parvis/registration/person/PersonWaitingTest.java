package eu.parvis.registration.person;

import static eu.parvis.registration.person.PersonDoor.EMAIL;
import static eu.parvis.registration.person.PersonDoor.location;
import static eu.parvis.registration.person.PersonDoor.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Between the form and the proof: mails sent again, expired links and codes, corrected addresses, reminders, removal. */
@ExtendWith(VertxExtension.class)
class PersonWaitingTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final String SENT = "UPDATE mail SET state = 'SENT', sent_at = created_at";

    private PersonDoor door;
    private UnverifiedSweep sweep;

    @BeforeEach
    void start(Vertx vertx) {
        door = new PersonDoor(vertx, Map.of("recovery.pause", "PT0S"));
        sweep = new UnverifiedSweep(PersonServices.of(door.portal.foundation));
    }

    private void sweep() {
        Await.done(sweep.sweep());
    }

    @Test
    void aMailThatIsOnItsWayIsNotWrittenTwice() {
        var waiting = door.register();
        assertEquals(
                429,
                door.browser.post(waiting + "/mails", "kind", "VERIFICATION").statusCode());
        door.portal.clock.advance(Duration.ofMinutes(3));

        var again = door.browser.post(waiting + "/mails", "kind", "VERIFICATION");

        assertEquals(waiting + "?done=again", location(again));
        assertEquals(1, door.portal.mails().size());
    }

    @Test
    void aMailSentAgainBringsANewCodeAndTheLinkBeforeStillWorks() {
        var waiting = door.register();
        var code = door.code();
        var token = door.token();
        door.portal.database.execute(SENT);
        door.portal.clock.advance(Duration.ofMinutes(3));

        door.browser.post(waiting + "/mails", "kind", "VERIFICATION");

        assertNotEquals(token, door.token());
        assertEquals(400, door.browser.post(waiting + "/code", "code", code).statusCode());
        assertEquals(303, door.browser.post(open(door.browser, token)).statusCode());
        assertEquals(List.of("VERIFIED"), door.rows("SELECT state FROM person_registration"));
    }

    @Test
    void oneClickReplacesAnExpiredLinkAndNothingTypedIsLost() {
        var waiting = door.register();
        var token = door.token();
        var code = door.code();
        door.portal.database.execute(SENT);
        door.portal.clock.advance(DAY.minusSeconds(1));
        assertEquals(200, door.browser.get(open(door.browser, token)).statusCode());
        door.portal.clock.advance(Duration.ofSeconds(1));

        var expired = door.browser.post(waiting + "/code", "code", code);
        assertEquals(410, expired.statusCode());
        assertTrue(expired.bodyAsString().contains("The time of this code is over"), expired::bodyAsString);
        var reader = door.portal.browser();
        var page = open(reader, token);
        assertEquals(410, reader.get(page).statusCode());
        assertEquals(410, reader.post(page).statusCode());
        assertEquals("/verify/sent", location(reader.post(page + "/renew")));

        reader.post(open(reader, door.token()));
        assertEquals(List.of("Nolwenn|ACTIVE"), door.rows("SELECT first_name, state FROM account"));
    }

    @Test
    void aCorrectedAddressMakesLinkAndCodeOfTheFormerOneInvalid() {
        var waiting = door.register("person.email", "nolwen@kervella.example");
        var token = door.token();
        var code = door.code();

        var corrected = door.browser.post(waiting + "/email", "email", EMAIL, "emailConfirmation", EMAIL);

        assertEquals(waiting + "?done=corrected", location(corrected));
        assertEquals(List.of("verify-email " + EMAIL), door.portal.mails());
        assertEquals(400, door.browser.post(waiting + "/code", "code", code).statusCode());
        var stranger = door.portal.browser();
        var page = open(stranger, token);
        assertEquals(410, stranger.get(page).statusCode());
        assertEquals(
                410, stranger.post(page + "/renew").statusCode(), "a stranger cannot send mails to the new address");
        assertEquals(410, stranger.post(page + "/deny").statusCode());
        assertEquals(
                303, door.browser.post(waiting + "/code", "code", door.code()).statusCode());
        assertEquals(List.of(EMAIL), door.rows("SELECT email FROM account"));
    }

    @Test
    void aPersonIsRemindedADayBeforeTheRegistrationIsDeleted() {
        var waiting = door.register();
        var code = door.rows("SELECT code_mac, code_expires_at FROM person_registration");
        door.portal.database.execute(SENT);
        door.portal.clock.advance(DAY.multipliedBy(6).minusSeconds(1));
        sweep();
        assertEquals(1, door.portal.mails().size());
        door.portal.clock.advance(Duration.ofSeconds(1));

        sweep();
        sweep();

        assertEquals(List.of("verify-email " + EMAIL, "verify-email-reminder " + EMAIL), door.portal.mails());
        assertEquals(code, door.rows("SELECT code_mac, code_expires_at FROM person_registration"));
        door.portal.clock.advance(DAY.minusSeconds(1));
        sweep();
        assertEquals(200, door.browser.get(waiting).statusCode());
        assertEquals(303, door.browser.post(open(door.browser, door.token())).statusCode());
    }

    @Test
    void aRegistrationThatNobodyProvesIsDeletedAfterSevenDays() {
        var waiting = door.register();
        var token = door.token();
        door.portal.clock.advance(DAY.multipliedBy(7));

        sweep();

        assertEquals(List.of(), door.rows("SELECT id FROM person_registration"));
        assertEquals(404, door.browser.get(waiting).statusCode());
        var page = open(door.browser, token);
        assertEquals(410, door.browser.get(page).statusCode());
        assertEquals(410, door.browser.post(page + "/renew").statusCode());
    }

    @Test
    void anOwnerOfAnAccountIsNotReminded() {
        new People(door).account(EMAIL);
        door.register();
        door.portal.clock.advance(DAY.multipliedBy(6));

        sweep();

        assertEquals(List.of("account-exists-person " + EMAIL), door.portal.mails());
        assertEquals(List.of("t"), door.rows("SELECT reminded_at IS NOT NULL FROM person_registration"));
    }

    @Test
    void aForgottenPasswordOfAnUnprovedAddressIsAnsweredWithTheProof() {
        door.register();
        door.portal.database.execute(SENT);
        door.portal.clock.advance(Duration.ofMinutes(1));

        door.browser.post("/forgot-password", "login", EMAIL);

        for (var patience = 0; patience < 100 && door.portal.mails().size() < 2; patience++) {
            pause();
        }
        assertEquals(List.of("verify-email " + EMAIL, "verify-email-reminder " + EMAIL), door.portal.mails());
        assertEquals(303, door.browser.post(open(door.browser, door.token())).statusCode());
        assertEquals(List.of("ACTIVE"), door.rows("SELECT state FROM account"));
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPageWhoseAddressWasProvedElsewhereSaysSo() {
        var waiting = door.register();
        var reader = door.portal.browser();
        reader.post(open(reader, door.token()));

        var page = door.browser.getInBackground(waiting);

        assertEquals(200, page.statusCode());
        assertTrue(page.bodyAsString().contains("Your email address has been verified"), page::bodyAsString);
        assertEquals(
                409,
                door.browser.post(waiting + "/mails", "kind", "VERIFICATION").statusCode());
        assertEquals(
                409,
                door.browser
                        .post(waiting + "/email", "email", "n@k.example", "emailConfirmation", "n@k.example")
                        .statusCode());
    }
}
