package eu.parvis.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.api.ApiClient;
import eu.parvis.api.Exchange;
import eu.parvis.journey.Cable.Tear;
import eu.parvis.journey.Reader.Page;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Registrations during outages of the database or the mail server, through pages and API. The database is killed and
 * restarted with its data. No registration may be lost, incomplete or duplicated.
 */
class OutagesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Default interval of the outbox sweep. */
    private static final Duration SWEEP = Duration.ofSeconds(10);

    /** Time after which a call whose node or database died may be repeated. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** Longest time of any answer during an outage. */
    private static final Duration LONGEST = Duration.ofSeconds(6);

    private static Vertx vertx;
    private static OwnDatabase database;
    private static RunningPortal portal;
    private static ApiClient api;

    /** Row counts of the tables that a registration writes. */
    private record Rows(int organisations, int accounts, int members, int mails, int entries, int submitted) {

        static Rows now() {
            return new Rows(
                    database.count("SELECT count(*) FROM organisation"),
                    database.count("SELECT count(*) FROM account"),
                    database.count("SELECT count(*) FROM member"),
                    database.count("SELECT count(*) FROM mail"),
                    database.count("SELECT count(*) FROM journal"),
                    database.count("SELECT count(*) FROM registration WHERE state = 'SUBMITTED'"));
        }

        Rows andOneRegistration() {
            return new Rows(organisations + 1, accounts + 1, members + 1, mails + 2, entries + 1, submitted + 1);
        }
    }

    @BeforeAll
    static void open(@TempDir Path folder) {
        vertx = Vertx.vertx();
        database = new OwnDatabase(folder);
        portal = new RunningPortal(database.settings(), Map.of("mail.sweep", "PT0.1S"));
        api = ApiClient.of(vertx, URI.create(portal.url));
    }

    @AfterAll
    static void close() {
        portal.close();
        database.close();
        vertx.close();
    }

    // --- The database is away ---------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "fr, 1234567101, Service momentanément indisponible, Recommencez dans quelques instants",
        "en, 1234567102, Service unavailable for a moment, Try again in a few moments"
    })
    void whatWasTypedIsKeptOnThePageUntilTheDatabaseIsBack(
            String language, String number, String title, String comfort) {
        var reader = new Reader(portal.url, language);
        var email = "zoe-" + language + "@verrerie.example";
        var before = Rows.now();

        database.stop();
        var part1 = reader.post("/register", organisation(number));
        database.start();
        assertKept(part1, organisation(number), title, comfort);
        var draft = Part2.of(reader, reader.sendAgain(part1));
        var administrator = draft.form(email);
        var hostile = draft.form(email);
        hostile.put("administrator.lastName", "\"><script>alert('é')</script> & fils");

        database.stop();
        var escaped = reader.post(draft.address(), hostile);
        var part2 = reader.post(draft.address(), administrator);
        database.start();
        assertKept(escaped, hostile, title, comfort);
        assertFalse(escaped.html().contains("<script>alert"), escaped::html);
        assertKept(part2, administrator, title, comfort);
        assertEquals(before, Rows.now());

        assertWaiting(reader, reader.sendAgain(part2));
        assertEquals(before.andOneRegistration(), Rows.now());
        assertMailed(email);
    }

    @Test
    void noSecretIsKeptOnThePage() {
        var reader = new Reader(portal.url, "fr");
        var choice = Map.of("login", "zoe@verrerie.example", "password", "Lavande-bleue-42");

        database.stop();
        var page = reader.post("/sign-in", choice);
        database.start();

        assertEquals(503, page.status());
        assertEquals("zoe@verrerie.example", page.kept().get("login"));
        assertFalse(page.html().contains("Lavande"), page::html);
    }

    @Test
    void aProgramIsToldWhenToRepeatItsCallAndDoesSoUnderTheSameKey() {
        var call = api.idempotencyKey("away");
        var before = Rows.now();

        database.stop();
        var refused = register(call, "1234567103", "ali@verrerie.example");
        database.start();
        assertUnavailable(refused);
        assertEquals(before, Rows.now());

        var created = register(call, "1234567103", "ali@verrerie.example");
        var again = register(call, "1234567103", "ali@verrerie.example");
        assertEquals(201, created.status(), created::toString);
        assertEquals(created.body(), again.body());
        assertEquals(before.andOneRegistration(), Rows.now());
        assertMailed("ali@verrerie.example");
    }

    // --- The database dies in the middle of it ----------------------------------------------------------------------

    @Test
    void aDatabaseThatDiesBetweenTwoStatementsLeavesNothingOfTheForm() throws SQLException {
        var draft = afterPart1("1234567104");
        var form = draft.form("bea@verrerie.example");
        var before = Rows.now();

        Page page;
        try (var other = database.connect()) {
            holdJournal(other);
            var answer = draft.reader.begin(draft.address(), form);
            awaitStopped();
            database.stop();
            page = Await.done(answer);
        }
        database.start();
        assertEquals(503, page.status());
        assertEquals(before, Rows.now());

        assertWaiting(draft.reader, draft.reader.sendAgain(page));
        assertEquals(before.andOneRegistration(), Rows.now());
        assertMailed("bea@verrerie.example");
    }

    /** The form of a person, and the proof of the address, which writes the account. */
    @Test
    void aDatabaseThatDiesLeavesNeitherHalfARegistrationNorHalfAnAccountOfAPerson() throws SQLException {
        var reader = new Reader(portal.url, "fr");
        var form = Map.of(
                "person.firstName", "Maël",
                "person.lastName", "Riou",
                "person.email", "mael@riou.example",
                "password", "Lavande-bleue-42",
                "passwordConfirmation", "Lavande-bleue-42");
        var before = Rows.now();

        var page = whileTheDatabaseDies(reader, "/register/person", form);
        assertEquals(503, page.status());
        assertEquals("Maël", page.kept().get("person.firstName"));
        assertEquals("mael@riou.example", page.kept().get("person.email"));
        assertFalse(page.html().contains("Lavande"), page::html);
        assertEquals(before, Rows.now());
        assertEquals(0, people());

        var waiting = reader.post("/register/person", form).location().orElseThrow();
        assertEquals(1, people());
        var mail = portal.mailsTo("mael@riou.example", 1).get(0).text().replace("\r", "");
        var code = Pattern.compile("(?m)^(\\d{6})$").matcher(mail);
        assertTrue(code.find(), mail);
        await(() -> database.count("SELECT count(*) FROM mail WHERE state <> 'SENT'") == 0);
        var proof = Map.of("code", code.group(1));
        var accounts = Rows.now().accounts();
        assertEquals(503, whileTheDatabaseDies(reader, waiting + "/code", proof).status());
        assertEquals(accounts, Rows.now().accounts());
        assertEquals(1, people());

        assertEquals(Optional.of(waiting), reader.post(waiting + "/code", proof).location());
        assertEquals(accounts + 1, Rows.now().accounts());
    }

    private static int people() {
        return database.count("SELECT count(*) FROM person_registration WHERE state = 'WAITING'");
    }

    private static Page whileTheDatabaseDies(Reader reader, String path, Map<String, String> form) throws SQLException {
        Page page;
        try (var other = database.connect()) {
            holdJournal(other);
            var answer = reader.begin(path, form);
            awaitStopped();
            database.stop();
            page = Await.done(answer);
        }
        database.start();
        return page;
    }

    @Test
    void aDatabaseThatDiesBetweenTwoStatementsLeavesNothingOfTheCall() throws SQLException {
        var call = api.idempotencyKey("between");
        var before = Rows.now();

        Exchange refused;
        try (var other = database.connect()) {
            holdJournal(other);
            var answer = call.send(
                    HttpMethod.POST,
                    "/registrations/organisations",
                    registration("1234567105", "eva@verrerie.example").toBuffer());
            awaitStopped();
            database.stop();
            refused = Await.done(answer);
        }
        database.start();
        assertUnavailable(refused);
        assertEquals(before, Rows.now());

        portal.clock.advance(LEASE);
        var created = register(call, "1234567105", "eva@verrerie.example");
        assertEquals(201, created.status(), created::toString);
        assertEquals(before.andOneRegistration(), Rows.now());
        assertMailed("eva@verrerie.example");
    }

    @Test
    void aConnectionThatDiesBeforeTheCommitLeavesNothing() {
        var draft = afterPart1("1234567106");
        var before = Rows.now();

        database.cable.tearsOnce(Tear.BEFORE_COMMIT, "gus@verrerie.example");
        var page = draft.reader.post(draft.address(), draft.form("gus@verrerie.example"));
        database.cable.tearsOnce(Tear.BEFORE_COMMIT, "kai@verrerie.example");
        var call = api.idempotencyKey("before");
        var refused = register(call, "1234567107", "kai@verrerie.example");
        assertTrue(database.cable.hasTorn());
        assertUnknown(page);
        assertUnknown(refused);
        assertEquals(before, Rows.now());

        assertWaiting(draft.reader, draft.reader.sendAgain(page));
        assertEquals(201, register(call, "1234567107", "kai@verrerie.example").status());
        assertEquals(before.andOneRegistration().andOneRegistration(), Rows.now());
        assertMailed("gus@verrerie.example");
        assertMailed("kai@verrerie.example");
    }

    @Test
    void aFormWhoseCommitIsNotHeardOfIsRegisteredOnceAndItsWaitingPageIsFound() {
        var draft = afterPart1("1234567108");
        var before = Rows.now();

        database.cable.tearsOnce(Tear.BEFORE_THE_ANSWER_TO_COMMIT, "isa@verrerie.example");
        var page = draft.reader.post(draft.address(), draft.form("isa@verrerie.example"));
        assertUnknown(page);
        assertEquals(before.andOneRegistration(), Rows.now());

        assertWaiting(draft.reader, draft.reader.get(draft.address()));
        assertWaiting(draft.reader, draft.reader.sendAgain(page));
        assertEquals(before.andOneRegistration(), Rows.now());
        assertMailed("isa@verrerie.example");
    }

    @Test
    void aCallWhoseCommitIsNotHeardOfIsRegisteredOnceAndIsAnsweredWhenItIsRepeated() {
        var call = api.idempotencyKey("unheard");
        var before = Rows.now();

        database.cable.tearsOnce(Tear.BEFORE_THE_ANSWER_TO_COMMIT, "lea@verrerie.example");
        assertUnknown(register(call, "1234567109", "lea@verrerie.example"));
        var again = register(call, "1234567109", "lea@verrerie.example");

        assertEquals(201, again.status(), again::toString);
        var owner = api.bearer(again.json().getString("token"));
        assertEquals(
                200, owner.get("/registrations/" + again.json().getString("id")).status());
        assertEquals(before.andOneRegistration(), Rows.now());
        assertMailed("lea@verrerie.example");
    }

    @Test
    void aDatabaseThatFallsSilentKeepsNoCallWaiting() {
        var call = api.idempotencyKey("silent");
        var before = Rows.now();

        database.cable.tearsOnce(Tear.INTO_SILENCE_AT_COMMIT, "sam@verrerie.example");
        var begun = System.nanoTime();
        var refused = register(call, "1234567114", "sam@verrerie.example");
        var took = Duration.ofNanos(System.nanoTime() - begun);
        database.cable.pull();
        database.cable.plugIn();
        assertUnknown(refused);
        assertTrue(took.compareTo(LONGEST) < 0, took::toString);
        assertEquals(before, Rows.now());

        portal.clock.advance(LEASE);
        var created = register(call, "1234567114", "sam@verrerie.example");
        assertEquals(201, created.status(), created::toString);
        assertEquals(before.andOneRegistration(), Rows.now());
        assertMailed("sam@verrerie.example");
    }

    @Test
    void aCallThatAStandbyConfirmsTooLateIsSaidToBeUnknownAndItsKeyFindsTheOutcome() {
        var call = api.idempotencyKey("standby");
        var before = Rows.now();

        database.withoutItsStandby(() -> {
            assertUnknown(register(call, "1234567115", "max@verrerie.example"));
            assertUnknown(repeated(call, "1234567115", "max@verrerie.example"));
        });

        var created = repeated(call, "1234567115", "max@verrerie.example");
        assertEquals(201, created.status(), created::toString);
        assertEquals(
                created.body(),
                register(call, "1234567115", "max@verrerie.example").body());
        assertEquals(before.andOneRegistration(), Rows.now());
        assertMailed("max@verrerie.example");
    }

    /** The key is free at once, or at the end of its lease if the database was too slow to free it. */
    private static Exchange repeated(ApiClient call, String number, String email) {
        var again = register(call, number, email);
        if (again.status() == 409 && again.code().equals("idempotency.running")) {
            portal.clock.advance(Duration.ofSeconds(15));
            return register(call, number, email);
        }
        return again;
    }

    @Test
    void aFormThatAStandbyConfirmsTooLateIsSentAgainAndTakesEffectOnce() {
        var draft = afterPart1("1234567116");
        var before = Rows.now();
        var page = new AtomicReference<Page>();

        database.withoutItsStandby(
                () -> page.set(draft.reader.post(draft.address(), draft.form("eli@verrerie.example"))));
        assertUnknown(page.get());

        assertWaiting(draft.reader, draft.reader.sendAgain(page.get()));
        assertWaiting(draft.reader, draft.reader.sendAgain(page.get()));
        assertEquals(before.andOneRegistration(), Rows.now());
        assertMailed("eli@verrerie.example");
    }

    @Test
    void aDatabaseThatLetsNobodyInIsAwayUntilItDoes() {
        var call = api.idempotencyKey("nobody");
        var before = Rows.now();

        database.lettingNobodyIn(() -> {
            var page = new Reader(portal.url, "en").post("/register", organisation("1234567117"));
            assertKept(
                    page, organisation("1234567117"), "Service unavailable for a moment", "Try again in a few moments");
            assertUnavailable(register(call, "1234567117", "kim@verrerie.example"));
            assertEquals(503, portal.ready());
        });
        assertEquals(before, Rows.now());
        assertEquals(201, register(call, "1234567117", "kim@verrerie.example").status());
        assertEquals(200, portal.ready());
        assertMailed("kim@verrerie.example");
    }

    // --- The mail server is away ------------------------------------------------------------------------------------

    @Test
    void aMailServerThatIsAwayIsSeenOnTheWaitingPageOnlyAndTheMailsLeaveWithinAMinuteOfItsReturn() {
        var reason = "Notre propre serveur de messagerie est injoignable pour le moment.";
        var draft = afterPart1("1234567110");
        var usual = register(api, "1234567111", "noe@verrerie.example");
        portal.mailsTo("noe@verrerie.example", 2);

        portal.stopMails();
        var answer = draft.reader.post(draft.address(), draft.form("mia@verrerie.example"));
        var created = register(api, "1234567112", "tom@verrerie.example");

        assertEquals(Optional.of(draft.waiting()), answer.location());
        assertEquals(201, created.status());
        assertEquals(states(usual), states(created), "the answer is the usual one");
        var owner = api.language("fr").bearer(created.json().getString("token"));
        var registration = "/registrations/" + created.json().getString("id");
        await(() -> draft.reader.get(draft.waiting()).html().split(reason, -1).length == 3);
        await(() -> states(owner.get(registration)).equals(List.of("DELAYED", "DELAYED")));
        assertTrue(reasons(owner.get(registration)).stream().allMatch(told -> told.startsWith(reason)));
        for (var path : List.of("/", "/register", "/sign-in", "/help")) {
            var page = new Reader(portal.url, "fr").get(path);
            assertEquals(200, page.status(), path);
            assertFalse(page.html().contains(reason), path);
        }

        // A long outage must not delay mails after its end.
        for (var minutes = 0; minutes < 90; minutes += 30) {
            portal.clock.advance(Duration.ofMinutes(30));
            awaitAllTried();
        }
        portal.startMails();
        portal.clock.advance(Duration.ofMinutes(1).minus(SWEEP));

        for (var email : List.of("mia@verrerie.example", "tom@verrerie.example")) {
            var mails = portal.mailsTo(email, 2);
            assertTrue(mails.get(0).secret().matches("[A-Z]{2}[0-9]{6}"), "the identifier first");
            assertNotEquals(mails.get(0).secret(), mails.get(1).secret());
        }
        await(() -> states(owner.get(registration)).equals(List.of("SENT", "SENT")));
        await(() -> !draft.reader.get(draft.waiting()).html().contains(reason));

        // A duplicate mail would have been sent by now.
        portal.clock.advance(Duration.ofMinutes(10));
        register(api, "1234567113", "ugo@verrerie.example");
        assertMailed("ugo@verrerie.example");
        assertMailed("mia@verrerie.example");
        assertMailed("tom@verrerie.example");
    }

    // --- The steps --------------------------------------------------------------------------------------------------

    /** A reader who has filled in part 1. */
    private record Part2(Reader reader, String address, String shown) {

        private static final Pattern SHOWN = Pattern.compile("name=\"shown\" value=\"([^\"]*)\"");

        static Part2 of(Reader reader, Page afterPart1) {
            var address = afterPart1.location().orElseThrow();
            var form = SHOWN.matcher(reader.get(address).html());
            assertTrue(form.find(), address);
            return new Part2(reader, address, form.group(1));
        }

        Map<String, String> form(String email) {
            var form = administrator(email);
            form.put("shown", shown);
            return form;
        }

        String waiting() {
            return address.replace("administrator", "waiting");
        }
    }

    private static Part2 afterPart1(String number) {
        var reader = new Reader(portal.url, "fr");
        return Part2.of(reader, reader.post("/register", organisation(number)));
    }

    private static Exchange register(ApiClient call, String number, String email) {
        return call.post("/registrations/organisations", registration(number, email));
    }

    private static void assertKept(Page page, Map<String, String> typed, String title, String comfort) {
        assertEquals(503, page.status());
        assertTrue(page.retryAfter().isPresent());
        assertTrue(page.html().contains("<h1>" + title + "</h1>"), page::html);
        assertTrue(page.html().contains(comfort), page::html);
        assertEquals(typed, page.kept());
    }

    private static void assertUnavailable(Exchange exchange) {
        assertEquals(503, exchange.status(), exchange::toString);
        assertEquals("problem.unavailable", exchange.code());
        assertTrue(exchange.headers().contains("Retry-After"));
    }

    private static void assertUnknown(Exchange exchange) {
        assertEquals(503, exchange.status(), exchange::toString);
        assertEquals("problem.outcomeUnknown", exchange.code());
        assertTrue(exchange.headers().contains("Retry-After"));
    }

    private static void assertUnknown(Page page) {
        assertEquals(503, page.status());
        assertTrue(page.retryAfter().isPresent());
        assertTrue(page.html().contains("<h1>Résultat encore inconnu</h1>"), page::html);
        assertTrue(
                page.html().matches("(?s).*href=\"/register/[0-9a-f-]+/[a-z]+\">Voir si c’est fait</a>.*"), page::html);
    }

    private static void assertWaiting(Reader reader, Page answer) {
        var waiting = answer.location().filter(to -> to.matches("/register/[0-9a-f-]+/waiting"));
        assertTrue(waiting.isPresent(), answer::toString);
        assertEquals(200, reader.get(waiting.get()).status());
    }

    /** Waits for both mails, so that none is in progress when the next outage starts. */
    private static void assertMailed(String email) {
        assertEquals(2, portal.mailsTo(email, 2).size());
        await(() -> database.count("SELECT count(*) FROM mail WHERE state <> 'SENT'") == 0);
        database.settle();
    }

    private static List<String> states(Exchange exchange) {
        return mails(exchange).map(mail -> mail.getString("state")).toList();
    }

    private static List<String> reasons(Exchange exchange) {
        return mails(exchange).map(mail -> mail.getString("reason")).toList();
    }

    private static java.util.stream.Stream<JsonObject> mails(Exchange exchange) {
        return exchange.json().getJsonArray("mails", new JsonArray()).stream().map(JsonObject.class::cast);
    }

    // --- What is waited for -----------------------------------------------------------------------------------------

    /** Blocks a registration at its last statement, after all others are written. */
    private static void holdJournal(Connection other) throws SQLException {
        other.setAutoCommit(false);
        try (var statement = other.createStatement()) {
            statement.execute("LOCK TABLE journal IN EXCLUSIVE MODE");
        }
    }

    private static void awaitStopped() {
        await(() -> database.count("""
                SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%INSERT INTO journal%'
                """) == 1);
    }

    /** Waits until no mail is due or in progress. */
    private static void awaitAllTried() {
        await(() -> database.count("""
                SELECT count(*) FROM mail
                WHERE state IN ('QUEUED', 'DELAYED') AND (next_attempt_at <= '%s' OR lease_until IS NOT NULL)
                """.formatted(portal.clock.instant())) == 0);
    }

    private static void await(BooleanSupplier state) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!state.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "That state was not reached");
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    // --- What is typed ----------------------------------------------------------------------------------------------

    private static Map<String, String> organisation(String number) {
        var form = new LinkedHashMap<String, String>();
        form.put("organisation.registeredIn", "OTHER");
        form.put("organisation.country", "NC");
        form.put("organisation.hasVat", "NO");
        form.put("organisation.identificationNumber", number);
        form.put("organisation.type", "COMPANY");
        form.put("organisation.name", "Verrerie \"L’Étoile\" & Fils d'Anjou");
        form.put("organisation.address", "3 rue de la Jetée");
        form.put("organisation.postcode", "98800");
        form.put("organisation.town", "Nouméa");
        form.put("organisation.region", "Province Sud");
        form.put("organisation.phone", "+687 25 12 34");
        return form;
    }

    private static Map<String, String> administrator(String email) {
        var form = new LinkedHashMap<String, String>();
        form.put("administrator.firstName", "Zoé");
        form.put("administrator.lastName", "O'Brien-Lefèvre");
        form.put("administrator.phone", "+33 6 39 98 12 34");
        form.put("administrator.email", email);
        form.put("administrator.emailConfirmation", email);
        return form;
    }

    private static JsonObject registration(String number, String email) {
        var organisation = new JsonObject();
        organisation(number).forEach((name, value) -> organisation.put(name.replace("organisation.", ""), value));
        organisation.remove("hasVat");
        var administrator = new JsonObject();
        administrator(email).forEach((name, value) -> administrator.put(name.replace("administrator.", ""), value));
        return new JsonObject()
                .put("organisation", organisation)
                .put("administrator", administrator)
                .put("language", "fr");
    }
}
