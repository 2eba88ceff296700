package eu.parvis.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.TestClock;
import eu.parvis.TestConfiguration;
import eu.parvis.TestDatabase;
import eu.parvis.TestFoundation;
import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.config.Configuration;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.Tokens;
import eu.parvis.db.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two instances answer in turn, so that no test depends on one instance's memory. */
@ExtendWith(VertxExtension.class)
class SessionVerticleTest {

    private static final UUID NOLWENN = new UUID(0, 1);
    private static final UUID MENUISERIE = new UUID(1, 1);
    private static final UUID VOILERIE = new UUID(1, 2);

    private final TestClock clock = new TestClock();
    private TestDatabase tables;
    private Database database;
    private Configuration configuration;
    private SessionStore sessions;
    private Bus bus;

    @BeforeEach
    void deploy(Vertx vertx) {
        tables = TestDatabase.fresh();
        // Tests call flush and sweep themselves; no timer does.
        configuration =
                TestConfiguration.with(tables.settings(), Map.of("session.flush", "PT24H", "session.sweep", "PT24H"));
        database = Database.open(vertx, tables.settings(), 1);
        sessions = new SessionStore(configuration, new SecureRandom());
        bus = node(vertx);
        people();
    }

    @Test
    void aSessionLastsThirtyMinutesWithoutActivity() {
        var token = open();

        clock.advance(minutes("PT29M59S"));
        assertTrue(watch(token).identity().isPresent());

        clock.advance(Duration.ofSeconds(1));
        assertEquals(Optional.of(SessionApi.Ending.IDLE), watch(token).ending());
        assertEquals(Optional.of(SessionApi.Ending.IDLE), act(token).ending());
    }

    @Test
    void everyActCountsAndWatchingDoesNot() {
        var token = open();

        clock.advance(minutes("PT10M"));
        act(token);
        clock.advance(minutes("PT29M59S"));
        watch(token);
        assertTrue(act(token).identity().isPresent());
        clock.advance(minutes("PT20M"));
        watch(token);
        clock.advance(minutes("PT10M1S"));

        assertEquals(Optional.of(SessionApi.Ending.IDLE), act(token).ending());
    }

    @Test
    void howeverActiveItEndsAfterTwelveHours() {
        var token = open();

        for (var minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
            clock.advance(Duration.ofMinutes(20));
            assertTrue(act(token).identity().isPresent());
        }
        clock.advance(Duration.ofMinutes(20));

        assertEquals(Optional.of(SessionApi.Ending.AGED), act(token).ending());
    }

    @Test
    void theLastMinutesAreAnnouncedEvenWhenAgeEndsTheSession() {
        var token = open();
        for (var i = 0; i < 71; i++) {
            clock.advance(Duration.ofMinutes(10));
            act(token);
        }

        var identity = watch(token).identity().orElseThrow();

        assertEquals(clock.instant().plus(Duration.ofMinutes(10)), identity.idleEnd());
        assertEquals(identity.expiresAt(), identity.idleEnd());
    }

    @Test
    void activityIsWrittenInBatchesAndSurvivesTheNode(Vertx vertx) {
        var other = Vertx.vertx();
        var token = open();
        clock.advance(minutes("PT10M"));
        act(token);
        assertEquals(List.of("2026-11-24 09:00:00+00"), lastActivity());

        Await.done(stop(vertx));

        assertEquals(List.of("2026-11-24 09:10:00+00"), lastActivity());
        var otherBus = node(other);
        clock.advance(minutes("PT29M59S"));
        assertTrue(ask(otherBus, token, true).identity().isPresent());
        Await.done(other.close());
    }

    @Test
    void twoNodesAgreeOnALongQuietSessionAtOnce() {
        var other = Vertx.vertx();
        var otherBus = node(other);
        var token = open();

        clock.advance(minutes("PT29M59S"));
        assertTrue(act(token).identity().isPresent());
        clock.advance(minutes("PT2S"));

        assertTrue(ask(otherBus, token, true).identity().isPresent());
        Await.done(other.close());
    }

