package eu.parvis.registration.person;

import static eu.parvis.registration.person.PersonDoor.EMAIL;
import static eu.parvis.registration.person.PersonDoor.PASSWORD;
import static eu.parvis.registration.person.PersonDoor.location;
import static eu.parvis.registration.person.PersonDoor.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The door of a person (CS-01 to CS-07) in a browser without scripts. */
@ExtendWith(VertxExtension.class)
class PersonRegistrationTest {

    private PersonDoor door;

    @BeforeEach
    void start(Vertx vertx) {
        door = new PersonDoor(vertx);
    }

    @Test
    void aPersonWhoProvesTheAddressByTheCodeSignsInWithIt() {
        var waiting = door.register();
        assertEquals(List.of("verify-email " + EMAIL), door.portal.mails());
        assertEquals(List.of(), door.rows("SELECT id FROM account"), "no account before the proof");

        var proved = door.browser.post(waiting + "/code", "code", door.code());

        assertEquals(waiting, location(proved));
        var page = door.browser.get(waiting).bodyAsString();
        assertTrue(page.contains("Your email address has been verified"), page);
        assertTrue(page.contains("value=\"" + EMAIL + "\""), "the address is filled in");
        assertEquals(List.of("ACTIVE|DONE|CHOSEN"), door.rows("SELECT state, step, password_kind FROM account"));
        assertEquals("/home", location(door.browser.post("/sign-in", "login", EMAIL, "password", PASSWORD)));
    }

    @Test
    void aPersonWhoProvesTheAddressByTheLinkSignsInWithItInAnotherBrowser() {
        door.register();
        var reader = door.portal.browser();
        var page = open(reader, door.token());
        var asked = reader.get(page).bodyAsString();
        assertTrue(asked.contains("Nolwenn Kervella"), asked);
        assertTrue(asked.contains("n•••@kervella.example"), asked);
        assertFalse(asked.contains(EMAIL), "the address is masked");
        assertFalse(page.contains(door.token()), "the token leaves the address");

        assertEquals(page, location(reader.post(page)));

        assertTrue(reader.get(page).bodyAsString().contains("Your email address has been verified"));
        assertEquals("/home", location(reader.post("/sign-in", "login", EMAIL, "password", PASSWORD)));
    }

    /** Somebody ordered a certificate for this person before the account existed. */
    @Test
    void aPersonWhoProvesTheAddressIsTheHolderOfTheRequestsThatNameIt() {
        door.portal.database.execute(
                "INSERT INTO account (id, identifier, email, email_key, first_name, last_name, language, state, step,"
                        + " password_hash, password_kind, password_changed_at, created_at, activated_at)"
                        + " VALUES (gen_random_uuid(), 'KM402717', 'a@k.example', 'a@k.example', 'Aude', 'Le Goff', 'fr',"
                        + " 'ACTIVE', 'DONE', '-', 'CHOSEN', now(), now(), now())",
                "INSERT INTO request (id, number, product, ordered_by, holder_kind, holder_email, language, state,"
                        + " state_since, submitted_at, created_at, changed_at, search)"
                        + " SELECT gen_random_uuid(), 550000, 'ID_RGS_1', id, 'PERSON', 'Nolwenn@kervella.example', 'fr',"
                        + " 'REGISTERED', now(), now(), now(), now(), '' FROM account");
        var waiting = door.register();
        assertEquals(List.of("1"), door.rows("SELECT count(*) FROM request WHERE holder_id IS NULL"));

        door.browser.post(waiting + "/code", "code", door.code());

        assertEquals(List.of(EMAIL), door.rows("SELECT email FROM account JOIN request ON holder_id = account.id"));
    }

    /** Programs that check mails open the links in them. */
    @Test
    void openingTheLinkChangesNothing() {
        door.register();
        var before = door.rows("SELECT * FROM person_registration");
        var scanner = door.portal.browser();

        for (var i = 0; i < 3; i++) {
            assertEquals(200, scanner.get(open(scanner, door.token())).statusCode());
        }

        assertEquals(before, door.rows("SELECT * FROM person_registration"));
        assertEquals(List.of(), door.rows("SELECT id FROM account"));
    }

    @Test
    void aUsedLinkLeadsToSignIn() {
        door.register();
        var token = door.token();
        door.browser.post(open(door.browser, token));
        var again = door.portal.browser();

        var page = again.get(open(again, token)).bodyAsString();

        assertTrue(page.contains("Your email address has been verified"), page);
        assertTrue(page.contains("action=\"/sign-in\""), page);
    }

