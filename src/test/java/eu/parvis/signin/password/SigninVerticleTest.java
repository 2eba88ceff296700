package eu.parvis.signin.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.Statements;
import eu.parvis.TestClock;
import eu.parvis.TestConfiguration;
import eu.parvis.TestDatabase;
import eu.parvis.TestFoundation;
import eu.parvis.account.Login;
import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.config.Configuration;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.HashingSettings;
import eu.parvis.crypto.HashingVerticle;
import eu.parvis.crypto.Keys;
import eu.parvis.crypto.Secret;
import eu.parvis.db.Database;
import eu.parvis.session.Identity;
import eu.parvis.session.SessionApi;
import eu.parvis.session.SessionVerticle;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances answer in turn. */
class SigninVerticleTest {

    private static final HashingSettings PAST = new HashingSettings(64, 1, 1, 1, 10);
    private static final HashingSettings TODAY = new HashingSettings(128, 2, 1, 2, 100);

    private static final String PASSWORD = "Goéland.7-varech";
    private static final String TEMPORARY = "kG7.dTa4nX";

    private final TestClock clock = new TestClock();
    private final Statements statements = new Statements();
    private final Vertx vertx = statements.vertx();
    private TestDatabase tables;
    private Bus bus;
    private String hashing;

    @BeforeEach
    void deploy() {
        tables = TestDatabase.fresh();
        var configuration = TestConfiguration.with(tables.settings(), Map.of("session.flush", "PT24H"));
        bus = Bus.on(vertx, new SimpleMeterRegistry());
        hashing = Await.done(vertx.deployVerticle(new HashingVerticle(bus, TODAY, keys().pepper())));
        deploy(configuration);
        new People(tables).activated(hash(bus, PASSWORD));
        new People(tables).invited(hash(bus, TEMPORARY));
    }

    private void deploy(Configuration configuration) {
        var database = Database.open(vertx, tables.settings(), 1);
        var foundation = TestFoundation.of(bus, database, configuration, clock);
        Await.done(vertx.deployVerticle(() -> new SigninVerticle(foundation), new DeploymentOptions().setInstances(2)));
        Await.done(vertx.deployVerticle(new SessionVerticle(foundation)));
    }

    @AfterEach
    void close() {
        Await.done(vertx.close());
    }

    @Test
    void identifierAndAddressBothOpenTheDoor() {
        var byIdentifier = signIn("km 402716", PASSWORD);
        var byAddress = signIn("Nolwenn@Kervella.example", PASSWORD);

        assertEquals(People.NOLWENN, who(byIdentifier).account().id());
        assertEquals(People.NOLWENN, who(byAddress).account().id());
        assertEquals(SessionApi.Kind.OPEN, byIdentifier.session().kind());
        assertNotEquals(byIdentifier.session().token(), byAddress.session().token());
        assertEquals(Duration.ofMinutes(30), byIdentifier.session().idle());
        assertEquals(
                clock.instant().plus(Duration.ofHours(12)),
                byIdentifier.session().expiresAt());
    }

    @Test
    void aPasswordIsExactlyWhatWasTyped() {
        assertEquals("signin.refused", refused("KM402716", PASSWORD + " ").messageId());
        assertEquals(
                "signin.refused",
                refused("KM402716", PASSWORD.toLowerCase(Locale.ROOT)).messageId());
        assertTrue(
                who(signIn("KM402716", "Goe\u0301land.7-varech")).account().id().equals(People.NOLWENN));
    }

    @Test
    void aTemporaryPasswordOpensTheWizardOnlyAndAsOftenAsNeedBe() {
        var first = signIn("AB123456", TEMPORARY);
        var second = signIn("AB123456", TEMPORARY);

        assertEquals(SessionApi.Kind.ACTIVATION, first.session().kind());
        assertEquals(SessionApi.Kind.ACTIVATION, second.session().kind());
        assertEquals(
                List.of("TEMPORARY_PASSWORD_USED|DONE", "TEMPORARY_PASSWORD_USED|DONE"),
                tables.query("SELECT event, outcome FROM journal"));
    }

