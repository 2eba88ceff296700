package eu.parvis.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import eu.parvis.FreePort;
import eu.parvis.TestPortal;
import eu.parvis.account.Login;
import eu.parvis.company.CompanyCapability;
import eu.parvis.mail.MailApi;
import eu.parvis.mail.MailCapability;
import eu.parvis.organisation.OrganisationCapability;
import eu.parvis.registration.organisation.RegistrationCapability;
import eu.parvis.session.SessionCapability;
import eu.parvis.signin.password.SigninCapability;
import eu.parvis.signin.recovery.RecoveryApi;
import eu.parvis.signin.recovery.RecoveryCapability;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Of several mails with a temporary password, the one that arrives last holds the password that works. The mail server
 * is away at times, so that a retried mail could arrive after a newer one.
 */
@ExtendWith(VertxExtension.class)
class LastPasswordMailTest {

    private static final String INES = "ines@rives.example";
    private static final Pattern PASSWORD = Pattern.compile("(?m)^([A-Za-z0-9.;!?]{10})$");

    private final int port = FreePort.find();
    private GreenMail server = server();
    private TestPortal portal;
    private JsonObject registration;

    @BeforeEach
    void open(Vertx vertx) {
        server.start();
        portal = new TestPortal(
                vertx,
                Map.of(
                        "smtp.host",
                        "127.0.0.1",
                        "smtp.port",
                        String.valueOf(port),
                        "company.directoryUrl",
                        "",
                        "company.viesUrl",
                        "",
                        "registration.waitingPage",
                        "P10D"),
                MailCapability.DESCRIPTOR,
                CompanyCapability.DESCRIPTOR,
                SessionCapability.DESCRIPTOR,
                OrganisationCapability.DESCRIPTOR,
                MembershipCapability.DESCRIPTOR,
                SigninCapability.DESCRIPTOR,
                RecoveryCapability.DESCRIPTOR,
                RegistrationCapability.DESCRIPTOR);
    }

    @AfterEach
    void close() {
        portal.stop(MailCapability.DESCRIPTOR);
        server.stop();
    }

    private GreenMail server() {
        return new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    }

    @Test
    void ofRecoveriesThatOvertakeTheirFirstMail() {
        register();
        delivered();
        goesAway();
        recover();
        untilDelayed();
        comesBack();

        IntStream.range(0, 3).forEach(i -> recover());
        delivered();

        assertLastOneOpens(1);
    }

    @Test
    void ofRecoveriesAtOnce() {
        register();
        delivered();

        var asked = IntStream.range(0, 3)
                .mapToObj(i -> portal.start(
                        RecoveryApi.RECOVER_PASSWORD, new RecoveryApi.RecoverPassword(Login.parse(INES), "192.0.2.1")))
                .toList();
        asked.forEach(eu.parvis.Await::done);
        untilWorked();
        delivered();

        assertLastOneOpens(2);
    }

    @Test
    void ofRecoveriesThatAreEachDelivered() {
        register();
        for (var i = 0; i < 3; i++) {
            delivered();
            recover();
        }
        delivered();

        assertLastOneOpens(4);
    }

    @Test
    void ofARecoveryThatOvertakesTheMailOfTheRegistration() {
        goesAway();
        register();
        untilDelayed();
        comesBack();

        recover();
        delivered();

        assertLastOneOpens(1);
    }

    @Test
    void ofAFirstMailSentAgainThatOvertakesARecovery() {
        register();
        delivered();
        goesAway();
        recover();
        untilDelayed();
        comesBack();
        portal.database.execute(
                "UPDATE mail SET next_attempt_at = next_attempt_at + interval '1 hour' WHERE state = 'DELAYED'");
        portal.clock.advance(Duration.ofMinutes(3));

        sendAgain("PASSWORD");
        assertFalse(portal.journal().contains("MAIL_SENT_AGAIN DONE"), "the mail of the recovery serves");
        delivered();

        assertLastOneOpens(1);
    }

    @Test
    void ofFirstMailsSentAgain() {
        goesAway();
        register();
        untilDelayed();
        portal.clock.advance(Duration.ofMinutes(3));
        sendAgain("PASSWORD");
        comesBack();
        portal.clock.advance(Duration.ofMinutes(3));
        sendAgain("PASSWORD");
        delivered();
        portal.clock.advance(Duration.ofMinutes(3));
        sendAgain("PASSWORD");
        delivered();

        assertLastOneOpens(2);
    }

