package eu.parvis.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.api.ApiClient;
import eu.parvis.api.Exchange;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The registration of an organisation through the API. Every exchange is checked against the contract. */
@ExtendWith(SharedPortal.class)
class ApiJourneyIT {

    private static final String PASSWORD = "Lavande-bleue-42";

    private static Vertx vertx;
    private static RunningPortal portal;
    private static ApiClient api;

    @BeforeAll
    static void open(RunningPortal shared) {
        vertx = Vertx.vertx();
        portal = shared;
        api = ApiClient.of(vertx, URI.create(portal.url));
    }

    @AfterAll
    static void close() {
        vertx.close();
    }

    @ParameterizedTest
    @CsvSource({"fr, 1234567001, camille@verrerie.example", "en, 1234567002, robin@glassworks.example"})
    void fromTheFormToAnActivatedAccountAndItsUsers(String language, String number, String email) {
        var visitor = api.language(language);
        var registration = registered(visitor, number, email, language);

        var administrator = activated(visitor, email);
        var colleague = added(administrator, "sacha-" + number + "@verrerie.example");

        var me = administrator.get("/me").json();
        assertEquals(email, me.getString("email"));
        assertEquals(language, me.getString("language"));
        assertEquals(
                registration.getJsonObject("organisation").getString("id"),
                me.getJsonArray("organisations").getJsonObject(0).getString("id"));
        assertEquals(
                "Verrerie des Deux Caps",
                administrator.get("/organisations/current").json().getString("name"));
        assertEquals(2, users(administrator).size());
        assertEquals("INVITED", colleague.getString("state"));
        assertEquals(
                409,
                administrator.delete("/users/" + userId(administrator, email)).status());
    }

    @Test
    void aColleagueWalksTheShortWizardAndBecomesAdministrator() {
        registered(api, "1234567003", "ines@verrerie.example", "fr");
        var administrator = activated(api, "ines@verrerie.example");
        var colleague = added(administrator, "noe@verrerie.example");
        var user = "/users/" + colleague.getString("id");

        var again = administrator.post(user + "/mails");
        assertEquals("users.sentJustNow", again.code());
        portal.clock.advance(Duration.ofMinutes(3));
        assertEquals(202, administrator.post(user + "/mails").status());

        var them = shortWizard(api, "noe@verrerie.example", 4);
        assertEquals(2, users(them).size());
        assertEquals(403, them.get("/join-requests").status());

        assertEquals(200, administrator.post(user + "/hand-over").status());
        assertEquals(200, them.get("/join-requests").status());
        assertEquals(403, administrator.get("/join-requests").status());
    }

    @Test
    void stepsAreNeitherSkippedNorTakenTwice() {
        registered(api, "1234567004", "lou@verrerie.example", "fr");
        var session = signedIn(api, "lou@verrerie.example");

        assertEquals("PASSWORD", step(session));
        assertEquals(
                "activation.step",
                session.put("/activation/challenges", challenges()).code());
        assertEquals("activation.needed", session.get("/me").code());
        assertEquals(
                200, session.put("/activation/password", password(PASSWORD)).status());
        assertEquals(
                "activation.step",
                session.put("/activation/password", password(PASSWORD)).code());
        assertEquals(
                "activation.step", session.put("/activation/users", noUsers()).code());
    }

    /** The clocks of machines have nanoseconds, PostgreSQL has not (seen with Vert.x PG client 5.0.8). */
    @Test
    void anAnswerHasTheTimesThatLaterAnswersHave() {
        portal.clock.advance(Duration.ofNanos(789));
        var registration = registered(api, "1234567019", "nanos@verrerie.example", "fr");

        var later = api.bearer(registration.getString("token"))
                .get("/registrations/" + registration.getString("id"))
                .json();

        assertEquals(firstMail(registration).getString("at"), firstMail(later).getString("at"));
    }

    private static JsonObject firstMail(JsonObject registration) {
        return registration.getJsonArray("mails").getJsonObject(0);
    }