    /** The two mails are of no use apart: the address is known to whoever reads the second one. */
    @Test
    void aTemporaryPasswordOpensNothingWithoutTheIdentifier() {
        var byAddress = refused("Erwan@Kervella.example", TEMPORARY);
        var wrong = refused("Erwan@Kervella.example", "wrong");

        assertEquals(Failure.Kind.UNAUTHENTICATED, byAddress.kind());
        assertEquals(wrong.messageId(), byAddress.messageId());
        assertEquals(wrong.arguments(), byAddress.arguments());
        assertEquals(
                SessionApi.Kind.ACTIVATION,
                signIn("AB123456", TEMPORARY).session().kind());
    }

    @Test
    void aTemporaryPasswordWithTheAddressCostsTheStatementsOfAWrongOne() {
        refused("erwan@kervella.example", "wrong");
        var wrong = statements.of(() -> refused("erwan@kervella.example", "wrong"));
        var right = statements.of(() -> refused("erwan@kervella.example", TEMPORARY));
        var unknown = statements.of(() -> refused("nobody@kervella.example", TEMPORARY));

        assertEquals(wrong, right);
        assertEquals(unknown, right);
    }

    @Test
    void aPasswordOfOnesOwnOpensTheWizardWithTheAddressToo() {
        tables.execute("UPDATE account SET step = 'CHALLENGES', password_kind = 'CHOSEN', password_expires_at = NULL "
                + "WHERE identifier = 'AB123456'");

        assertEquals(
                SessionApi.Kind.ACTIVATION,
                signIn("erwan@kervella.example", TEMPORARY).session().kind());
    }

    @Test
    void aTemporaryPasswordLivesSeventyTwoHours() {
        clock.advance(Duration.ofDays(3).minusSeconds(1));
        assertEquals(
                SessionApi.Kind.ACTIVATION,
                signIn("AB123456", TEMPORARY).session().kind());

        clock.advance(Duration.ofSeconds(1));
        assertEquals("signin.refused", refused("AB123456", TEMPORARY).messageId());
    }

    @Test
    void whoChoseAPasswordButDidNotFinishIsStillInTheWizard() {
        tables.execute("UPDATE account SET step = 'CHALLENGES', password_kind = 'CHOSEN', password_expires_at = NULL "
                + "WHERE identifier = 'AB123456'");

        assertEquals(
                SessionApi.Kind.ACTIVATION,
                signIn("AB123456", TEMPORARY).session().kind());
    }

    @Test
    void nobodyLearnsWhoHasAnAccount() {
        tables.execute("UPDATE account SET state = 'CLOSED' WHERE identifier = 'AB123456'");

        var wrong = refused("KM402716", "wrong");
        var unknown = refused("ZZ999999", "wrong");
        var noIdentifier = refused("<script>", "wrong");
        var closed = refused("AB123456", TEMPORARY);

        for (var failure : List.of(wrong, unknown, noIdentifier, closed)) {
            assertEquals(Failure.Kind.UNAUTHENTICATED, failure.kind());
            assertEquals("signin.refused", failure.messageId());
            assertEquals(wrong.arguments(), failure.arguments());
        }
    }

    @Test
    void knownAndUnknownCostTheSameStatements() {
        refused("KM402716", "wrong");
        var known = statements.of(() -> refused("KM402716", "wrong"));
        var unknown = statements.of(() -> refused("ZZ999999", "wrong"));

        assertEquals(known, unknown);
        assertEquals(3, known.size(), known::toString);
    }

