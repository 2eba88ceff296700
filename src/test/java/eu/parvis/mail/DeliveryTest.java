package eu.parvis.mail;

import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import eu.parvis.Await;
import eu.parvis.FreePort;
import eu.parvis.db.Database;
import eu.parvis.mail.MailApi.State;
import eu.parvis.values.EmailAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** Delivery of mails when servers fail. */
@ExtendWith(VertxExtension.class)
class DeliveryTest {

    private static final String JEANNE = "jeanne@verrerie.example";

    private final SmtpStub smtp = SmtpStub.open();
    private Outbox outbox;

    @BeforeEach
    void open(Vertx vertx) {
        outbox = new Outbox(vertx);
    }

    @AfterEach
    void close() {
        smtp.close();
    }

    @Test
    void theIdentifierLeavesFirstThenThePassword() {
        var group = outbox.queueBoth(JEANNE);

        assertEquals(2, outbox.node(smtp.port()).sweep());

        assertTrue(smtp.next().source().contains("AB123456"));
        assertTrue(smtp.next().source().contains(Outbox.PASSWORD));
        assertEquals(List.of("SENT||", "SENT||"), outbox.told(group));
    }

    @Test
    void theSecondMailWaitsForTheFirst() {
        smtp.answers(JEANNE, "450 4.2.0 greylisted");
        var group = outbox.queueBoth(JEANNE);
        var node = outbox.node(smtp.port());

        node.sweep();

        assertEquals(List.of("DELAYED|mail.reason.later|450 4.2.0 greylisted", "QUEUED||"), outbox.told(group));

        smtp.isNiceAgain();
        outbox.clock.advance(Duration.ofMinutes(7));
        node.sweep();

        assertTrue(smtp.next().source().contains("AB123456"));
        assertTrue(smtp.next().source().contains(Outbox.PASSWORD));
    }

    @Test
    void theLogTellsTheCodesOfARefusalAndNeverTheAddress() {
        smtp.answers(JEANNE, "550 5.1.1 <" + JEANNE + "> user unknown");
        outbox.queueBoth(JEANNE);
        var log = new ListAppender<ILoggingEvent>();
        var logger = (Logger) LoggerFactory.getLogger(Delivery.class);
        log.start();
        logger.addAppender(log);

        outbox.node(smtp.port()).sweep();
        logger.detachAppender(log);

        var said = log.list.stream().map(ILoggingEvent::getFormattedMessage).collect(toList());
        assertTrue(said.get(0).endsWith("did not leave: REFUSED, 550 5.1.1"), said::toString);
        assertFalse(said.toString().contains("jeanne"), said::toString);
    }

    @Test
    void theMetersTellWhatWaitsForHowLongAndWhatBecameOfTheRest() {
        var meters = new MailMeters(outbox.meters, outbox.clock);
        smtp.answers("nobody@verrerie.example", "550 no such user");
        smtp.answers("later@verrerie.example", "450 not now");
        outbox.queueBoth(JEANNE);
        outbox.queue(outbox.identifier(outbox.id(), "nobody@verrerie.example"));
        outbox.queue(outbox.identifier(outbox.id(), "later@verrerie.example"));
        assertEquals(
                Double.NaN, outbox.meters.get("parvis.mail.waiting").gauge().value());

        outbox.clock.advance(Duration.ofMinutes(5));
        Await.done(meters.look(outbox.database));

        assertEquals(4, outbox.meters.get("parvis.mail.waiting").gauge().value());
        assertEquals(300, outbox.meters.get("parvis.mail.oldest").gauge().value());

        outbox.node(smtp.port()).sweep();
        Await.done(meters.look(outbox.database));

        assertEquals(1, outbox.meters.get("parvis.mail.waiting").gauge().value());
        assertEquals(List.of(2.0, 1.0, 1.0), List.of(tried("sent"), tried("refused"), tried("delayed")));
    }