    @Test
    void aSecondRegistrationIsTurnedIntoARequestToJoin() {
        registered(api, "1234567005", "jo@verrerie.example", "fr");
        var administrator = activated(api, "jo@verrerie.example");
        var refused =
                api.post("/registrations/organisations", registration("1234567005", "kim@verrerie.example", "en"));
        assertEquals("registration.exists", refused.code());

        var asked = api.post("/join-requests", joinRequest("1234567005", "kim@verrerie.example"));
        var request = "/join-requests/" + asked.json().getString("id");
        var follower = api.bearer(asked.json().getString("token"));

        assertEquals("OPEN", follower.get(request).json().getString("state"));
        assertFalse(follower.get(request).json().containsKey("email"));
        assertEquals(404, api.bearer("x".repeat(43)).get(request).status());
        var open = administrator.get("/join-requests").json().getJsonArray("joinRequests");
        assertEquals("kim@verrerie.example", open.getJsonObject(0).getString("email"));

        var approval = new JsonObject().put("decision", "APPROVE").put("roles", new JsonArray().add("MANDATORY"));
        assertEquals("APPROVED", administrator.patch(request, approval).json().getString("state"));
        var again = administrator.patch(request, approval);
        assertEquals("APPROVED", again.json().getString("state"), "the same decision again, as after a lost answer");
        var refusal = new JsonObject().put("decision", "REFUSE");
        assertEquals("join.decided", administrator.patch(request, refusal).code());
        assertEquals("APPROVED", follower.get(request).json().getString("state"));
        assertTrue(users(administrator).stream()
                .map(JsonObject.class::cast)
                .anyMatch(user -> user.getJsonArray("roles").equals(new JsonArray().add("CERTIFICATION_AGENT"))));
    }

    @Test
    void aPersonWithAnAccountAddsAnotherOrganisation() {
        registered(api, "1234567006", "max@verrerie.example", "fr");
        var max = activated(api, "max@verrerie.example");

        var second = registered(api, "1234567007", "max@verrerie.example", "fr");
        var addition = new JsonObject().put("registration", second.getString("id"));
        var added = max.post("/organisations", addition);

        assertEquals(201, added.status(), added::toString);
        assertEquals(
                204, max.put("/sessions/current/organisation", choice(added)).status());
        assertEquals(2, max.get("/me").json().getJsonArray("organisations").size());
        assertEquals(
                added.json().getString("id"),
                max.get("/organisations/current").json().getString("id"));
        registered(api, "1234567008", "eli@verrerie.example", "fr");
        assertEquals(
                404,
                activated(api, "eli@verrerie.example")
                        .post("/organisations", addition)
                        .status());
    }

    @Test
    void aPersonWithAnAccountAcceptsAnInvitation() {
        registered(api, "1234567050", "uma@verrerie.example", "fr");
        registered(api, "1234567051", "eve@verrerie.example", "fr");
        var uma = activated(api, "uma@verrerie.example");
        var eve = activated(api, "eve@verrerie.example");

        assertEquals("INVITED", added(uma, "eve@verrerie.example").getString("state"));
        var invitations = eve.get("/me").json().getJsonArray("invitations");
        var invitation = "/invitations/" + invitations.getJsonObject(0).getString("id");

        var yes = new JsonObject().put("decision", "ACCEPT");
        assertEquals(404, uma.patch(invitation, yes).status());
        assertEquals(204, eve.patch(invitation, yes).status());
        assertEquals(204, eve.patch(invitation, yes).status());
        assertEquals(2, eve.get("/me").json().getJsonArray("organisations").size());
        assertEquals(
                List.of(), eve.get("/me").json().getJsonArray("invitations").getList());
    }

    @Test
    void aMistypedAddressIsCorrectedAndTheFirstPasswordDies() {
        var created = registered(api, "1234567009", "typo@verrerie.example", "fr");
        var registration = "/registrations/" + created.getString("id");
        var owner = api.bearer(created.getString("token"));
        var first = portal.mailsTo("typo@verrerie.example", 2);

        var correction = new JsonObject()
                .put("email", "right@verrerie.example")
                .put("emailConfirmation", "right@verrerie.example");
        assertEquals(200, owner.put(registration + "/email", correction).status());
        portal.mailsTo("right@verrerie.example", 2);

        assertEquals("signin.refused", signIn(api, first).code());
        assertEquals("registration.coolDown", sendAgain(owner, registration).code());
        activated(api, "right@verrerie.example");
        assertEquals("registration.used", sendAgain(owner, registration).code());
        assertEquals(404, api.bearer("x".repeat(43)).get(registration).status());
    }

