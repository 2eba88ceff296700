package eu.parvis.registration.person;

import static eu.parvis.registration.person.PersonDoor.location;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import eu.parvis.Await;
import eu.parvis.Statements;
import eu.parvis.http.Browser;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An address that has an account looks like one that has none: the same pages and answers, and the same statements. Only
 * the content of the mail differs.
 */
class KnownAddressTest {

    private static final String UNKNOWN = "n.new@deuxrives.example";
    private static final String KNOWN = "ada.lovelace@deuxrives.example";

    /** Of the known one, in other letters. */
    private static final String CAPITALS = "Ada.Lovelace@deuxrives.example";

    /** Was that of an account until yesterday. */
    private static final String FORMER = "m.old@deuxrives.example";

    private static final List<String> ALL = List.of(UNKNOWN, KNOWN, CAPITALS, FORMER);

    private final Statements statements = new Statements();
    private Vertx vertx;
    private PersonDoor door;

    @BeforeEach
    void anAccount() {
        vertx = statements.vertx();
        door = new PersonDoor(vertx);
        new People(door).account(KNOWN);
        new People(door).former(FORMER, "m.present@deuxrives.example");
        // The first of each kind prepares its statements and templates.
        visit("warm@deuxrives.example");
        door.portal.clock.advance(Duration.ofHours(2));
    }

    @AfterEach
    void close() {
        Await.done(vertx.close());
    }

    /** What a visitor sees, from the form to a mail that is sent again; and the statements of each act. */
    private List<String> visit(String email) {
        // The same form in other letters would go on with the registration before.
        door.portal.database.execute("DELETE FROM person_registration");
        var browser = door.portal.browser();
        var seen = new ArrayList<String>();
        var waiting = new String[1];
        act(seen, browser, visitor -> {
            var answer = visitor.post("/register/person", PersonDoor.form("person.email", email));
            waiting[0] = location(answer);
            return answer;
        });
        act(seen, browser, visitor -> visitor.get(waiting[0]));
        for (var i = 0; i < 6; i++) {
            act(seen, browser, visitor -> visitor.post(waiting[0] + "/code", "code", "000000"));
        }
        door.portal.database.execute("UPDATE mail SET state = 'SENT', sent_at = created_at");
        act(seen, browser, visitor -> visitor.post(waiting[0] + "/mails", "kind", "VERIFICATION"));
        door.portal.clock.advance(Duration.ofMinutes(3));
        act(seen, browser, visitor -> visitor.post(waiting[0] + "/mails", "kind", "VERIFICATION"));
        act(seen, browser, visitor -> visitor.get(waiting[0]));
        act(seen, browser, visitor -> visitor.post(waiting[0] + "/code", "code", "000000"));
        door.portal.clock.advance(Duration.ofDays(1));
        act(seen, browser, visitor -> visitor.post(waiting[0] + "/code", "code", "000000"));
        return seen.stream().map(text -> text.replace(waiting[0], "WAITING")).toList();
    }

    private void act(List<String> seen, Browser browser, Function<Browser, HttpResponse<Buffer>> act) {
        var answer = new ArrayList<HttpResponse<Buffer>>();
        var run = statements.of(() -> answer.add(act.apply(browser)));
        seen.add(withoutTheirs(answer.get(0)));
        seen.add(String.join(
                "\n", run.stream().filter(KnownAddressTest::isOfTheVisit).toList()));
    }

    /** The duties of other verticles run beside the visit. */
    private static boolean isOfTheVisit(String statement) {
        return statement.matches("(?s).*\\b(account|person_registration|mail|journal|BEGIN|COMMIT)\\b.*")
                && !statement.matches("(?s).*\\b(lease_until|work|recovery_request|FOR UPDATE SKIP LOCKED)\\b.*");
    }