    @Test
    void whatCouldNotBeWrittenIsNotForgotten(Vertx vertx) {
        var activity = new Activity(vertx);
        var rules = new Sessions(database, activity, configuration, clock);
        var token = open();
        clock.advance(minutes("PT5M"));
        act(token);
        tables.execute("ALTER TABLE session RENAME COLUMN last_activity_at TO away");

        Await.failure(rules.flush());

        tables.execute("ALTER TABLE session RENAME COLUMN away TO last_activity_at");
        Await.done(rules.flush());
        assertEquals(List.of("2026-11-24 09:05:00+00"), lastActivity());
    }

    @Test
    void whatIsOverByItsAgeIsRemoved(Vertx vertx) {
        var rules = new Sessions(database, new Activity(vertx), configuration, clock);
        open();
        clock.advance(Duration.ofHours(1));
        open();
        clock.advance(Duration.ofHours(11));

        var removed = Await.done(rules.sweep(clock.instant()));

        assertEquals(1, removed);
        assertEquals(List.of("1"), tables.query("SELECT count(*) FROM session"));
    }

    @Test
    void anEndedSessionIsEndedEverywhereAtOnce() {
        var other = Vertx.vertx();
        var otherBus = node(other);
        var token = open();
        var session = act(token).identity().orElseThrow().session();

        Await.done(bus.request(SessionApi.END, new SessionApi.End(session, "192.0.2.1")));

        assertEquals(
                Optional.of(SessionApi.Ending.ENDED), ask(otherBus, token, true).ending());
        Await.done(bus.request(SessionApi.END, new SessionApi.End(session, "192.0.2.1")));
        Await.done(other.close());
    }

    @Test
    void aNewPasswordEndsAllSessionsOrAllOthers() {
        var here = opened();
        var there = open();

        Await.done(sessions.endOthers(
                database, NOLWENN, here.session(), SessionApi.Ending.PASSWORD_CHANGED, clock.instant()));
        assertTrue(act(here.token()).identity().isPresent());
        assertFalse(act(there).identity().isPresent());

        Await.done(sessions.endAll(database, NOLWENN, SessionApi.Ending.DEACTIVATED, clock.instant()));
        assertFalse(act(here.token()).identity().isPresent());
    }

    @Test
    void whoseSessionWasEndedIsToldTheReason() {
        var tokens = new EnumMap<SessionApi.Ending, Secret>(SessionApi.Ending.class);
        for (var reason : EnumSet.complementOf(
                EnumSet.of(SessionApi.Ending.IDLE, SessionApi.Ending.AGED, SessionApi.Ending.ENDED))) {
            tokens.put(reason, open());
            Await.done(sessions.endAll(database, NOLWENN, reason, clock.instant()));
        }

        tokens.forEach((reason, token) -> {
            assertEquals(reason, act(token).why());
            assertEquals(
                    Optional.of(SessionApi.Ending.ENDED),
                    act(token).ending(),
                    "a node of an older version reads this constant");
        });
    }

    @Test
    void whoSignedOutIsToldSo() {
        var token = open();
        var session = act(token).identity().orElseThrow().session();

        Await.done(bus.request(SessionApi.END, new SessionApi.End(session, "192.0.2.1")));

        assertEquals(SessionApi.Ending.SIGNED_OUT, act(token).why());
    }

    /** Whoever comes back in the morning finds the session swept. */
    @Test
    void theReasonIsTheSameBeforeAndAfterTheSweep(Vertx vertx) {
        var rules = new Sessions(database, new Activity(vertx), configuration, clock);
        var quiet = open();
        var busy = open();
        tables.execute("UPDATE session SET last_activity_at = expires_at - interval '10 minutes' WHERE token_hash <> '"
                + hash(quiet) + "'");
        clock.advance(Duration.ofHours(13));
        assertEquals(SessionApi.Ending.IDLE, act(quiet).why());
        assertEquals(SessionApi.Ending.AGED, act(busy).why());

        assertEquals(2, Await.done(rules.sweep(clock.instant())));

        assertEquals(SessionApi.Ending.IDLE, act(quiet).why());
        assertEquals(SessionApi.Ending.AGED, act(busy).why());
        clock.advance(Duration.ofDays(31));
        Await.done(rules.sweep(clock.instant()));
        assertEquals(SessionApi.Ending.ENDED, act(quiet).why());
        assertEquals(List.of("0"), tables.query("SELECT count(*) FROM ended_session"));
    }

