package eu.parvis.company;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.TestClock;
import eu.parvis.TestDatabase;
import eu.parvis.bus.Bus;
import eu.parvis.company.CompanyApi.Checked;
import eu.parvis.company.CompanyApi.Found;
import eu.parvis.company.CompanyApi.Source;
import eu.parvis.company.CompanyApi.State;
import eu.parvis.company.CompanyApi.VatCheck;
import eu.parvis.company.Verification.Kind;
import eu.parvis.db.Database;
import eu.parvis.dev.DirectoryServer;
import eu.parvis.dev.DirectoryServer.Mood;
import eu.parvis.work.Worker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Checks that got no answer at registration are repeated; with real PostgreSQL and HTTP, only the clock is simulated.
 */
@ExtendWith(VertxExtension.class)
class RecheckTest {

    private static final String GLASSWORKS = "90000001900019";
    private static final String UNKNOWN = "90000009200016";
    private static final String VALID_VAT = "BE0900000147";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final TestClock clock = new TestClock();
    private final TestDatabase rows = TestDatabase.fresh();
    private Vertx vertx;
    private DirectoryServer registers;
    private Database database;
    private Bus bus;

    @BeforeEach
    void start(Vertx vertx) {
        this.vertx = vertx;
        registers = Await.done(DirectoryServer.start(vertx, 0));
        database = Database.open(vertx, rows.settings(), 1);
        bus = Bus.on(vertx, new SimpleMeterRegistry());
    }

    @Test
    void anOrganisationRegisteredWhileTheDirectoryWasDownIsVerifiedOnceItIsBack() {
        var organisation = registered(Verification.unverified(Kind.SIRET, GLASSWORKS));
        var companies = companies();
        registers.mood(Mood.DOWN);

        assertEquals(1, sweep(companies));
        assertEquals(State.UNVERIFIED, verification(organisation).state());

        registers.mood(Mood.WELL);
        assertEquals(0, sweep(companies));
        clock.advance(Duration.ofMinutes(1));
        assertEquals(1, sweep(companies));

        var verified = verification(organisation);
        assertEquals(State.VERIFIED, verified.state());
        assertEquals(Optional.of(Source.DIRECTORY), verified.source());
        assertEquals(Optional.of(clock.instant()), verified.checkedAt());
        assertEquals(Optional.of("VERRERIE DES DEUX CAPS"), verified.evidence().name());
        assertEquals(
                Optional.of("12 RUE DES VERRIERS, 62179 WISSANT"),
                verified.evidence().address());

        clock.advance(Duration.ofDays(10));
        assertEquals(0, sweep(companies));
    }

    @Test
    void aVatNumberIsVerifiedWithTheProofOfVies() {
        var organisation = registered(Verification.unverified(Kind.VAT, VALID_VAT));

        sweep(companies());

        var verified = verification(organisation);
        assertEquals(State.VERIFIED, verified.state());
        assertEquals(Optional.of(Source.VIES), verified.source());
        assertEquals(Optional.of("WAPIAAAAZSANDBOX"), verified.evidence().requestIdentifier());
    }

    @Test
    void aChangedAnswerIsToldOnce() {
        var organisation = registered(Verification.unverified(Kind.SIRET, UNKNOWN));
        var told = new ArrayList<Checked>();
        var second = Promise.<Void>promise();
        Await.done(bus.listen(CompanyApi.CHECKED, checked -> {
            told.add(checked);
            if (!checked.organisationId().equals(organisation)) {
                second.complete();
            }
        }));
        var companies = companies();

        sweep(companies);
        clock.advance(Duration.ofDays(1));
        sweep(companies);
        var other = registered(Verification.unverified(Kind.SIRET, GLASSWORKS));
        sweep(companies);
        Await.done(second.future());

        assertEquals(List.of(new Checked(organisation, State.NOT_FOUND), new Checked(other, State.VERIFIED)), told);
    }

    @Test
    void whatTheDirectoryDoesNotKnowYetIsAskedAgainDailyForAWhile() {
        registered(Verification.unverified(Kind.SIRET, UNKNOWN));
        var companies = companies();

        assertEquals(1, sweep(companies));
        clock.advance(Duration.ofHours(23));
        assertEquals(0, sweep(companies));
        clock.advance(Duration.ofHours(1));
        assertEquals(1, sweep(companies));
        assertEquals(2, registers.calls());
    }

    @Test
    void aRegisterThatStaysAwayIsAskedEverMoreRarelyAndAtLastNoMore() {
        var organisation = registered(Verification.unverified(Kind.SIRET, GLASSWORKS));
        var switchedOff = companies(siret -> Future.succeededFuture(Found.unanswered(siret, clock.instant())));
        var waits = new ArrayList<Duration>();

        while (nextAttempt(organisation).isPresent()) {
            var due = nextAttempt(organisation).get();
            waits.add(Duration.between(clock.instant(), due));
            clock.advance(Duration.between(clock.instant(), due));
            assertEquals(1, sweep(switchedOff));
        }

        var day = Duration.ofDays(1);
        assertEquals(
                List.of(
                        Duration.ZERO,
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(10),
                        Duration.ofHours(1),
                        Duration.ofHours(6),
                        day,
                        day,
                        day,
                        day,
                        day,
                        day,
                        day),
                waits);
        assertEquals(State.UNVERIFIED, verification(organisation).state());
    }