    /** Removes the allowed differences: the typed address, ids, references and times. */
    private static String withoutTheirs(HttpResponse<Buffer> answer) {
        var page = answer.bodyAsString() == null ? "" : answer.bodyAsString();
        // The foot says whether the support is open at the time of the visit.
        var body = page.substring(0, Math.max(page.indexOf("</main>"), 0));
        for (var email : ALL) {
            body = body.replace(email, "ADDRESS").replace(email.charAt(0) + "•••@", "A•••@");
        }
        return answer.statusCode() + " " + location(answer) + " " + answer.getHeader("Retry-After") + " "
                + body.replaceAll("[A-Z0-9]{4}-[A-Z0-9]{4}", "REFERENCE")
                        .replaceAll("\\b\\d{1,2}:\\d{2}\\b", "TIME")
                        .replaceAll("\\d{1,2} \\w+ 2\\d{3}", "DAY")
                        .replaceAll("/register/person/[0-9a-f]{16}", "REGISTRATION");
    }

    @Test
    void aVisitorSeesTheSameAndThePortalDoesTheSame() {
        var unknown = visit(UNKNOWN);
        var known = visit(KNOWN);
        var capitals = visit(CAPITALS);
        var former = visit(FORMER);

        for (var i = 0; i < unknown.size(); i++) {
            assertEquals(unknown.get(i), known.get(i), "step " + i);
            assertEquals(unknown.get(i), capitals.get(i), "step " + i);
            assertEquals(unknown.get(i), former.get(i), "step " + i);
        }
        assertFalse(unknown.get(1).isEmpty(), "statements are recorded");
        assertEquals(
                List.of(
                        "account-exists-person " + KNOWN,
                        "account-exists-person " + KNOWN,
                        "verify-email " + UNKNOWN,
                        "verify-email " + UNKNOWN),
                door.portal.mails().stream()
                        .filter(mail -> mail.endsWith(KNOWN) || mail.endsWith(UNKNOWN))
                        .sorted()
                        .distinct()
                        .flatMap(mail -> Stream.of(mail, mail))
                        .toList());
    }

    @Test
    void programsGetTheSameAnswers() {
        var answers = ALL.stream()
                .map(email -> door.portal.api().post("/registrations/people", PersonDoor.body(email)))
                .map(answer -> answer.status() + answer.body().toString())
                .map(text ->
                        text.replaceAll("\"(id|token|at)\":\"[^\"]*\"", "$1").replaceAll("\"to\":\"[^\"]*\"", "to"))
                .toList();

        assertEquals(answers.get(0), answers.get(1));
        assertEquals(answers.get(0), answers.get(2));
        assertEquals(answers.get(0), answers.get(3));
    }

    /** Otherwise a change of the address by a stranger could not be undone. */
    @Test
    void aFormerAddressIsReservedAndItsReaderIsToldWhy() {
        door.register("person.email", FORMER);

        assertEquals(
                List.of(FORMER + "|"
                        + door.rows("SELECT identifier FROM account WHERE email LIKE 'm.present%'")
                                .get(0) + "|2026-12-31T00:00:00Z"),
                door.rows("SELECT recipient, content ->> 'identifier', content ->> 'validUntil' FROM mail"
                        + " WHERE occasion = 'address-reserved' AND group_id IN (SELECT id FROM person_registration)"));
    }

    @Test
    void anAddressThatWasGivenUpMeanwhileProvesNothing() {
        var waiting = door.register("person.email", UNKNOWN);
        var code = door.code();
        new People(door).former(UNKNOWN, "n.present@deuxrives.example");

        assertEquals(waiting, location(door.browser.post(waiting + "/code", "code", code)));

        assertEquals(
                List.of("TAKEN"), door.rows("SELECT state FROM person_registration WHERE email = '" + UNKNOWN + "'"));
        assertEquals(List.of("0"), door.rows("SELECT count(*) FROM account WHERE email = '" + UNKNOWN + "'"));
    }

    @Test
    void noCodeProvesAnAddressThatHasAnAccount() {
        var browser = door.portal.browser();
        PersonDoor.register(browser, "person.email", KNOWN);

        assertEquals(
                List.of("f|t"),
                door.rows("SELECT code_mac ~ '^[0-9]{6}$', length(code_mac) = 43 FROM person_registration"
                        + " WHERE email_key = '" + KNOWN + "'"));
        assertEquals(List.of("f"), door.rows("SELECT sealed IS NOT NULL FROM mail WHERE recipient = '" + KNOWN + "'"));
    }
}