    @Test
    void knownAndUnknownCostTheSameStatementsAlsoWithADeviceTokenOfSomebody() {
        var token = Optional.of(new Secret("vT3kQ9wZ1xYb7RmPc5LdHs8NfGj2AeUo4KiXq6WtBy0"));
        var known =
                statements.of(() -> Await.failure(bus.request(SigninApi.SIGN_IN, command("KM402716", "wrong", token))));
        var unknown =
                statements.of(() -> Await.failure(bus.request(SigninApi.SIGN_IN, command("ZZ999999", "wrong", token))));

        assertEquals(known.stream().sorted().toList(), unknown.stream().sorted().toList());
        assertEquals(4, known.size(), known::toString);
    }

    @Test
    void tenTriesInFifteenMinutesAreLookedAtAndNoMore() {
        for (var i = 0; i < 10; i++) {
            assertEquals(
                    "signin.refused",
                    refusedFrom("192.0.2." + i % 2, "KM402716").messageId());
        }

        var throttled = refused("KM402716", PASSWORD);
        assertEquals(Failure.Kind.RATE_LIMITED, throttled.kind());
        assertEquals(Optional.of(Duration.ofMinutes(15)), throttled.retryAfter());
        clock.advance(Duration.ofMillis(30_500));
        var later = refused("KM402716", PASSWORD);
        assertEquals(Optional.of(Duration.ofSeconds(870)), later.retryAfter());
        assertEquals(List.of("15"), later.arguments(), "the same wait, in minutes");
        assertEquals(2, throttles().size(), "one line for each network, and not one for each that is turned away");

        clock.advance(Duration.ofMinutes(15));
        assertEquals(
                SessionApi.Kind.OPEN, signIn("KM402716", PASSWORD).session().kind());
    }

    private List<String> throttles() {
        return tables.query(
                "SELECT account_id, subject, address, outcome FROM journal WHERE event = 'SIGN_IN_THROTTLED'");
    }

    @Test
    void anUnknownNameIsThrottledAlike() {
        for (var i = 0; i < 5; i++) {
            assertEquals("signin.refused", refused("ZZ999999", "no").messageId());
        }

        assertEquals("signin.throttled", refused("zz 999999", "no").messageId());
        assertEquals(List.of("||192.0.2.1|REFUSED"), throttles());
        assertEquals("signin.refused", refused("ZZ999998", "no").messageId());
    }

    @Test
    void ofFiftyTriesAtOnceFromOneNetworkFiveAreLookedAt() {
        var all = IntStream.range(0, 50)
                .mapToObj(i -> bus.request(SigninApi.SIGN_IN, command("KM402716", "no")))
                .toList();

        var answers = all.stream()
                .map(each -> ((Failure) Await.failure(each)).messageId())
                .toList();

        assertEquals(5, Collections.frequency(answers, "signin.refused"));
        assertEquals(45, Collections.frequency(answers, "signin.throttled"));
    }

    @Test
    void aRightPasswordIsNoTry() {
        for (var i = 0; i < 12; i++) {
            signIn("KM402716", PASSWORD);
        }
        for (var i = 0; i < 4; i++) {
            refused("KM402716", "no");
        }

        signIn("KM402716", PASSWORD);
        assertEquals("signin.refused", refused("KM402716", "no").messageId());
        assertEquals("signin.throttled", refused("KM402716", "no").messageId());
    }

    @Test
    void aPasswordThatNobodyCouldEvaluateIsNoTry() {
        Await.done(vertx.undeploy(hashing));
        for (var i = 0; i < 12; i++) {
            assertEquals(Failure.Kind.UNAVAILABLE, refused("KM402716", PASSWORD).kind());
        }
        Await.done(vertx.deployVerticle(new HashingVerticle(bus, TODAY, keys().pepper())));

        signIn("KM402716", PASSWORD);
        assertNoTries();
    }