    @Test
    void whatIsKnownAtRegistrationIsKeptAndNotAskedAgain() {
        var check = new VatCheck(
                VALID_VAT,
                State.VERIFIED,
                Optional.of("NAME"),
                Optional.empty(),
                Optional.of("PROOF"),
                clock.instant());
        var organisation = registered(Verification.of(check));

        assertEquals(Verification.of(check), verification(organisation));
        assertEquals(0, sweep(companies()));
    }

    @Test
    void anOrganisationThatNoRegisterKnowsStaysAsItIs() {
        var organisation = registered(Verification.unverified(Kind.NONE, "1234567001"));

        assertEquals(0, sweep(companies()));
        assertEquals(Verification.unverified(Kind.NONE, "1234567001"), verification(organisation));
    }

    @Test
    void twoNodesShareTheWorkAndAskNothingTwice() {
        IntStream.range(0, 45)
                .forEach(i ->
                        registered(Verification.unverified(Kind.SIRET, "%014d".formatted(10_000_000_000_000L + i))));
        var one = companies();
        var other = companies();

        var swept = Await.done(Future.all(one.sweep(), other.sweep()));

        assertEquals(45, asked(swept.resultAt(0)) + asked(swept.resultAt(1)));
        assertEquals(45, registers.calls());
        assertEquals(List.of("45"), rows.query("SELECT count(*) FROM verification WHERE state = 'NOT_FOUND'"));
    }

    @Test
    void whatADeadNodeHadClaimedIsTakenOverAndItsLateAnswerIsIgnored() {
        var organisation = registered(Verification.unverified(Kind.SIRET, GLASSWORKS));
        var repository = new VerificationRepository(database);
        var dead = Await.done(repository.claim(clock.instant(), clock.instant().plusSeconds(180)))
                .orElseThrow();

        assertEquals(0, sweep(companies()));
        clock.advance(Duration.ofMinutes(3));
        assertEquals(1, sweep(companies()));

        assertFalse(Await.done(repository.postpone(dead, Optional.of(clock.instant()))));
        assertEquals(
                List.of(organisation.toString()), rows.query("SELECT organisation_id FROM verification WHERE news"));
        assertEquals(State.VERIFIED, verification(organisation).state());
    }

    @Test
    void aRegistrationThatFailsLeavesNothingToCheck() {
        var organisation = organisation();

        Await.failure(database.inTransaction(
                tx -> VerificationStore.queue(tx, organisation, Kind.SIRET, GLASSWORKS, clock.instant())
                        .compose(queued -> Future.failedFuture("the second mail could not be queued"))));

        assertTrue(Await.done(VerificationStore.of(database, organisation)).isEmpty());
    }

    private Worker<VerificationRepository.ClaimedVerification> companies() {
        return companies(new DirectoryClient(vertx, clock, registers.directoryUrl(), TIMEOUT, 1_000));
    }

    private Worker<VerificationRepository.ClaimedVerification> companies(CompanyDirectory directory) {
        var vies = new ViesClient(vertx, clock, registers.viesUrl(), TIMEOUT);
        var recheck =
                new Recheck(directory, vies, new VerificationRepository(database), bus, clock, new SecureRandom());
        return new Worker<>(vertx, recheck, clock, new SimpleMeterRegistry());
    }

    /** How many were asked. */
    private int sweep(Worker<?> companies) {
        return asked(Await.done(companies.sweep()));
    }

    private static int asked(Worker.Ran ran) {
        return ran.done() + ran.failed();
    }

    private UUID registered(Verification verification) {
        var organisation = organisation();
        Await.done(
                database.inTransaction(tx -> VerificationStore.store(tx, organisation, verification, clock.instant())));
        return organisation;
    }

    private UUID organisation() {
        var id = UUID.randomUUID();
        rows.execute("""
                INSERT INTO organisation (id, number_key, registered_in, type, name, phone, address, postcode, town,
                    region, country, state, created_at)
                VALUES ('%s', 'ID:FR:%s', 'FRANCE', 'COMPANY', 'Verrerie', '+33320202020', '12 rue des Verriers',
                    '62179', 'Wissant', 'Pas-de-Calais', 'FR', 'PENDING', '2026-11-24T09:00:00Z')
                """.formatted(id, id));
        return id;
    }

    private Verification verification(UUID organisation) {
        return Await.done(VerificationStore.of(database, organisation)).orElseThrow();
    }

    private Optional<Instant> nextAttempt(UUID organisation) {
        return rows
                .query("SELECT to_char(next_attempt_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
                        + " FROM verification WHERE organisation_id = '" + organisation + "'")
                .stream()
                .filter(time -> !time.isEmpty())
                .map(Instant::parse)
                .findFirst();
    }
}
