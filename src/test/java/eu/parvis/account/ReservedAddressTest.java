package eu.parvis.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.TestDatabase;
import eu.parvis.db.ConstraintViolation;
import eu.parvis.db.Database;
import eu.parvis.db.Sql;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import eu.parvis.values.PersonName;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A former address belongs to its account as long as the change can be undone. */
@ExtendWith(VertxExtension.class)
class ReservedAddressTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final Instant UNDO_UNTIL = NOW.plus(Duration.ofDays(3));
    private static final UUID NOLWENN = new UUID(0, 1);
    private static final UUID ERWAN = new UUID(0, 2);
    private static final EmailAddress FORMER = EmailAddress.parse("Nolwenn@kervella.example");
    private static final EmailAddress PRESENT = EmailAddress.parse("nolwenn@voilerie.example");

    private final AccountStore accounts = new AccountStore();
    private TestDatabase tables;
    private Database database;

    @BeforeEach
    void open(Vertx vertx) {
        tables = TestDatabase.fresh();
        database = Database.open(vertx, tables.settings(), 1);
        Await.done(insert(database, NOLWENN, "KM402716", FORMER, NOW));
    }

    @Test
    void noOtherAccountGetsItUntilThen() {
        Await.done(change(database));
        var before = UNDO_UNTIL.minusMillis(1);

        assertTaken(insert(database, ERWAN, "AB123456", EmailAddress.parse("nolwenn@KERVELLA.example"), before));
        Await.done(insert(database, ERWAN, "AB123456", EmailAddress.parse("e@k.example"), before));
        assertTaken(accounts.changeEmail(database, ERWAN, FORMER, before));
        assertTaken(accounts.insert(database, pending(new UUID(0, 3), before)));

        assertEquals(true, Await.done(accounts.changeEmail(database, ERWAN, FORMER, UNDO_UNTIL)));
        assertEquals(ERWAN, holder(UNDO_UNTIL).orElseThrow().account().id());
    }

    @Test
    void aNewAccountGetsItAfterThat() {
        Await.done(change(database));

        Await.done(accounts.insert(database, pending(ERWAN, UNDO_UNTIL)));

        assertEquals(ERWAN, holder(NOW).orElseThrow().account().id());
    }

    @Test
    void itIsHeldByItsAccountAndMailsGoToIt() {
        Await.done(change(database));

        var holder = holder(UNDO_UNTIL.minusMillis(1)).orElseThrow();
        assertEquals(NOLWENN, holder.account().id());
        assertEquals(PRESENT, holder.account().person().email());
        assertEquals(FORMER.value(), holder.addressee().email());
        assertEquals(Optional.of(UNDO_UNTIL), holder.reservedUntil());
        assertEquals(Optional.empty(), holder(UNDO_UNTIL));
    }

    @Test
    void itsOwnAccountGetsItBack() {
        Await.done(change(database));

        assertEquals(true, Await.done(accounts.changeEmail(database, NOLWENN, FORMER, NOW)));

        var holder = holder(NOW).orElseThrow();
        assertEquals(Optional.empty(), holder.reservedUntil());
        assertEquals(FORMER, holder.address());
    }

    /** What an undo gives back is not kept from others. */
    @Test
    void theAddressOfAChangeThatWasUndoneIsFree() {
        Await.done(change(database));
        tables.execute("UPDATE email_change SET state = 'UNDONE'");

        assertEquals(Optional.empty(), holder(NOW));
        Await.done(insert(database, ERWAN, "AB123456", FORMER, NOW));
    }

    /** The statement of the other account waits for the change, and its snapshot is older. */
    @Test
    void anAccountThatIsWrittenWhileTheAddressChangesDoesNotGetIt() {
        var changed = Promise.<Void>promise();
        var goesOn = Promise.<Void>promise();
        var change = database.inTransaction(
                sql -> change(sql).onSuccess(done -> changed.complete()).compose(done -> goesOn.future()));
        Await.done(changed.future());

        var other = database.inTransaction(sql -> insert(sql, ERWAN, "AB123456", FORMER, NOW));
        tables.untilWaiting(1);
        goesOn.complete();

        Await.done(change);
        assertTaken(other);
    }

    private Optional<AddressHolder> holder(Instant at) {
        return Await.done(accounts.holder(database, FORMER, at));
    }

    private Future<Boolean> change(Sql sql) {
        return sql.run("""
                        INSERT INTO email_change (id, account_id, new_email, token_hash, asked_at, mailed_at, expires_at,
                                                  state, confirmed_at, former_email, undo_token_hash, undo_until)
                        VALUES ($1, $1, 'nolwenn@voilerie.example', 'a', $2, $2, $2, 'CONFIRMED', $2,
                                'Nolwenn@kervella.example', 'b', $3)
                        """, NOLWENN, NOW, UNDO_UNTIL)
                .compose(written -> accounts.changeEmail(sql, NOLWENN, PRESENT, NOW));
    }

    private static void assertTaken(Future<?> write) {
        var cause = Await.failure(write);
        assertTrue(ConstraintViolation.of(AccountStore.EMAIL_TAKEN, cause), cause::toString);
    }

    private Future<Void> insert(Sql sql, UUID id, String identifier, EmailAddress email, Instant at) {
        return accounts.insertActive(
                sql,
                new Account(id, identifier, person(email), Language.FR, Account.State.ACTIVE, Account.Step.DONE),
                "chosen",
                at);
    }

    private static NewAccount pending(UUID id, Instant at) {
        return new NewAccount(id, "CD123456", person(FORMER), Language.FR, "temporary", at, at);
    }

    private static Person person(EmailAddress email) {
        return new Person(PersonName.parse("Nolwenn"), PersonName.parse("Kervella"), email, Optional.empty());
    }
}