    /** Eight places for hashes: of fifty at once most are refused. */
    @Test
    void passwordsThatAFullNodeRefusesAreNoTries() {
        Await.done(vertx.undeploy(hashing));
        vertx.sharedData().getLocalMap("crypto.hashing").clear();
        Await.done(vertx.deployVerticle(
                // So slow that the queue is full before the first tries are given back.
                new HashingVerticle(bus, new HashingSettings(19_456, 16, 1, 1, 8), keys().pepper())));
        tables.execute("UPDATE account SET password_hash = '%s'".formatted(hash(bus, PASSWORD)));

        var all = IntStream.range(0, 50)
                .mapToObj(i -> bus.request(
                        SigninApi.SIGN_IN, command("KM402716", PASSWORD, Optional.empty(), "198.51.100." + i)))
                .toList();
        var refused = all.stream()
                .map(each -> Await.done(each.map("").otherwise(cause -> ((Failure) cause).messageId())))
                .filter(outcome -> !outcome.isEmpty())
                .toList();

        assertTrue(refused.contains("problem.unavailable"), refused::toString);
        assertNoTries();
    }

    @Test
    void aRightPasswordIsNoTryIfItsSessionCannotBeStored() {
        tables.execute("ALTER TABLE session RENAME TO elsewhere");
        for (var i = 0; i < 12; i++) {
            assertEquals(Failure.Kind.INTERNAL, refused("KM402716", PASSWORD).kind());
        }
        tables.execute("ALTER TABLE elsewhere RENAME TO session");

        signIn("KM402716", PASSWORD);
        assertNoTries();
    }

    private void assertNoTries() {
        assertEquals(List.of("0"), tables.query("SELECT sum(cardinality(tries)) FROM attempt"));
    }

    @Test
    void theOwnersOwnBrowserIsNotLockedOutByStrangers() {
        var mark = signIn("KM402716", PASSWORD).mark();
        for (var i = 0; i < 11; i++) {
            refused("KM402716", "guess");
        }

        assertEquals("signin.throttled", refused("KM402716", PASSWORD).messageId());
        var atHome = Await.done(bus.request(SigninApi.SIGN_IN, command("KM402716", PASSWORD, mark)));
        assertEquals(SessionApi.Kind.OPEN, atHome.session().kind());
        assertEquals(mark, atHome.mark());
    }

    @Test
    void aMarkOfSomebodyElseOrOfOnesOwnMakingIsWorthNothing() {
        var erwans = signIn("AB123456", TEMPORARY).mark();
        for (var i = 0; i < 10; i++) {
            refused("KM402716", "guess");
        }

        for (var mark : List.of(erwans, Optional.of(new Secret("abc.def")), Optional.of(new Secret("")))) {
            var failure = (Failure) Await.failure(bus.request(SigninApi.SIGN_IN, command("KM402716", PASSWORD, mark)));
            assertEquals("signin.throttled", failure.messageId());
        }
    }

    @Test
    void hashesAreRenewedWhenTheyAreOutdated() {
        tables.execute("UPDATE account SET password_hash = '%s' WHERE identifier = 'KM402716'".formatted(weakHash()));

        signIn("KM402716", PASSWORD);

        var renewed = tables.query("SELECT password_hash FROM account WHERE identifier = 'KM402716'")
                .get(0);
        assertTrue(renewed.startsWith("$argon2id$v=19$m=128,t=2,p=1$"), renewed);
        signIn("KM402716", PASSWORD);
        assertEquals(List.of("1"), tables.query("SELECT count(*) FROM journal WHERE event = 'PASSWORD_REHASHED'"));
    }

    @Test
    void rightPasswordsAtOnceAllOpenTheDoorWhileTheHashIsReplaced() {
        tables.execute("UPDATE account SET password_hash = '%s'".formatted(weakHash()));

        var all = IntStream.range(0, 4)
                .mapToObj(i -> bus.request(SigninApi.SIGN_IN, command("KM402716", PASSWORD)))
                .toList();
        all.forEach(Await::done);

        assertEquals(List.of("1"), tables.query("SELECT count(*) FROM journal WHERE event = 'PASSWORD_REHASHED'"));
        assertNoTries();
    }

