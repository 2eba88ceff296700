package eu.parvis.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import eu.parvis.Await;
import eu.parvis.TestFoundation;
import eu.parvis.bus.Bus;
import eu.parvis.mail.MailApi.State;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The outbox through its addresses, with a real mail server. */
@ExtendWith(VertxExtension.class)
class MailVerticleTest {

    private static final String JEANNE = "jeanne@verrerie.example";

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private Vertx vertx;
    private Outbox outbox;
    private Bus bus;
    private String deployment;

    @BeforeEach
    void deploy(Vertx machine) {
        vertx = machine;
        server.start();
        outbox = new Outbox(vertx);
        bus = Bus.on(vertx, new SimpleMeterRegistry());
        deploy(Map.of("brand.name", "Fidélys & Compagnie, tiers de confiance"));
    }

    private void deploy(Map<String, String> changes) {
        var configuration = outbox.configuration(server.getSmtp().getPort(), changes);
        deployment = Await.done(vertx.deployVerticle(
                new MailVerticle(TestFoundation.of(bus, outbox.database, configuration, outbox.clock, outbox.meters))));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aNudgeSendsBothMailsInTheirOrderAtOnce() throws MessagingException {
        var group = outbox.queueBoth(JEANNE);

        var received = received(2);

        assertTrue(received[0].getSubject().startsWith("Votre identifiant"));
        assertTrue(received[1].getSubject().startsWith("Votre mot de passe temporaire"));
        assertEquals(
                List.of(State.SENT, State.SENT),
                statesAfterTheVerticleIsDone(group).stream()
                        .map(MailApi.MailState::state)
                        .toList());
    }

    @Test
    void theOutsideOfAMailIsTheSameAtEveryTry() throws MessagingException, IOException {
        var letter = outbox.identifier(outbox.id(), JEANNE);
        outbox.queue(letter);

        var mail = received(1)[0];

        assertEquals("Votre identifiant [P-7KQ2-XM4T]", mail.getSubject());
        assertEquals(
                "Fidélys & Compagnie, tiers de confiance <espaceclient@fidelys-confiance.example>",
                jakarta.mail.internet.MimeUtility.decodeText(
                        jakarta.mail.internet.MimeUtility.unfold(mail.getHeader("From", null))));
        assertEquals(JEANNE, mail.getHeader("To", null));
        assertEquals("<" + letter.id() + "@fidelys-confiance.example>", mail.getMessageID());
        assertEquals("auto-generated", mail.getHeader("Auto-Submitted", null));
        assertEquals("Tue, 24 Nov 2026 10:00:00 +0100", mail.getHeader("Date", null));
        assertEquals("fr", mail.getHeader("Content-Language", null));
    }

    @Test
    void theTextPartHasTheIdentifierAloneOnALineAndTheHtmlPartShowsIt() throws MessagingException, IOException {
        outbox.queue(outbox.identifier(outbox.id(), JEANNE));

        var parts = (MimeMultipart) received(1)[0].getContent();

        assertTrue(parts.getContentType().startsWith("multipart/alternative"));
        assertTrue(((String) parts.getBodyPart(0).getContent()).lines().toList().contains("AB123456"));
        assertTrue(((String) parts.getBodyPart(1).getContent()).contains("AB123456"));
    }

    @Test
    void aMailThatSpeaksOfADocumentCarriesNone() throws MessagingException {
        outbox.queue(outbox.letter(
                outbox.id(),
                0,
                Occasion.REQUEST_DOCUMENT_REFUSED,
                JEANNE,
                Map.of(
                        "request", "550015",
                        "product", "ID RGS*",
                        "holder", "Jeanne Le Goff",
                        "document", "Pièce d’identité",
                        "reason", "Le document n’est plus valable",
                        "path", "/requests/r/documents"),
                Optional.empty()));

        assertTrue(received(1)[0].getSubject().contains("550015"));
    }

    /** Unsent mails are not deleted, however old. */
    @Test
    void whatBecameOfAMailIsForgottenInTheEnd() {
        Await.done(vertx.undeploy(deployment));
        for (var state : List.of("SENT", "REFUSED", "CANCELLED", "QUEUED", "DELAYED")) {
            outbox.queue(outbox.identifier(outbox.id(), JEANNE));
            outbox.rows.execute(
                    "UPDATE mail SET state = '" + state + "' WHERE state = 'QUEUED' AND occasion = 'identifier'",
                    "UPDATE mail SET occasion = lower(state)");
        }
        var until = outbox.clock.instant();

        assertEquals(0, forget(until.minusSeconds(1), 500));
        assertEquals(2, forget(until, 2));
        assertEquals(1, forget(until, 2));

        assertEquals(List.of("delayed", "queued"), outbox.rows.query("SELECT occasion FROM mail ORDER BY occasion"));
    }

    private int forget(Instant until, int most) {
        return Await.done(new DeliveryRepository().deleteOld(outbox.database, until, most));
    }

    /** Covers the sweep, which runs soon in this test. */
    @Test
    void theSweepForgetsWhatIsOlderThanTheSettingsSay() throws MessagingException {
        outbox.queue(outbox.identifier(outbox.id(), JEANNE));
        received(1);
        Await.done(vertx.undeploy(deployment));
        outbox.clock.advance(Duration.ofDays(90).plusMinutes(1));

        var gone = outbox.rows.query("SELECT count(*) FROM mail");
        assertEquals(List.of("1"), gone);
        deploy(Map.of("mail.sweep", "PT0.02S"));
        var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!gone.equals(List.of("0")) && System.nanoTime() < end) {
            gone = outbox.rows.query("SELECT count(*) FROM mail");
        }

        assertEquals(List.of("0"), gone);
    }

