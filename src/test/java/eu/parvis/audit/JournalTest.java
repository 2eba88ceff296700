package eu.parvis.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import eu.parvis.Await;
import eu.parvis.TestClock;
import eu.parvis.TestConfiguration;
import eu.parvis.TestDatabase;
import eu.parvis.TestFoundation;
import eu.parvis.audit.AuditApi.Verified;
import eu.parvis.bus.Bus;
import eu.parvis.db.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class JournalTest {

    private enum Happening implements Event {
        SIGN_IN,
        SIGN_OUT
    }

    /** Bypasses the triggers, as the database's owner can. */
    private static final String BYPASS = "SET session_replication_role = replica";

    private final TestClock clock = new TestClock();
    private final AuditStore store = new AuditStore(clock);
    private final TestDatabase rows = TestDatabase.fresh();
    private Database database;
    private Journal journal;

    @BeforeEach
    void open(Vertx vertx) {
        database = Database.open(vertx, rows.settings(), 1);
        journal = new Journal(database);
    }

    @Test
    void anEntrySaysWhoDidWhatWhenFromWhereAndWithWhichOutcome() {
        var account = UUID.fromString("00000000-0000-4000-8000-000000000001");

        write(Entry.refused(Happening.SIGN_IN).by(account).from("192.0.2.7").with("factor", "PASSWORD"));

        assertEquals(
                List.of("2026-11-24 09:00:00+00|SIGN_IN|" + account + "||192.0.2.7|REFUSED|{\"factor\": \"PASSWORD\"}"),
                rows.query("SELECT at AT TIME ZONE 'UTC' || '+00', event, account_id, subject, address, outcome, detail"
                        + " FROM journal"));
    }

    @Test
    void anEntryOfATransactionThatFailsIsNotWritten() {
        var failure = new IllegalStateException("the rest of it failed");

        var outcome = database.inTransaction(transaction -> store.record(transaction, Entry.done(Happening.SIGN_OUT))
                .compose(done -> Future.failedFuture(failure)));

        assertEquals(failure, Await.failure(outcome));
        assertEquals(List.of("0"), rows.query("SELECT count(*) FROM journal"));
    }

    @Test
    void aValueCannotPretendToBeAnotherLine() {
        write(Entry.refused(Happening.SIGN_IN)
                .on("me\r\n2026 SIGN_IN DONE\u0000")
                .with("note", "a\u2028b"));

        assertEquals(
                List.of("me\uFFFD\uFFFD2026 SIGN_IN DONE\uFFFD|a\uFFFDb"),
                rows.query("SELECT subject, detail->>'note' FROM journal"));
    }

    @Test
    void theDatabaseRefusesToChangeTheJournal() {
        write(Entry.done(Happening.SIGN_OUT));

        assertThrows(IllegalStateException.class, () -> rows.execute("UPDATE journal SET outcome = 'REFUSED'"));
        assertThrows(IllegalStateException.class, () -> rows.execute("DELETE FROM journal"));
        assertThrows(IllegalStateException.class, () -> rows.execute("TRUNCATE journal CASCADE"));
    }

    @Test
    void aSealedJournalHolds() {
        writeAndSeal(3);
        writeAndSeal(2);

        assertEquals(new Verified(5, true, Optional.empty()), verify());
    }

    @Test
    void whatIsNotSealedYetIsNoBreak() {
        writeAndSeal(2);
        write(Entry.done(Happening.SIGN_OUT));

        assertEquals(new Verified(2, true, Optional.empty()), verify());
    }

    @Test
    void aChangedEntryBreaksTheChain() {
        writeAndSeal(5);

        rows.execute(BYPASS, "UPDATE journal SET outcome = 'REFUSED' WHERE id = 3");

        assertEquals(new Verified(2, false, Optional.of(3L)), verify());
    }

    @Test
    void aRemovedEntryBreaksTheChainEvenWithItsSeal() {
        writeAndSeal(5);

        rows.execute(BYPASS, "DELETE FROM journal_seal WHERE journal_id = 3", "DELETE FROM journal WHERE id = 3");

        assertEquals(new Verified(2, false, Optional.of(4L)), verify());
    }

    @Test
    void anInsertedEntryIsFound() {
        writeAndSeal(2);

        rows.execute("INSERT INTO journal (at, event, outcome, detail) VALUES (now(), 'SIGN_IN', 'DONE', '{}')");

        assertEquals(new Verified(2, false, Optional.of(3L)), verify());
    }

    @Test
    void anEntryCommittedAfterALaterOneIsSealedToo() throws SQLException {
        try (var slow = rows.connect();
                var statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("WITH entry AS (INSERT INTO journal (at, event, outcome, detail)"
                    + " VALUES (now(), 'SIGN_IN', 'DONE', '{}') RETURNING id)"
                    + " INSERT INTO journal_unsealed SELECT id FROM entry");
            writeAndSeal(1);
            slow.commit();
        }

        assertEquals(1, Await.done(journal.seal()));
        assertEquals(List.of("1|2", "2|1"), rows.query("SELECT sequence, journal_id FROM journal_seal ORDER BY 1"));
        assertEquals(new Verified(2, true, Optional.empty()), verify());
    }

    @Test
    void oneNodeSealsAtATime() throws SQLException {
        write(Entry.done(Happening.SIGN_OUT));

        try (var other = rows.connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock(hashtext('parvis.journal'))");

            assertEquals(0, Await.done(journal.seal()));
            other.rollback();
        }
        assertEquals(1, Await.done(journal.seal()));
    }

    @Test
    void manyNodesSealingAtOnceMakeOneChain(Vertx vertx) {
        var other = new Journal(Database.open(vertx, rows.settings(), 1));
        for (var i = 0; i < 40; i++) {
            write(Entry.done(Happening.SIGN_OUT).with("n", i));
            Await.done(Future.join(journal.seal(), other.seal(), journal.seal()));
        }

        assertEquals(new Verified(40, true, Optional.empty()), verify());
    }

    @Test
    void theVerticleVerifies(Vertx vertx) {
        writeAndSeal(2);
        var bus = Bus.on(vertx, new SimpleMeterRegistry());
        Await.done(vertx.deployVerticle(
                new AuditVerticle(TestFoundation.of(bus, database, TestConfiguration.with(Map.of()), clock))));

        var verified = Await.done(bus.request(AuditApi.VERIFY, new AuditApi.Verify(1)));

        assertEquals(new Verified(2, true, Optional.empty()), verified);
    }

    private void writeAndSeal(int entries) {
        for (var i = 0; i < entries; i++) {
            write(Entry.done(Happening.SIGN_OUT).with("number", i));
        }
        assertEquals(entries, Await.done(journal.seal()));
    }

    private void write(Entry entry) {
        Await.done(database.inTransaction(transaction -> store.record(transaction, entry)));
    }

    private Verified verify() {
        return Await.done(journal.verify(0));
    }
}