    @Test
    void aForgottenPasswordIsReplacedOnce() {
        registered(api, "1234567010", "ana@verrerie.example", "fr");
        activated(api, "ana@verrerie.example");
        var login = new JsonObject().put("login", "ana@verrerie.example");

        assertEquals(202, api.post("/recoveries/password", login).status());
        assertEquals(
                202,
                api.post("/recoveries/password", new JsonObject().put("login", "ZZ000000"))
                        .status());
        var token =
                portal.mailsTo("ana@verrerie.example", 3).get(2).text().replaceAll("(?s).*[?#]token=([\\w-]+).*", "$1");
        var choice = password("Fougere-verte-17").put("token", token);

        assertEquals(204, api.put("/recoveries/password", choice).status());
        assertEquals("recovery.expired", api.put("/recoveries/password", choice).code());
        assertEquals(
                201, signIn(api, "ana@verrerie.example", "Fougere-verte-17").status());
        assertEquals(
                "signin.refused", signIn(api, "ana@verrerie.example", PASSWORD).code());
        assertEquals(
                202,
                api.post("/recoveries/identifier", new JsonObject().put("email", "ana@verrerie.example"))
                        .status());
    }

    @Test
    void askingHowLongASessionLastsDoesNotMakeItLonger() {
        registered(api, "1234567011", "zoe@verrerie.example", "fr");
        var session = signedIn(api, "zoe@verrerie.example");

        portal.clock.advance(Duration.ofMinutes(20));
        assertEquals(600, session.get("/sessions/current").json().getInteger("idleSeconds"));
        portal.clock.advance(Duration.ofMinutes(10).plusSeconds(1));

        assertEquals(401, session.get("/sessions/current").status());
    }

    @Test
    void whatIsUnknownOrOfTheWrongTypeIsNamed() {
        var wrong = registration("1234567012", "mia@verrerie.example", "fr");
        wrong.put("colour", "blue")
                .getJsonObject("organisation")
                .put("name", 12)
                .put("type", "CLUB");

        var refused = api.post("/registrations/organisations", wrong);

        assertEquals("error.unknown", refused.codeAt("colour"));
        assertEquals("error.type.text", refused.codeAt("organisation.name"));
        assertEquals("error.choice", refused.codeAt("organisation.type"));
    }

    // --- The steps --------------------------------------------------------------------------------------------------

    private static JsonObject registered(ApiClient visitor, String number, String email, String language) {
        var created = visitor.post("/registrations/organisations", registration(number, email, language));
        assertEquals(201, created.status(), created::toString);
        var owner = visitor.bearer(created.json().getString("token"));
        assertEquals(
                200,
                owner.get("/registrations/" + created.json().getString("id")).status());
        return created.json();
    }

    private static ApiClient activated(ApiClient visitor, String email) {
        var session = signedIn(visitor, email);
        assertEquals("CONTACTS", moved(session.put("/activation/password", password(PASSWORD))));
        assertEquals("USERS", moved(session.put("/activation/contacts", contacts())));
        assertEquals("CHALLENGES", moved(session.put("/activation/users", noUsers())));
        return opened(visitor, session);
    }

    private static ApiClient shortWizard(ApiClient visitor, String email, int mails) {
        var session = signedIn(visitor, portal.mailsTo(email, mails));
        assertEquals("CHALLENGES", moved(session.put("/activation/password", password(PASSWORD))));
        return opened(visitor, session);
    }

    private static ApiClient opened(ApiClient visitor, ApiClient session) {
        var done = session.put("/activation/challenges", challenges());
        assertEquals("DONE", moved(done));
        var token = done.json().getJsonObject("session").getString("token");
        assertEquals(401, session.get("/me").status());
        return visitor.bearer(token);
    }

    private static ApiClient signedIn(ApiClient visitor, String email) {
        return signedIn(visitor, portal.mailsTo(email, 2));
    }