    /** Afterwards the mail that has waited too long is not sent any more. */
    @Test
    void ofAFirstMailThatWaitsLongerThanItsPasswordIsValid() {
        goesAway();
        register();
        untilDelayed();
        portal.database.execute("UPDATE mail SET next_attempt_at = next_attempt_at + interval '80 hours'");
        portal.clock.advance(Duration.ofHours(73));
        sendAgain("PASSWORD");
        comesBack();
        portal.clock.advance(Duration.ofHours(10));
        delivered();

        assertLastOneOpens(1);
    }

    @Test
    void itSaysWhenItsPasswordWasIssuedAndThatTheLastOneCounts() {
        register();
        delivered();

        var text = texts(server).filter(mail -> PASSWORD.matcher(mail).find()).findFirst();

        assertTrue(text.orElseThrow().replace('\n', ' ').contains("émis en dernier"), text::orElseThrow);
        var issued = Pattern.compile(
                        "émis le \\d+ novembre 2026 à \\d+\u00a0h\u00a0\\d\\d\u00a0min\u00a0\\d\\d\u00a0s \\(")
                .matcher(text.orElseThrow().replace('\n', ' '));
        assertTrue(issued.find(), text::orElseThrow);
    }

    private void register() {
        var answer = portal.api().post("/registrations/organisations", new JsonObject("""
                {"organisation":{"registeredIn":"OTHER","identificationNumber":"RC 2026 0042","type":"COMPANY",
                 "name":"Atelier du Port","phone":"+33 2 61 91 24 60","address":"14 quai de l’Odet",
                 "postcode":"98800","town":"Nouméa","region":"Province Sud","country":"NC"},
                 "administrator":{"firstName":"Inès","lastName":"Rives","phone":"+33 6 39 98 41 27",
                 "email":"%1$s","emailConfirmation":"%1$s"},"language":"fr"}
                """.formatted(INES)));
        assertEquals(201, answer.status(), answer::toString);
        registration = answer.json();
    }

    private void sendAgain(String kind) {
        var answer = portal.api()
                .bearer(registration.getString("token"))
                .post("/registrations/" + registration.getString("id") + "/mails", new JsonObject().put("kind", kind));
        assertEquals(202, answer.status(), answer::toString);
    }

    private void recover() {
        assertEquals(
                303, portal.browser().post("/forgot-password", "login", INES).statusCode());
        untilWorked();
    }

    private void untilWorked() {
        until("0", "SELECT count(*) FROM recovery_request");
    }

    private void untilDelayed() {
        until("0", "SELECT count(*) FROM mail WHERE state = 'QUEUED' OR lease_until IS NOT NULL AND state = 'DELAYED'");
    }

    private void goesAway() {
        server.stop();
    }

    private void comesBack() {
        server = server();
        server.start();
    }

    /** Lets time pass until no mail waits. */
    private void delivered() {
        for (var tries = 0; tries < 60; tries++) {
            portal.bus.publish(MailApi.QUEUED, new MailApi.Queued());
            if (is("0", "SELECT count(*) FROM mail WHERE state IN ('QUEUED', 'DELAYED')")) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            portal.clock.advance(Duration.ofMinutes(2));
        }
        throw new AssertionError(portal.database.query("SELECT * FROM mail").toString());
    }

    private void until(String expected, String query) {
        for (var tries = 0; tries < 200 && !is(expected, query); tries++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        assertEquals(List.of(expected), portal.database.query(query));
    }

    private boolean is(String expected, String query) {
        return portal.database.query(query).equals(List.of(expected));
    }

    /** @param mails the smallest number of mails with a password since the mail server was last started */
    private void assertLastOneOpens(int mails) {
        var passwords = texts(server)
                .flatMap(text -> PASSWORD.matcher(text).results())
                .map(MatchResult::group)
                .toList();
        assertTrue(passwords.size() >= mails, passwords::toString);
        var last = passwords.get(passwords.size() - 1);
        var identifier = portal.database.query("SELECT identifier FROM account").get(0);
        var answer = portal.browser().post("/sign-in", "login", identifier, "password", last);
        assertEquals("/activation", answer.getHeader("Location"), passwords::toString);
    }

    private static Stream<String> texts(GreenMail server) {
        return Arrays.stream(server.getReceivedMessages()).map(LastPasswordMailTest::text);
    }

    private static String text(MimeMessage mail) {
        try {
            var text = ((MimeMultipart) mail.getContent()).getBodyPart(0);
            return text.getContent().toString().replace("\r\n", "\n");
        } catch (IOException | MessagingException e) {
            throw new AssertionError(e);
        }
    }
}