    private static String hash(Secret token) {
        return "\\x" + HexFormat.of().formatHex(Tokens.sha256(token.text()).getBytes());
    }

    @Test
    void everyRiseInPrivilegeChangesTheToken() {
        tables.execute("UPDATE account SET state = 'PENDING', activated_at = NULL, step = 'CHALLENGES'");
        var before = opened(SessionApi.Kind.ACTIVATION);
        var after = Await.done(sessions.rotate(database, before.session(), SessionApi.Kind.OPEN, clock.instant()));

        assertNotEquals(before.token(), after.token());
        assertFalse(act(before.token()).identity().isPresent());
        var identity = act(after.token()).identity().orElseThrow();
        assertEquals(SessionApi.Kind.OPEN, identity.kind());
        assertEquals(before.session(), identity.session());
        assertEquals(before.expiresAt(), identity.expiresAt());
    }

    @Test
    void anEndedSessionDoesNotRise() {
        var ended = Await.failure(sessions.rotate(database, new UUID(9, 9), SessionApi.Kind.OPEN, clock.instant()));

        assertEquals(Failure.Kind.UNAUTHENTICATED, ((Failure) ended).kind());
    }

    @Test
    void rolesAreThoseOfThisMoment() {
        var token = open();
        assertEquals(
                List.of("ADMINISTRATOR", "USER"),
                act(token).identity().orElseThrow().roles());

        tables.execute("UPDATE member SET roles = '{USER}' WHERE organisation_id = '" + MENUISERIE + "'");

        assertEquals(List.of("USER"), act(token).identity().orElseThrow().roles());
    }

    @Test
    void onePersonActsForOneOrganisationAtATime() {
        var token = open();
        var first = act(token).identity().orElseThrow();
        assertEquals(List.of(MENUISERIE, VOILERIE), organisations(first));
        assertEquals(MENUISERIE, first.organisation().orElseThrow().organisation());

        Await.done(bus.request(
                SessionApi.SWITCH_ORGANISATION,
                new SessionApi.SwitchOrganisation(first.session(), NOLWENN, VOILERIE, "192.0.2.1")));

        var second = act(token).identity().orElseThrow();
        assertEquals("Voilerie Cariou", second.organisation().orElseThrow().name());
        assertEquals(List.of("USER"), second.roles());
    }

    @Test
    void nobodyActsForAnOrganisationThatIsNotTheirs() {
        var token = open();
        var identity = act(token).identity().orElseThrow();
        tables.execute("UPDATE member SET state = 'DEACTIVATED' WHERE organisation_id = '" + VOILERIE + "'");

        var foreign = (Failure) Await.failure(bus.request(
                SessionApi.SWITCH_ORGANISATION,
                new SessionApi.SwitchOrganisation(identity.session(), NOLWENN, VOILERIE, "192.0.2.1")));
        var absent = (Failure) Await.failure(bus.request(
                SessionApi.SWITCH_ORGANISATION,
                new SessionApi.SwitchOrganisation(identity.session(), NOLWENN, new UUID(7, 7), "192.0.2.1")));

        assertEquals(Failure.Kind.NOT_FOUND, foreign.kind());
        assertEquals(foreign.messageId(), absent.messageId());
    }

    @Test
    void aDeactivatedMemberActsForWhatIsLeftAtOnce() {
        var token = open();

        tables.execute("UPDATE member SET state = 'DEACTIVATED' WHERE organisation_id = '" + MENUISERIE + "'");
        assertEquals(
                VOILERIE,
                act(token).identity().orElseThrow().organisation().orElseThrow().organisation());

        tables.execute("UPDATE member SET state = 'DEACTIVATED'");
        assertEquals(Optional.empty(), act(token).identity().orElseThrow().organisation());
        assertEquals(List.of(), act(token).identity().orElseThrow().roles());
    }

    @Test
    void aClosedAccountHasNoSession() {
        var token = open();

        tables.execute("UPDATE account SET state = 'CLOSED'");

        assertEquals(Optional.of(SessionApi.Ending.ENDED), act(token).ending());
    }