    private double tried(String outcome) {
        return outbox.meters
                .get("parvis.mail.tried")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void theSecondMailLeavesWhenTheFirstNeverWill() {
        var group = outbox.id();
        outbox.queue(outbox.identifier(group, "nobody@verrerie.example"), outbox.password(group, JEANNE));
        smtp.answers("nobody@verrerie.example", "550 no such user");

        assertEquals(1, outbox.node(smtp.port()).sweep());

        assertEquals(List.of("REFUSED|mail.reason.refused|550 no such user", "SENT||"), outbox.told(group));
    }

    @Test
    void everyReaderOfAGroupGetsTheirs() {
        var group = outbox.id();
        outbox.queue(outbox.identifier(group, JEANNE), outbox.password(group, "paul@elsewhere.example"));

        assertEquals(2, outbox.node(smtp.port()).sweep());

        assertEquals(List.of("SENT||", "SENT||"), outbox.told(group));
    }

    /** Statements per mail: one claim for each group, and one update for each mail. */
    @Test
    void nobodyLooksForMoreThanThereIs() {
        outbox.queueBoth(JEANNE);
        outbox.queueBoth("paul@elsewhere.example");
        var node = outbox.node(smtp.port());

        var first = node.beginSweep();
        var second = node.beginSweep();

        assertEquals(4, Await.done(first));
        assertEquals(4, Await.done(second));
        assertEquals(6, node.statements.get());
    }

    @Test
    void theHtmlIsAsciiAndNeedsNoEncoding() {
        outbox.queueBoth(JEANNE);

        outbox.node(smtp.port()).sweep();

        var html = smtp.next().source().split("Content-Type: text/html", 2)[1];
        assertTrue(html.contains("Content-Transfer-Encoding: 7bit"), html);
        assertTrue(html.contains("&#233;"), html);
        assertTrue(html.chars().allMatch(character -> character < 128), html);
    }

    @Test
    void noMailForWhatNeverCommitted() {
        var group = outbox.id();
        var failure = new IllegalStateException("the organisation exists already");

        var outcome = outbox.database.inTransaction(transaction -> outbox.store
                .queue(transaction, outbox.identifier(group, JEANNE))
                .compose(done -> Future.failedFuture(failure)));

        assertEquals(failure, Await.failure(outcome));
        assertEquals(0, outbox.node(smtp.port()).sweep());
        assertEquals(List.of(), smtp.tries());
    }

    @Test
    void aSecretRestsSealedAndIsWipedOnceSent() {
        outbox.queueBoth(JEANNE);

        var before = outbox.rows.query("SELECT mail::text, encode(coalesce(sealed, ''), 'escape') FROM mail");
        outbox.node(smtp.port()).sweep();

        assertFalse(before.toString().contains(Outbox.PASSWORD));
        assertEquals(List.of("0"), outbox.rows.query("SELECT count(sealed) FROM mail"));
    }

    @Test
    void aSealedSecretThatWasCopiedIntoAnotherMailDoesNotOpen() {
        var mine = outbox.id();
        var other = outbox.id();
        outbox.queue(outbox.password(mine, "mallory@elsewhere.example"), outbox.password(other, JEANNE));
        outbox.rows.execute("UPDATE mail SET sealed = (SELECT sealed FROM mail WHERE group_id = '" + other
                + "') WHERE group_id = '" + mine + "'");

        outbox.node(smtp.port()).sweep();

        assertEquals(List.of("DELAYED|mail.reason.fault|"), outbox.told(mine));
        assertEquals(List.of(JEANNE), smtp.tries());
    }

    @Test
    void aPermanentRefusalIsFinalAfterOneTryAndTheSecretIsWiped() {
        smtp.answers(JEANNE, "550 5.1.1 <jeanne@verrerie.example>:\tno such\u0007 user");
        var group = outbox.id();
        outbox.queue(outbox.password(group, JEANNE));
        var node = outbox.node(smtp.port());

        node.sweep();
        outbox.clock.advance(Duration.ofDays(1));
        node.sweep();

        assertEquals(
                List.of("REFUSED|mail.reason.refused|550 5.1.1 <jeanne@verrerie.example>: no such user"),
                outbox.told(group));
        assertEquals(1, smtp.tries().size());
        assertEquals(List.of("0"), outbox.rows.query("SELECT count(sealed) FROM mail"));
    }

    @Test
    void anEndlessAnswerIsCutShort() {
        smtp.answers(JEANNE, "550 " + "no ".repeat(150));
        var group = outbox.id();
        outbox.queue(outbox.identifier(group, JEANNE));

        outbox.node(smtp.port()).sweep();

        assertEquals(200, outbox.states(group).get(0).answer().orElseThrow().length());
    }

    @Test
    void aTemporaryRefusalIsTriedAgainAboutFiveMinutesLater() {
        smtp.answers(JEANNE, "451 4.3.0 later");
        outbox.queue(outbox.identifier(outbox.id(), JEANNE));
        var node = outbox.node(smtp.port());

        node.sweep();
        outbox.clock.advance(Duration.ofSeconds(299));
        node.sweep();
        assertEquals(1, smtp.tries().size());

        outbox.clock.advance(Duration.ofSeconds(62));
        node.sweep();
        assertEquals(2, smtp.tries().size());
    }

    @Test
    void atMostEightTriesInAnyDayAndNoneAfterFourDays() {
        smtp.answers(JEANNE, "450 4.7.0 come back later");
        var group = outbox.id();
        outbox.queue(outbox.password(group, JEANNE));
        var node = outbox.node(smtp.port());
        var began = outbox.clock.instant();
        var tried = new ArrayList<Instant>();

        while (outbox.states(group).get(0).state() != State.REFUSED) {
            tried.add(outbox.advanceToNextAttempt());
            node.sweep();
        }

        assertEquals(tried.size(), smtp.tries().size());
        assertTrue(tried.size() > 12, "not given up early: " + tried.size());
        assertTrue(mostInOneDay(tried) <= 8, tried::toString);
        assertFalse(tried.get(tried.size() - 1).isAfter(began.plus(Duration.ofDays(4))));
        assertEquals(List.of("REFUSED|mail.reason.gaveUp|450 4.7.0 come back later"), outbox.told(group));
        assertEquals(List.of("0"), outbox.rows.query("SELECT count(sealed) FROM mail"));
    }

    private static int mostInOneDay(List<Instant> tries) {
        return tries.stream()
                .mapToInt(first -> (int) tries.stream()
                        .filter(later -> !later.isBefore(first) && later.isBefore(first.plus(Duration.ofDays(1))))
                        .count())
                .max()
                .orElse(0);
    }

    @Test
    void mailsLeaveWithinAMinuteOfOurServersReturn() {
        var port = FreePort.find();
        var first = outbox.queueBoth(JEANNE);
        var second = outbox.queueBoth("paul@elsewhere.example");
        var node = outbox.node(port);

        node.sweep();
        outbox.clock.advance(Duration.ofHours(3));
        node.sweep();
        assertEquals("DELAYED|mail.reason.away|", outbox.told(first).get(0));
        assertEquals("DELAYED|mail.reason.away|", outbox.told(second).get(0));

        try (var returned = SmtpStub.openAt(port)) {
            outbox.clock.advance(Duration.ofSeconds(31));
            assertEquals(4, node.sweep());
            assertEquals(4, returned.arrivedSoFar().size());
        }
    }

    @Test
    void whileOurServerIsAwayNobodyIsTriedTwiceInTwentySeconds() {
        var port = FreePort.find();
        outbox.queueBoth(JEANNE);
        var node = outbox.node(port);
        node.sweep();

        outbox.clock.advance(Duration.ofSeconds(19));
        node.sweep();

        assertEquals(List.of("1"), outbox.rows.query("SELECT max(attempts) FROM mail"));
    }

    /** Nodes whose deliveries to a domain are blocked do not wait for each other's rows. */
    @Test
    void thatOurServerIsAwayIsWrittenDownWhateverOtherNodesHold() throws SQLException {
        var elsewhere = outbox.queueBoth("paul@elsewhere.example");
        var ours = outbox.queueBoth(JEANNE);

        try (var other = outbox.rows.connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT id FROM mail WHERE group_id = '" + elsewhere + "' FOR UPDATE");
            outbox.node(FreePort.find()).sweep();
            other.rollback();
        }

        assertEquals(List.of("DELAYED|mail.reason.away|", "DELAYED|mail.reason.away|"), outbox.told(ours));
        assertEquals(List.of("QUEUED||", "QUEUED||"), outbox.told(elsewhere));
    }

    @Test
    void aServerThatHangsUpIsTriedSoonOnceWithTheSameMail() {
        smtp.treats(JEANNE, SmtpStub.Manner.HANGS_UP_AFTER_MAIL);
        var group = outbox.id();
        outbox.queue(outbox.identifier(group, JEANNE));
        var node = outbox.node(smtp.port());

        node.sweep();
        assertEquals(List.of("DELAYED|mail.reason.broken|"), outbox.told(group));
        smtp.isNiceAgain();
        outbox.clock.advance(Duration.ofSeconds(31));
        node.sweep();

        var first = smtp.next();
        var second = smtp.next();
        assertEquals(first.messageId(), second.messageId());
        assertTrue(first.messageId().endsWith("@fidelys-confiance.example>"), first.messageId());
        assertEquals(List.of("SENT||"), outbox.told(group));
    }

    @Test
    void aServerThatFallsSilentIsLeftAfterTheIdleTime() {
        smtp.treats(JEANNE, SmtpStub.Manner.SILENT_AFTER_MAIL);
        var group = outbox.id();
        outbox.queue(outbox.identifier(group, JEANNE));

        outbox.node(smtp.port(), Map.of("smtp.idleTimeout", "PT1S")).sweep();

        assertEquals(List.of("DELAYED|mail.reason.broken|"), outbox.told(group));
    }

    @Test
    void oneBadDomainDoesNotHoldUpTheOthers() {
        smtp.treats("bad.example", SmtpStub.Manner.STALLS);
        for (var i = 0; i < 10; i++) {
            outbox.queue(outbox.identifier(outbox.id(), "a" + i + "@bad.example"));
        }
        for (var i = 0; i < 10; i++) {
            outbox.queue(outbox.identifier(outbox.id(), "a" + i + "@good.example"));
        }
        var sweep = outbox.node(smtp.port()).beginSweep();

        var recipients = new ArrayList<String>();
        while (recipients.size() < 10) {
            recipients.add(smtp.next().recipient());
        }

        assertTrue(recipients.stream().allMatch(recipient -> recipient.endsWith("@good.example")));
        assertFalse(sweep.isComplete());
    }

    @Test
    void aDomainThatIsFreeByTheTimeNothingElseIsFoundIsLookedAtAgain() {
        outbox.queue(outbox.identifier(outbox.id(), JEANNE));
        outbox.queue(outbox.identifier(outbox.id(), "paul@verrerie.example"));
        var node = outbox.node(smtp.port(), Map.of("smtp.connections", "2"));
        // The claim of the first, the one that finds its domain busy, and that the first has left.
        node.holdBack(2, 3);

        assertEquals(2, node.sweep());
    }

    @Test
    void aNudgeWhileAllCouriersAreBusyIsNotForgotten() {
        smtp.treats("bad.example", SmtpStub.Manner.STALLS);
        var node = outbox.node(smtp.port(), Map.of("smtp.connections", "1", "smtp.idleTimeout", "PT1S"));
        outbox.queue(outbox.identifier(outbox.id(), "a@bad.example"));
        var sweep = node.beginSweep();

        outbox.queue(outbox.identifier(outbox.id(), JEANNE));
        var nudge = node.beginSweep();

        assertEquals(1, Await.done(sweep));
        assertEquals(1, Await.done(nudge));
        assertEquals(JEANNE, smtp.next().recipient());
    }

    @Test
    void whatADeadNodeHeldIsSentByAnotherAsTheSameMail() {
        smtp.treats(JEANNE, SmtpStub.Manner.SILENT_AFTER_MAIL);
        var group = outbox.id();
        outbox.queue(outbox.password(group, JEANNE));
        var doomed = Vertx.vertx();
        var connections = Database.open(doomed, outbox.rows.settings(), 1);
        outbox.node(doomed, connections, outbox.configuration(smtp.port(), Map.of()))
                .beginSweep()
                .onComplete(never -> {});
        var first = smtp.next();
        Await.done(connections.close());
        Await.done(doomed.close());
        smtp.isNiceAgain();
        var survivor = outbox.node(smtp.port());

        assertEquals(0, survivor.sweep(), "the lease still holds");
        outbox.clock.advance(Duration.ofMinutes(2));
        assertEquals(1, survivor.sweep());

        var second = smtp.next();
        assertEquals(first.messageId(), second.messageId());
        assertTrue(second.source().contains(Outbox.PASSWORD));
        assertEquals(List.of("SENT||"), outbox.told(group));
    }

    @Test
    void aNodeThatWasThoughtDeadCannotTakeBackWhatAnotherHasSent() {
        smtp.treats(JEANNE, SmtpStub.Manner.SILENT_AFTER_MAIL);
        var group = outbox.id();
        outbox.queue(outbox.identifier(group, JEANNE));
        var slow = outbox.node(smtp.port(), Map.of("smtp.idleTimeout", "PT2S"));
        var sweep = slow.beginSweep();
        smtp.next();
        smtp.isNiceAgain();
        outbox.clock.advance(Duration.ofMinutes(2));

        assertEquals(1, outbox.node(smtp.port()).sweep());
        assertEquals(0, Await.done(sweep));

        assertEquals(List.of("SENT||"), outbox.told(group));
    }

    @Test
    void twoNodesNeverSendTheSameMail() {
        for (var i = 0; i < 30; i++) {
            outbox.queueBoth("a" + i + "@verrerie.example");
        }
        var one = outbox.node(smtp.port());
        var other = outbox.node(smtp.port());

        var sent = Await.done(Future.all(one.beginSweep(), other.beginSweep()));

        assertEquals(60, sent.<Integer>resultAt(0) + sent.<Integer>resultAt(1));
        var ids = smtp.arrivedSoFar().stream().map(SmtpStub.Arrived::messageId).collect(toList());
        assertEquals(60, ids.size());
        assertEquals(60, ids.stream().distinct().count());
    }

    @Test
    void aCancelledMailDoesNotLeaveAndItsSecretIsGone() {
        var group = outbox.queueBoth(JEANNE);
        Await.done(outbox.store.cancel(outbox.database, group));

        assertEquals(0, outbox.node(smtp.port()).sweep());

        assertEquals(List.of(), outbox.states(group));
        assertEquals(List.of("CANCELLED|", "CANCELLED|"), outbox.rows.query("SELECT state, sealed FROM mail"));
    }

    @Test
    void aMailCancelledOnItsWayIsStillKnownAsSent() {
        smtp.treats(JEANNE, SmtpStub.Manner.SILENT_AFTER_MAIL);
        var group = outbox.id();
        outbox.queue(outbox.identifier(group, JEANNE));
        var slow = outbox.node(smtp.port(), Map.of("smtp.idleTimeout", "PT2S"));
        var sweep = slow.beginSweep();
        smtp.next();
        Await.done(outbox.store.cancel(outbox.database, group));
        Await.done(sweep);

        assertEquals(List.of("CANCELLED|"), outbox.rows.query("SELECT state, sent_at FROM mail"));
    }

    @Test
    void aStoppedNodeWritesDownWhatIsUnderWayAndClaimsNothingMore() {
        smtp.treats("slow.example", SmtpStub.Manner.STALLS);
        var node = outbox.node(smtp.port(), Map.of("smtp.connections", "1", "smtp.idleTimeout", "PT1S"));
        var slow = outbox.id();
        outbox.queue(outbox.identifier(slow, "a@slow.example"));
        outbox.clock.advance(Duration.ofSeconds(1));
        var waiting = outbox.id();
        outbox.queue(outbox.identifier(waiting, JEANNE));
        var sweep = node.beginSweep();
        awaitTry("a@slow.example");

        Await.done(node.beginStop());

        assertEquals(0, Await.done(sweep));
        assertEquals(List.of("DELAYED|mail.reason.broken|"), outbox.told(slow));
        assertEquals(List.of("QUEUED||"), outbox.told(waiting));
    }

    private void awaitTry(String recipient) {
        while (!smtp.tries().contains(recipient)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whatAnAddressReceivedWithinTheHourIsCounted() {
        outbox.queueBoth("Jeanne@Verrerie.example");
        outbox.clock.advance(Duration.ofMinutes(61));
        var cancelled = outbox.queueBoth(JEANNE);
        Await.done(outbox.store.cancel(outbox.database, cancelled));
        outbox.queue(outbox.identifier(outbox.id(), JEANNE));

        var one = new MailStore(Outbox.BOX, outbox.clock, 1);
        var two = new MailStore(Outbox.BOX, outbox.clock, 2);
        var jeanne = new EmailAddress(JEANNE);
        assertTrue(Await.done(one.isFull(outbox.database, jeanne)));
        assertFalse(Await.done(two.isFull(outbox.database, jeanne)));
        assertTrue(Await.done(one.isFull(outbox.database, jeanne, Set.of(Occasion.IDENTIFIER, Occasion.REACTIVATED))));
        assertFalse(Await.done(one.isFull(outbox.database, jeanne, Set.of(Occasion.REACTIVATED))));
        var none = new MailStore(Outbox.BOX, outbox.clock, 0);
        assertTrue(Await.done(none.isFull(outbox.database, jeanne, Set.of(Occasion.REACTIVATED))));
        assertNotEquals(JEANNE, outbox.states(outbox.queueBoth(JEANNE)).get(0).recipient());
    }
}