    @Test
    void aMailCanBeCheckedByItsReferenceOnceItWasSent() {
        outbox.queue(outbox.identifier(outbox.id(), JEANNE));
        assertEquals(new MailApi.Checked(false, List.of()), check("P-7KQ2-XM4T"));

        received(1);
        Await.done(vertx.undeploy(deployment));
        deployAgain();

        assertEquals(
                new MailApi.Checked(
                        true,
                        List.of(new MailApi.SentMail("identifier", outbox.clock.instant(), "j•••@verrerie.example"))),
                check("P-7KQ2-XM4T"));
        assertEquals(new MailApi.Checked(false, List.of()), check("P-0000-0000"));
    }

    @Test
    void aStateTellsTheAddressMaskedAndNothingOfTheContent() {
        var group = outbox.queueBoth(JEANNE);

        var states = Await.done(bus.request(MailApi.STATES, new MailApi.States(group)));

        var first = states.mails().get(0);
        assertEquals("identifier", first.occasion());
        assertEquals("j•••@verrerie.example", first.recipient());
        assertEquals(State.QUEUED, first.state());
        assertEquals(outbox.clock.instant(), first.at());
        assertEquals(Optional.empty(), first.reason());
        assertFalse(states.toString().contains("AB123456") || states.toString().contains(JEANNE));
    }

    @Test
    void aGroupThatNobodyKnowsHasNoMails() {
        assertEquals(
                List.of(),
                Await.done(bus.request(MailApi.STATES, new MailApi.States(new UUID(9, 9))))
                        .mails());
    }

    @Test
    void aStopGivesADeliveryUnderWayAsLongAsARequest() {
        try (var stalled = SmtpStub.open().treats(JEANNE, SmtpStub.Manner.STALLS)) {
            Await.done(vertx.undeploy(deployment));
            var configuration = outbox.configuration(stalled.port(), Map.of("http.drain", "PT0.2S"));
            var slow = Await.done(vertx.deployVerticle(new MailVerticle(
                    TestFoundation.of(bus, outbox.database, configuration, outbox.clock, outbox.meters))));
            outbox.queueBoth(JEANNE);
            bus.publish(MailApi.QUEUED, new MailApi.Queued());
            var queued = System.nanoTime();
            while (stalled.tries().isEmpty()) {
                assertTrue(Duration.ofNanos(System.nanoTime() - queued).toSeconds() < 10, "no delivery is under way");
                Thread.onSpinWait();
            }

            var began = System.nanoTime();
            Await.done(vertx.undeploy(slow));

            assertTrue(Duration.ofNanos(System.nanoTime() - began).toSeconds() < 4, "longer than it was given");
        }
    }

    private MimeMessage[] received(int mails) {
        bus.publish(MailApi.QUEUED, new MailApi.Queued());
        assertTrue(server.waitForIncomingEmail(10_000, mails), "mails did not arrive");
        return server.getReceivedMessages();
    }

    private MailApi.Checked check(String reference) {
        return Await.done(bus.request(MailApi.CHECK, new MailApi.Check(reference)));
    }

    /** A stopping verticle stores the result of mails in progress. */
    private List<MailApi.MailState> statesAfterTheVerticleIsDone(UUID group) {
        Await.done(vertx.undeploy(deployment));
        return outbox.states(group);
    }

    private void deployAgain() {
        Await.done(vertx.deployVerticle(new MailVerticle(TestFoundation.of(
                bus,
                outbox.database,
                outbox.configuration(server.getSmtp().getPort(), Map.of()),
                outbox.clock,
                outbox.meters))));
    }
}
