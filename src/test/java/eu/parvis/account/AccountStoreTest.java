package eu.parvis.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.TestDatabase;
import eu.parvis.db.ConstraintViolation;
import eu.parvis.db.Database;
import eu.parvis.values.Country;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import eu.parvis.values.PersonName;
import eu.parvis.values.PhoneNumber;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class AccountStoreTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final UUID NOLWENN = new UUID(0, 1);
    private static final UUID ERWAN = new UUID(0, 2);

    private final AccountStore accounts = new AccountStore();
    private final ChallengeStore challenges = new ChallengeStore();
    private TestDatabase tables;
    private Database database;

    @BeforeEach
    void open(Vertx vertx) {
        tables = TestDatabase.fresh();
        database = Database.open(vertx, tables.settings(), 1);
    }

    @Test
    void anAccountIsFoundByIdentifierAndByAddressHoweverTheyAreTyped() {
        insert(NOLWENN, "KM402716", "Nolwenn@kervella.example");

        assertEquals(NOLWENN, byLogin("km 402716").orElseThrow().id());
        assertEquals(NOLWENN, byLogin("nolwenn@KERVELLA.example").orElseThrow().id());
        assertEquals(Optional.empty(), byLogin("KM402717"));
        var account = Await.done(accounts.byId(database, NOLWENN)).orElseThrow();
        assertEquals(
                new Account(
                        NOLWENN,
                        "KM402716",
                        new Person(
                                new PersonName("Nolwenn"),
                                new PersonName("Kervella"),
                                new EmailAddress("Nolwenn@kervella.example"),
                                Optional.of(new PhoneNumber("+33612345678"))),
                        Language.FR,
                        Account.State.PENDING,
                        Account.Step.PASSWORD),
                account);
    }

    @Test
    void identifierAndAddressBelongToOneAccount() {
        insert(NOLWENN, "KM402716", "nolwenn@kervella.example");

        var sameIdentifier = Await.failure(accounts.insert(database, account(ERWAN, "KM402716", "e@k.example")));
        var sameAddress =
                Await.failure(accounts.insert(database, account(ERWAN, "AB123456", "NOLWENN@kervella.example")));

        assertTrue(ConstraintViolation.of(AccountStore.IDENTIFIER_TAKEN, sameIdentifier));
        assertTrue(ConstraintViolation.of(AccountStore.EMAIL_TAKEN, sameAddress));
    }

    @Test
    void theTemporaryPasswordExpiresAndAChosenOneDoesNot() {
        insert(NOLWENN, "KM402716", "nolwenn@kervella.example");
        var temporary = Await.done(accounts.credential(database, NOLWENN)).orElseThrow();

        Await.done(accounts.setChosenPassword(database, NOLWENN, "chosen", NOW));

        var chosen = Await.done(accounts.credential(database, NOLWENN)).orElseThrow();
        assertTrue(temporary.temporary());
        assertFalse(temporary.expired(NOW.plus(Duration.ofDays(3)).minusMillis(1)));
        assertTrue(temporary.expired(NOW.plus(Duration.ofDays(3))));
        assertFalse(chosen.temporary());
        assertFalse(chosen.expired(NOW.plus(Duration.ofDays(3650))));
        assertEquals("chosen", chosen.phc());
    }

    @Test
    void aNewTemporaryPasswordIsForThoseWhoHaveNotActivated() {
        insert(NOLWENN, "KM402716", "nolwenn@kervella.example");
        activate(NOLWENN);

        assertFalse(renewTemporaryPassword());

        assertEquals(List.of("chosen|CHOSEN|DONE"), passwordAndStep());
    }

    @Test
    void aPasswordThatWasChosenIsNotReplacedByATemporaryOne() {
        insert(NOLWENN, "KM402716", "nolwenn@kervella.example");
        assertTrue(renewTemporaryPassword());
        assertEquals(List.of("mailed|TEMPORARY|PASSWORD"), passwordAndStep());
        Await.done(accounts.setChosenPassword(database, NOLWENN, "chosen", NOW));
        Await.done(accounts.moveStep(database, NOLWENN, Account.Step.PASSWORD, Account.Step.CONTACTS));

        assertFalse(renewTemporaryPassword());

        assertEquals(List.of("chosen|CHOSEN|CONTACTS"), passwordAndStep());
    }

    private boolean renewTemporaryPassword() {
        return Await.done(accounts.renewTemporaryPassword(database, NOLWENN, "mailed", NOW.plusSeconds(60), NOW));
    }

    private List<String> passwordAndStep() {
        return tables.query("SELECT password_hash, password_kind, step FROM account");
    }

    @Test
    void theWizardTakesEachStepOnceUnderConcurrency() {
        insert(NOLWENN, "KM402716", "nolwenn@kervella.example");

        var moves = IntStream.range(0, 8)
                .mapToObj(i -> accounts.moveStep(database, NOLWENN, Account.Step.PASSWORD, Account.Step.CONTACTS))
                .toList();

        var moved = Await.done(Future.all(moves)).<Boolean>list();
        assertEquals(1, moved.stream().filter(each -> each).count());
        assertFalse(Await.done(accounts.moveStep(database, NOLWENN, Account.Step.PASSWORD, Account.Step.CHALLENGES)));
    }

    @Test
    void nobodyIsActivatedWithTheTemporaryPassword() {
        insert(NOLWENN, "KM402716", "nolwenn@kervella.example");

        assertFalse(Await.done(accounts.activate(database, NOLWENN, NOW)));

        activate(NOLWENN);
        var account = Await.done(accounts.byId(database, NOLWENN)).orElseThrow();
        assertEquals(Account.State.ACTIVE, account.state());
        assertEquals(Account.Step.DONE, account.step());
    }

    @Test
    void aRenewedHashNeverOverwritesANewPassword() {
        insert(NOLWENN, "KM402716", "nolwenn@kervella.example");
        Await.done(accounts.setChosenPassword(database, NOLWENN, "chosen", NOW));

        Await.done(accounts.rehash(database, NOLWENN, "temporary", "stronger"));
        assertEquals("chosen", hash(NOLWENN));

        Await.done(accounts.rehash(database, NOLWENN, "chosen", "stronger"));
        assertEquals("stronger", hash(NOLWENN));
    }

    private String hash(UUID account) {
        return Await.done(accounts.credential(database, account)).orElseThrow().phc();
    }

    @Test
    void aPasswordThatWasChangedIsNoneAnyMore() {
        insert(NOLWENN, "KM402716", "nolwenn@kervella.example");

        assertTrue(Await.done(accounts.lockPassword(database, NOLWENN, hash(NOLWENN))));
        assertFalse(Await.done(accounts.lockPassword(database, NOLWENN, "another")));
    }

    @Test
    void aPasswordThatIsBeingChangedIsWaitedFor() {
        insert(NOLWENN, "KM402716", "nolwenn@kervella.example");
        var old = hash(NOLWENN);
        var begun = Promise.<Void>promise();
        var goesOn = Promise.<Void>promise();
        var change = database.inTransaction(sql -> accounts.setChosenPassword(sql, NOLWENN, "chosen", NOW)
                .onSuccess(set -> begun.complete())
                .compose(set -> goesOn.future()));
        Await.done(begun.future());

        var locked = database.inTransaction(sql -> accounts.lockPassword(sql, NOLWENN, old));
        tables.untilWaiting(1);
        goesOn.complete();

        Await.done(change);
        assertFalse(Await.done(locked));
    }

    @Test
    void aPendingAccountCanBeRemovedAndAnActiveOneCannot() {
        insert(NOLWENN, "KM402716", "nolwenn@kervella.example");
        insert(ERWAN, "AB123456", "erwan@kervella.example");
        activate(NOLWENN);

        assertFalse(Await.done(accounts.deletePending(database, NOLWENN)));
        assertTrue(Await.done(accounts.deletePending(database, ERWAN)));

        assertEquals(List.of("KM402716|ACTIVE"), tables.query("SELECT identifier, state FROM account"));
    }

    @Test
    void theChallengeSetIsReplacedAsAWhole() {
        insert(NOLWENN, "KM402716", "nolwenn@kervella.example");
        replace("first", 4);

        replace("second", 4);

        assertEquals(
                List.of("1|school||second1", "2||Whose boat?|second2", "3|school||second3", "4||Whose boat?|second4"),
                tables.query("SELECT position, catalogue_id, own_question, answer_hash FROM challenge_question "
                        + "ORDER BY position"));
        assertEquals(List.of("second"), tables.query("SELECT personal_code_hash FROM challenge_set"));
    }

    private void replace(String hash, int count) {
        var questions = IntStream.rangeClosed(1, count)
                .mapToObj(i -> i % 2 == 1
                        ? ChallengeStore.Question.ofCatalogue("school", hash + i)
                        : ChallengeStore.Question.own("Whose boat?", hash + i))
                .toList();
        Await.done(database.inTransaction(sql -> challenges.replace(sql, NOLWENN, questions, hash, NOW)));
    }

    private void insert(UUID id, String identifier, String email) {
        Await.done(accounts.insert(database, account(id, identifier, email)));
    }

    private void activate(UUID id) {
        Await.done(accounts.setChosenPassword(database, id, "chosen", NOW));
        assertTrue(Await.done(accounts.activate(database, id, NOW)));
    }

    private Optional<Account> byLogin(String typed) {
        return Await.done(accounts.byLogin(database, Login.parse(typed)));
    }

    private static NewAccount account(UUID id, String identifier, String email) {
        return new NewAccount(
                id,
                identifier,
                new Person(
                        PersonName.parse("Nolwenn"),
                        PersonName.parse("Kervella"),
                        email(email),
                        Optional.of(PhoneNumber.parse("06 12 34 56 78", Country.FRANCE))),
                Language.FR,
                "temporary",
                NOW.plus(Duration.ofDays(3)),
                NOW);
    }

    private static EmailAddress email(String text) {
        return EmailAddress.parse(text);
    }
}