    @Test
    void anInvitationShowsOnlyInTheWizardOfTheAccountThatItMade() {
        tables.execute("UPDATE member SET state = 'INVITED', made_account = organisation_id = '" + VOILERIE + "'");

        assertEquals(List.of(), act(open()).identity().orElseThrow().memberships());
        assertEquals(
                List.of(VOILERIE),
                organisations(act(opened(SessionApi.Kind.ACTIVATION).token())
                        .identity()
                        .orElseThrow()));
    }

    @Test
    void aTokenThatWasNeverGivenOpensNothing() {
        assertEquals(Optional.of(SessionApi.Ending.ENDED), act(new Secret("")).ending());
        assertEquals(
                Optional.of(SessionApi.Ending.ENDED),
                act(new Secret("x".repeat(5_000))).ending());
    }

    @Test
    void theTokenItselfIsNowhereInTheDatabase() {
        var opened = opened();

        var row = tables.query("SELECT session FROM session session").toString();

        assertFalse(row.contains(opened.token().text()));
        assertFalse(opened.toString().contains(opened.token().text()));
    }

    private Bus node(Vertx vertx) {
        var onNode = Bus.on(vertx, new SimpleMeterRegistry());
        var foundation = TestFoundation.of(onNode, database, configuration, clock);
        Await.done(
                vertx.deployVerticle(() -> new SessionVerticle(foundation), new DeploymentOptions().setInstances(2)));
        return onNode;
    }

    private static io.vertx.core.Future<?> stop(Vertx vertx) {
        return io.vertx.core.Future.all(
                vertx.deploymentIDs().stream().map(vertx::undeploy).toList());
    }

    private void people() {
        tables.execute(
                """
                INSERT INTO account (id, identifier, email, email_key, first_name, last_name, language, state, step,
                                     password_hash, password_kind, password_changed_at, created_at, activated_at)
                VALUES ('%s', 'KM402716', 'n@k.example', 'n@k.example', 'Nolwenn', 'Kervella', 'fr', 'ACTIVE', 'DONE',
                        'phc', 'CHOSEN', '2026-11-01Z', '2026-11-01Z', '2026-11-01Z')
                """.formatted(NOLWENN),
                organisation(MENUISERIE, "Menuiserie Kervella", "ADMINISTRATOR,USER", "2026-11-01Z"),
                organisation(VOILERIE, "Voilerie Cariou", "USER", "2026-11-02Z"));
    }

    private static String organisation(UUID id, String name, String roles, String since) {
        return """
                INSERT INTO organisation (id, number_key, registered_in, type, name, phone, address, postcode, town,
                                          region, country, state, created_at)
                VALUES ('%1$s', '%1$s', 'FRANCE', 'COMPANY', '%2$s', '+33261912460', '1 quai', '29000', 'Quimper',
                        'Finistère', 'FR', 'ACTIVE', '%4$s');
                INSERT INTO member (id, organisation_id, account_id, roles, state, created_at, changed_at)
                VALUES (gen_random_uuid(), '%1$s', '%5$s', '{%3$s}', 'ACTIVE', '%4$s', '%4$s')
                """.formatted(id, name, roles, since, NOLWENN);
    }

    private OpenedSession opened() {
        return opened(SessionApi.Kind.OPEN);
    }

    private OpenedSession opened(SessionApi.Kind kind) {
        return Await.done(sessions.open(
                database,
                new NewSession(NOLWENN, kind, SessionApi.Channel.BROWSER, Optional.of("Firefox"), "192.0.2.1", true),
                clock.instant()));
    }

    private Secret open() {
        return opened().token();
    }

    private SessionApi.ResolvedSession act(Secret token) {
        return ask(bus, token, true);
    }

    private SessionApi.ResolvedSession watch(Secret token) {
        return ask(bus, token, false);
    }

    private static SessionApi.ResolvedSession ask(Bus node, Secret token, boolean counts) {
        return Await.done(node.request(SessionApi.RESOLVE, new SessionApi.Resolve(token, counts)));
    }

    private static List<UUID> organisations(Identity identity) {
        return identity.memberships().stream()
                .map(Identity.Membership::organisation)
                .toList();
    }

    private List<String> lastActivity() {
        return tables.query("SELECT last_activity_at FROM session");
    }

    private static Duration minutes(String text) {
        return Duration.parse(text);
    }
}