    @Test
    void aPasswordThatIsChangedWhileItIsComparedOpensNothing() {
        tables.execute("""
                CREATE FUNCTION changed_meanwhile() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    UPDATE account SET password_hash = 'another' WHERE identifier = 'KM402716';
                    RETURN NULL;
                END $$
                """, "CREATE TRIGGER tried AFTER INSERT ON attempt EXECUTE FUNCTION changed_meanwhile()");

        var refused = refused("KM402716", PASSWORD);

        assertEquals(Failure.Kind.UNAUTHENTICATED, refused.kind());
        assertEquals("signin.refused", refused.messageId());
        assertEquals(List.of("0"), tables.query("SELECT count(*) FROM session"));
        assertEquals(List.of("0"), tables.query("SELECT count(*) FROM journal"));
        assertEquals(List.of("1", "1"), tables.query("SELECT cardinality(tries) FROM attempt"));
    }

    @Test
    void theJournalKnowsWhoCameAndWhoWasTurnedAwayAndNoSecret() {
        signIn("KM402716", PASSWORD);
        refused("KM402716", "Wr0ng.password");
        refused("Wr0ng.password", "KM402716");

        assertEquals(
                List.of(
                        "SIGN_IN|" + People.NOLWENN + "|192.0.2.1|Firefox|Linux|DONE",
                        "SIGN_IN|" + People.NOLWENN + "|192.0.2.1|Firefox|Linux|REFUSED",
                        "SIGN_IN||192.0.2.1|Firefox|Linux|REFUSED"),
                tables.query("SELECT event, account_id, address, detail->>'program', detail->>'system', outcome"
                        + " FROM journal ORDER BY id"));
        assertFalse(tables.query("SELECT journal FROM journal").toString().contains("Wr0ng"));
    }

    private Identity who(SigninApi.SignedIn signedIn) {
        var resolved = Await.done(bus.request(
                SessionApi.RESOLVE, new SessionApi.Resolve(signedIn.session().token(), true)));
        return resolved.identity().orElseThrow();
    }

    private SigninApi.SignedIn signIn(String login, String password) {
        return Await.done(bus.request(SigninApi.SIGN_IN, command(login, password)));
    }

    private Failure refused(String login, String password) {
        return (Failure) Await.failure(bus.request(SigninApi.SIGN_IN, command(login, password)));
    }

    private Failure refusedFrom(String address, String login) {
        return (Failure) Await.failure(bus.request(SigninApi.SIGN_IN, command(login, "no", Optional.empty(), address)));
    }

    private static SigninApi.SignIn command(String login, String password) {
        return command(login, password, Optional.empty());
    }

    private static SigninApi.SignIn command(String login, String password, Optional<Secret> mark) {
        return command(login, password, mark, "192.0.2.1");
    }

    private static SigninApi.SignIn command(String login, String password, Optional<Secret> mark, String address) {
        return new SigninApi.SignIn(
                Login.parse(login),
                new Secret(password),
                SessionApi.Channel.BROWSER,
                Optional.of("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"),
                mark,
                Optional.empty(),
                address);
    }

    private static String hash(Bus bus, String password) {
        return Await.done(bus.request(HashingApi.HASH, new HashingApi.Hash(new Secret(password))))
                .phc();
    }

    /** A hash with weaker parameters, as stored by an older installation. */
    private static String weakHash() {
        var past = Vertx.vertx();
        var pastBus = Bus.on(past, new SimpleMeterRegistry());
        Await.done(past.deployVerticle(new HashingVerticle(pastBus, PAST, keys().pepper())));
        var phc = hash(pastBus, PASSWORD);
        Await.done(past.close());
        return phc;
    }

    private static Keys keys() {
        return Keys.from(new byte[32]);
    }
}