    private static ApiClient signedIn(ApiClient visitor, List<RunningPortal.Mail> mails) {
        var created = signIn(visitor, mails);
        assertEquals(201, created.status(), created::toString);
        assertEquals("ACTIVATION", created.json().getString("state"));
        return visitor.bearer(created.json().getString("token"));
    }

    private static Exchange signIn(ApiClient visitor, List<RunningPortal.Mail> mails) {
        return signIn(
                visitor,
                mails.get(mails.size() - 2).secret(),
                mails.get(mails.size() - 1).secret());
    }

    private static Exchange signIn(ApiClient visitor, String login, String password) {
        return visitor.post("/sessions", new JsonObject().put("login", login).put("password", password));
    }

    private static JsonObject added(ApiClient administrator, String email) {
        var invitation = person(email).put("roles", new JsonArray().add("USER"));
        var added = administrator.post("/users", invitation);
        var twice = administrator.post("/users", invitation);
        assertEquals(201, added.status(), added::toString);
        assertEquals(added.json(), twice.json());
        return added.json();
    }

    /** As their organisation calls them. */
    private static String userId(ApiClient member, String email) {
        return users(member).stream()
                .map(JsonObject.class::cast)
                .filter(user -> user.getString("email").equals(email))
                .findFirst()
                .orElseThrow()
                .getString("id");
    }

    private static JsonArray users(ApiClient administrator) {
        return administrator.get("/users").json().getJsonArray("users");
    }

    private static Exchange sendAgain(ApiClient owner, String registration) {
        return owner.post(registration + "/mails", new JsonObject().put("kind", "PASSWORD"));
    }

    private static String step(ApiClient session) {
        return session.get("/activation").json().getString("step");
    }

    private static String moved(Exchange exchange) {
        assertEquals(200, exchange.status(), exchange::toString);
        return exchange.json().getString("step");
    }

    // --- What is typed ----------------------------------------------------------------------------------------------

    private static JsonObject registration(String number, String email, String language) {
        return new JsonObject()
                .put(
                        "organisation",
                        new JsonObject()
                                .put("registeredIn", "OTHER")
                                .put("identificationNumber", number)
                                .put("type", "COMPANY")
                                .put("name", "Verrerie des Deux Caps")
                                .put("phone", "+687 25 12 34")
                                .put("address", "3 rue de la Jetée")
                                .put("postcode", "98800")
                                .put("town", "Nouméa")
                                .put("region", "Province Sud")
                                .put("country", "NC"))
                .put("administrator", person(email).put("phone", "+687 75 12 34"))
                .put("language", language);
    }

    private static JsonObject joinRequest(String number, String email) {
        return new JsonObject()
                .put(
                        "organisation",
                        new JsonObject()
                                .put("registeredIn", "OTHER")
                                .put("identificationNumber", number)
                                .put("country", "NC"))
                .put("person", person(email))
                .put("language", "en");
    }

    private static JsonObject person(String email) {
        return new JsonObject()
                .put("firstName", "Camille")
                .put("lastName", "Verrier")
                .put("email", email)
                .put("emailConfirmation", email);
    }

    private static JsonObject password(String password) {
        return new JsonObject().put("password", password).put("passwordConfirmation", password);
    }

    private static JsonObject contacts() {
        return new JsonObject()
                .put("legalRepresentative", new JsonObject().put("who", "ME"))
                .put("billingContact", new JsonObject().put("who", "LEGAL_REPRESENTATIVE"));
    }

    private static JsonObject noUsers() {
        return new JsonObject().put("users", new JsonArray());
    }

    private static JsonObject challenges() {
        var questions = new JsonArray();
        for (var row : List.of(
                List.of("What was painted on the kitchen wall?", "a blue rooster"),
                List.of("Who taught me to swim?", "aunt Soazig"),
                List.of("Where did the red bicycle end?", "in the canal"),
                List.of("What did we call the old car?", "Ferdinand"))) {
            questions.add(new JsonObject().put("question", row.get(0)).put("answer", row.get(1)));
        }
        return new JsonObject()
                .put("questions", questions)
                .put("personalCode", "40719382")
                .put("personalCodeConfirmation", "40719382");
    }

    private static JsonObject choice(Exchange added) {
        return new JsonObject().put("organisation", added.json().getString("id"));
    }
}