    @Test
    void theSameFormSentTwiceIsOneRegistrationAndOneMail() {
        var first = door.register();

        assertEquals(first, door.register());

        assertEquals(List.of("1"), door.rows("SELECT count(*) FROM person_registration"));
        assertEquals(1, door.portal.mails().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s %s", "%s-%s", " %s\u00a0%s "})
    void aCodeMayBePastedWithSpaces(String pasted) {
        var waiting = door.register();
        var code = door.code();

        var answer =
                door.browser.post(waiting + "/code", "code", pasted.formatted(code.substring(0, 3), code.substring(3)));

        assertEquals(303, answer.statusCode(), answer::bodyAsString);
    }

    @Test
    void afterFiveWrongCodesOnlyThatOfANewMailWorksAndNothingIsLost() {
        var waiting = door.register();
        var code = door.code();
        for (var i = 0; i < 5; i++) {
            var wrong = door.browser.post(waiting + "/code", "code", door.wrongCode());
            assertEquals(400, wrong.statusCode());
            assertTrue(wrong.bodyAsString().contains("href=\"#code\""), wrong::bodyAsString);
        }

        var dead = door.browser.post(waiting + "/code", "code", code);
        assertEquals(409, dead.statusCode());
        assertTrue(dead.bodyAsString().contains("Send the message again"), dead::bodyAsString);
        assertEquals(List.of("WAITING|5"), door.rows("SELECT state, code_tries FROM person_registration"));

        door.portal.clock.advance(Duration.ofMinutes(3));
        door.browser.post(waiting + "/mails", "kind", "VERIFICATION");
        assertEquals(
                303, door.browser.post(waiting + "/code", "code", door.code()).statusCode());
        assertEquals(List.of("VERIFIED"), door.rows("SELECT state FROM person_registration"));
    }

    @Test
    void theLanguageButtonBringsTheFormBackWithWhatWasTyped() {
        var form = PersonDoor.form("person.lastName", "Kervella <é>", "passwordConfirmation", "other");
        var sent = Arrays.copyOf(form, form.length + 2);
        sent[form.length] = "lang";
        sent[form.length + 1] = "fr";
        assertTrue(door.browser
                .get("/register/person")
                .bodyAsString()
                .contains("form=\"person\" name=\"lang\" value=\"fr\""));

        var french = door.browser.post("/register/person", sent);

        assertEquals(200, french.statusCode(), french::bodyAsString);
        assertTrue(french.bodyAsString().contains("lang=\"fr\""), french::bodyAsString);
        assertTrue(french.bodyAsString().contains("value=\"Kervella &lt;é&gt;\""), french::bodyAsString);
        assertTrue(french.bodyAsString().contains("value=\"" + EMAIL + "\""), french::bodyAsString);
        assertTrue(french.bodyAsString().contains("name=\"lang\" value=\"en\""), french::bodyAsString);
        assertFalse(french.bodyAsString().contains(PASSWORD), french::bodyAsString);
        assertTrue(french.bodyAsString().contains("n’a pas été gardée"), french::bodyAsString);
        assertFalse(french.bodyAsString().contains("class=\"error\""), "an unfinished form has no errors yet");
        assertEquals(List.of(), door.rows("SELECT id FROM person_registration"));
        assertTrue(door.browser.get("/sign-in").bodyAsString().contains("lang=\"fr\""), "the choice is kept");
    }

    /** Or expired: then another mail is the only way. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCodeThatIsOverIsNotAskedForAndAnotherMailIsTheMainAct(boolean expired) {
        var waiting = door.register();
        var again = "<button class=\"button\" id=\"again-verification\"";
        var usable = door.browser.get(waiting).bodyAsString();
        assertTrue(usable.contains("name=\"code\""), usable);
        assertFalse(usable.contains(again), usable);
        if (expired) {
            door.portal.clock.advance(Duration.ofDays(2));
        }
        for (var i = 0; i < 5 && !expired; i++) {
            door.browser.post(waiting + "/code", "code", door.wrongCode());
        }

        for (var page :
                List.of(door.browser.get(waiting), door.browser.post(waiting + "/code", "code", door.wrongCode()))) {
            assertTrue(page.bodyAsString().contains("The code in the message no longer works"), page::bodyAsString);
            assertFalse(page.bodyAsString().contains("name=\"code\""), page::bodyAsString);
            assertTrue(page.bodyAsString().contains(again), page::bodyAsString);
        }

        door.portal.clock.advance(Duration.ofMinutes(3));
        door.browser.post(waiting + "/mails", "kind", "VERIFICATION");
        assertTrue(door.browser.get(waiting).bodyAsString().contains("name=\"code\""));
    }

    @Test
    void theLinkWorksAfterWrongCodes() {
        var waiting = door.register();
        for (var i = 0; i < 6; i++) {
            door.browser.post(waiting + "/code", "code", door.wrongCode());
        }

        door.browser.post(open(door.browser, door.token()));

        assertEquals(List.of("VERIFIED"), door.rows("SELECT state FROM person_registration"));
    }

    @Test
    void whoeverDidNotRegisterDeletesIt() {
        var waiting = door.register();
        var code = door.code();
        var reader = door.portal.browser();
        var page = open(reader, door.token());

        assertEquals("/verify/denied", location(reader.post(page + "/deny")));

        assertEquals(List.of(), door.rows("SELECT id FROM person_registration"));
        assertEquals(List.of(), door.portal.mails());
        assertEquals(404, door.browser.post(waiting + "/code", "code", code).statusCode());
        assertEquals(410, reader.post(page).statusCode());
        assertEquals(List.of(), door.rows("SELECT id FROM account"));
    }

    @Test
    void anAccountThatExistsIsNotDeletedByAnOldLink() {
        var waiting = door.register();
        var token = door.token();
        door.browser.post(waiting + "/code", "code", door.code());

        assertEquals(409, door.browser.post(open(door.browser, token) + "/deny").statusCode());

        assertEquals(List.of("1"), door.rows("SELECT count(*) FROM account"));
    }

    @Test
    void ofTwoRegistrationsWithOneAddressTheFirstProvedBecomesTheAccount() {
        var first = door.register();
        var code = door.code();
        var other = door.portal.browser();
        door.portal.clock.advance(Duration.ofSeconds(1));
        var second = PersonDoor.register(other, "person.firstName", "Nina");
        other.post(second + "/code", "code", door.code());

        door.browser.post(first + "/code", "code", code);

        var page = door.browser.get(first).bodyAsString();
        assertTrue(page.contains("This address already has an account"), page);
        assertTrue(page.contains("value=\"" + EMAIL + "\""), page);
        assertEquals(List.of("Nina"), door.rows("SELECT first_name FROM account"));
    }

    @ParameterizedTest
    @CsvSource({
        "person.firstName, '', person-firstName",
        "person.lastName, '', person-lastName",
        "person.email, nolwenn@kervella, person-email",
        "password, Nolwenn-2026!, password",
        "password, Password1!, password",
        "password, court1A!x, passwordConfirmation"
    })
    void whatIsWrongIsSaidAtItsFieldAndTheRestIsKept(String field, String value, String at) {
        var page = door.browser.post("/register/person", PersonDoor.form(field, value));

        assertEquals(400, page.statusCode());
        assertTrue(page.bodyAsString().contains("href=\"#" + at + "\""), page::bodyAsString);
        assertTrue(field.endsWith("Name") || page.bodyAsString().contains("value=\"Kervella\""), page::bodyAsString);
        assertFalse(page.bodyAsString().contains(PASSWORD), "no password is shown again");
        assertEquals(List.of(), door.rows("SELECT id FROM person_registration"));
    }

    @Test
    void everyFaultIsSaidAtOnce() {
        var page = door.browser
                .post("/register/person", PersonDoor.form("person.firstName", "", "password", "kurz"))
                .bodyAsString();

        assertTrue(page.contains("href=\"#person-firstName\""), page);
        assertTrue(page.contains("href=\"#password\""), page);
        assertTrue(page.contains("href=\"#passwordConfirmation\""), page);
    }

    @Test
    void neitherPasswordNorCodeNorLinkIsReadableInTheDatabase() {
        door.register();

        assertEquals(List.of("t"), door.rows("SELECT password_hash LIKE '$argon2id$%' FROM person_registration"));
        var everything = String.join("\n", door.rows("SELECT person_registration::text FROM person_registration"))
                + String.join("\n", door.rows("SELECT mail::text FROM mail"));
        assertFalse(everything.contains(door.code()), everything);
        assertFalse(everything.contains(door.token()), everything);
        assertFalse(everything.contains(PASSWORD), everything);
    }

    @Test
    void theRegistrationOfAnotherBrowserLooksLikeNone() {
        var waiting = door.register();

        assertEquals(404, door.portal.browser().get(waiting).statusCode());
        assertEquals(
                404,
                door.portal
                        .browser()
                        .post(waiting + "/code", "code", door.code())
                        .statusCode());
    }

    @Test
    void anUnprovedAddressDoesNotSignIn() {
        door.register();

        var refused = door.browser.post("/sign-in", "login", EMAIL, "password", PASSWORD);

        assertEquals(401, refused.statusCode());
    }
}
