package eu.parvis.personaldata;

import static eu.parvis.membership.Role.ADMINISTRATOR;
import static eu.parvis.membership.Role.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.catalogue.Catalogue;
import eu.parvis.draft.DraftApi;
import eu.parvis.draft.DraftApi.Owner;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.membership.Registry;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.values.Language;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(VertxExtension.class)
class PersonalDataTest {

    /** Tables that name a person and are not handed out, with the reason. */
    private static final Map<String, String> EXCLUDED = Map.of(
            "request_approval_mail", "the time of a mail that is handed out",
            "request_state", "follows from the request; the journal has what the person did",
            "person_registration", "ends when the account is created; the account has the same data",
            "recovery_request", "deleted seconds later; what is typed may be the address of somebody else");

    /** Columns that are not handed out, by the reason; a name without a table stands for those of all tables. */
    private static final Map<String, List<String>> KEPT_BACK = Map.of(
            "a secret or its hash",
            List.of(
                    "password_hash",
                    "voided_password_hash",
                    "personal_code_hash",
                    "answer_hash",
                    "token_hash",
                    "undo_token_hash",
                    "mail.sealed"),
            "a key of the tables, or the value of another column in small letters",
            List.of(
                    "id",
                    "account_id",
                    "organisation_id",
                    "request_id",
                    "email_key",
                    "recipient_key",
                    "former_key",
                    "session_id",
                    "group_id",
                    "member.mails",
                    "draft.scope",
                    "session.kind",
                    "attempt.subject",
                    "position",
                    "registration.version"),
            "follows from another column",
            List.of(
                    "account.step",
                    "account.password_kind",
                    "account.password_expires_at",
                    "account.closed_at",
                    "account.deletion_reminded_at",
                    "member.founder",
                    "member.made_account"),
            "about somebody else",
            List.of(
                    "invited_by",
                    "handed_over_to",
                    "decided_by",
                    "attempt.networks",
                    "join_request.asked",
                    "join_request.reminded_at"),
            "in the mail itself, which the person has",
            List.of("mail.content"),
            "how the mail is delivered",
            List.of(
                    "mail.answer",
                    "mail.attempts",
                    "mail.changed_at",
                    "mail.deferrals",
                    "mail.hurried_at",
                    "mail.lease_until",
                    "mail.next_attempt_at",
                    "mail.reason"),
            "encrypted until the registration is sent; then it is in other tables",
            List.of("registration.draft"));

    private Registry registry;
    private UUID organisation;
    private Actor mael;
    private String account;

    @BeforeEach
    void aPersonOfWhomMuchIsHeld(Vertx vertx) {
        registry = Registry.open(vertx, Map.of(), PersonalDataCapability.DESCRIPTOR);
        organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        registry.member(organisation, "nolwenn.kervella@kervella.example", ADMINISTRATOR);
        mael = registry.member(organisation, "mael.cariou@kervella.example", USER);
        account = "'" + mael.account() + "'";
        var now = "'" + registry.clock.instant() + "'";
        var later = now + "::timestamptz + interval '1 hour'";
        registry.rows.execute(
                "UPDATE account SET phone = '+33639984127', terms_version = '1', signed_in_at = " + now
                        + ", locked_at = " + now + " WHERE id = " + account,
                "INSERT INTO challenge_set VALUES (" + account + ", 'hidden-code', " + now + ")",
                "INSERT INTO challenge_question VALUES (" + account + ", 1, 'first-concert', NULL, 'hidden-answer')",
                "INSERT INTO contact VALUES ('" + organisation + "', 'BILLING_CONTACT', " + account
                        + ", 'Mael', 'Cariou', 'mael.cariou@kervella.example', '+33639984127', " + now + ")",
                "INSERT INTO registration (id, token_hash, state, language, reference, account_id, email, created_at,"
                        + " submitted_at, expires_at) VALUES (gen_random_uuid(), 'hidden-r', 'SUBMITTED', 'fr', 'R-1', "
                        + account + ", 'm@k.example', " + now + ", " + now + ", " + later + ")",
                "INSERT INTO join_request (id, organisation_name, reference, email, email_key, first_name, last_name,"
                        + " phone, language, state, asked, asked_at, created_at, decided_at) VALUES (gen_random_uuid(),"
                        + " 'Atelier', 'J-1', 'mael.cariou@kervella.example', 'mael.cariou@kervella.example', 'Mael',"
                        + " 'Cariou', '+33639984127', 'fr', 'REFUSED', 'ADMINISTRATORS', " + now + ", " + now + ", "
                        + now
                        + ")",
                "INSERT INTO request (id, number, product, ordered_by, holder_kind, holder_id, holder_first_name,"
                        + " holder_last_name, holder_email, language, state, state_since, submitted_at, created_at,"
                        + " changed_at, search) VALUES (gen_random_uuid(), 550001, 'ID_RGS_1', " + account + ", 'ME', "
                        + account + ", 'Mael', 'Cariou', 'mael.cariou@kervella.example', 'fr', 'IN_REVIEW', " + now
                        + ", " + now + ", " + now + ", " + now + ", '')",
                "INSERT INTO request_document (id, request_id, kind, state, file_name, media_type, size, sha256, scan,"
                        + " uploaded_by, uploaded_at) SELECT gen_random_uuid(), id, 'IDENTITY', 'RECEIVED', 'carte.pdf',"
                        + " 'application/pdf', 9, sha256('x'), 'NOT_SCANNED', ordered_by, created_at FROM request",
                "INSERT INTO request_approval SELECT id, ordered_by, 'LEGAL_REPRESENTATIVE', true, NULL, created_at"
                        + " FROM request",
                "INSERT INTO validation SELECT gen_random_uuid(), 'PERSON', 'mael', 'Mael Cariou', 'FACE_TO_FACE',"
                        + " 'Passport', '2026-11-20', id, ordered_by, created_at, NULL, NULL, NULL FROM request",
                "INSERT INTO terms_text VALUES ('1', 'fr', '" + "0".repeat(64) + "', " + now + ", " + now + ")",
                "INSERT INTO terms_acceptance VALUES (gen_random_uuid(), " + account + ", '1', 'fr', '" + "0".repeat(64)
                        + "', " + now + ", '192.0.2.9', gen_random_uuid())",
                "INSERT INTO email_change (id, account_id, new_email, token_hash, asked_at, mailed_at, expires_at, state,"
                        + " confirmed_at, former_email) VALUES (gen_random_uuid(), " + account
                        + ", 'new@k.example', 'hidden-e', " + now + ", " + now + ", " + later + ", 'CONFIRMED', " + now
                        + ", 'old@k.example')",
                "INSERT INTO device VALUES ('hidden-d', " + account + ", " + now + ", " + now + ", " + later + ")",
                "INSERT INTO recovery VALUES ('hidden-p', " + account + ", " + now + ", " + later + ", " + now + ")",
                "INSERT INTO sign_in_link VALUES ('hidden-l', " + account + ", " + now + ", " + later + ", " + now
                        + ")",
                "INSERT INTO attempt (subject, tries, last_at, account_id) VALUES ('hidden-a', ARRAY[" + now
                        + "::timestamptz], " + now + ", " + account + ")",
                "INSERT INTO mail (id, reference, group_id, occasion, recipient, recipient_key, language, content,"
                        + " sealed, state, created_at, next_attempt_at, sent_at, changed_at) VALUES (gen_random_uuid(),"
                        + " 'M-1', gen_random_uuid(), 'password', 'mael.cariou@kervella.example',"
                        + " 'mael.cariou@kervella.example', 'fr', '{\"hidden\": 1}', 'hidden-m', 'SENT', " + now + ", "
                        + now + ", " + now + ", " + now + ")",
                "INSERT INTO journal (at, event, account_id, address, outcome, detail) VALUES (" + now
                        + ", 'SIGN_IN', " + account + ", '192.0.2.9', 'DONE',"
                        + " '{\"program\": \"Firefox\", \"system\": \"Linux\"}')",
                "UPDATE member SET invited_email = NULL, mailed_at = " + now);
        registry.portal.ask(
                DraftApi.SAVE,
                new DraftApi.Save(
                        new Owner(mael.account(), organisation, UUID.randomUUID()),
                        "/account/profile",
                        Map.of("lastName", List.of("Cariou-Typed")),
                        Optional.empty()));
    }

    @Test
    void everySetIsHandedOutAndNothingElse() {
        var data = data();

        assertEquals(
                Arrays.stream(DataSet.values()).map(DataSet::key).sorted().toList(),
                List.copyOf(new TreeMap<>(data.getMap()).keySet()));
        for (var set : DataSet.values()) {
            assertTrue(data.getJsonArray(set.key()).size() > 0, set + " is empty in " + data.encodePrettily());
        }
        assertEquals("Mael", only(data, "account").getString("firstName"));
        assertEquals(
                "Cariou-Typed",
                only(data, "drafts")
                        .getJsonObject("fields")
                        .getJsonArray("lastName")
                        .getString(0));
        assertEquals(JsonArray.of("USER"), only(data, "memberships").getJsonArray("roles"));
    }

    private static JsonObject only(JsonObject data, String key) {
        assertEquals(1, data.getJsonArray(key).size(), data::encode);
        return data.getJsonArray(key).getJsonObject(0);
    }

    @Test
    void noSecretIsHandedOutAndNobodyElse() {
        var text = data().encode();

        for (var secret : List.of("hidden", "$chosen", "hash", "Nolwenn", "\\x")) {
            assertFalse(text.contains(secret), secret + " in " + text);
        }
    }

    @Test
    void thePageSaysWhatWhyHowLongAndByWhichLaw() {
        var browser = registry.portal.browser().with("session", registry.token(mael.account(), Channel.BROWSER));

        var page = browser.get("/account/data").bodyAsString();

        for (var text : List.of(
                "Mael",
                "+33 6 39 98 41 27",
                "Which artist or group did you see at your first concert?",
                "Cariou-Typed",
                "GDPR, article 6(1)(b)",
                "192.0.2.9")) {
            assertTrue(page.contains(text), text + " in " + page);
        }
        var file = browser.get("/account/data.json");
        assertEquals("attachment; filename=\"my-data.json\"", file.getHeader("Content-Disposition"));
        assertEquals(data().fieldNames(), file.bodyAsJsonObject().fieldNames());
    }

    @ParameterizedTest
    @CsvSource({
        "en, Firefox on Windows, You signed in with your password",
        "fr, Firefox sous Windows, Vous vous êtes connecté"
    })
    void thePageSaysInWordsWhatTheFileHasAsCodes(String language, String device, String event) {
        var browser = registry.portal.browser().with("session", registry.token(mael.account(), Channel.BROWSER));
        registry.rows.execute(
                "UPDATE session SET device = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0'");

        browser.get("/account/data?lang=" + language);
        var page = browser.get("/account/data").bodyAsString();

        var values = Pattern.compile("<dd>([^<]*)</dd>")
                .matcher(page)
                .results()
                .map(value -> value.group(1))
                .toList();
        assertTrue(values.size() > 50, values::toString);
        assertEquals(
                List.of(),
                values.stream()
                        .filter(value ->
                                value.matches("[A-Z]+(_[A-Z]+)*|[a-z]+(-[a-z]+)+|.*[\\[{].*|.*Mozilla.*|true|false"))
                        .toList());
        assertTrue(values.contains(device), values::toString);
        assertTrue(values.stream().anyMatch(value -> value.contains(event)), values::toString);
    }

    /** The address of a person who has gone may belong to somebody else now. */
    @Test
    void aContactOfAnotherPersonWithTheSameAddressIsNotHandedOut() {
        registry.rows.execute("UPDATE contact SET account_id = NULL");
        assertEquals("Cariou", only(data(), "contacts").getString("lastName"));

        registry.rows.execute("UPDATE contact SET last_name = 'Tanguy'");

        assertEquals(new JsonArray(), data().getJsonArray("contacts"));
    }

    /** The codes that the tables allow. */
    @ParameterizedTest
    @CsvSource({
        "ACCOUNT, state, PENDING ACTIVE CLOSED",
        "MEMBERSHIPS, state, INVITED ACTIVE DEACTIVATED",
        "REGISTRATIONS, state, DRAFT SUBMITTED",
        "JOIN_REQUESTS, state, OPEN APPROVED REFUSED EXPIRED REPEATED",
        "REQUESTS, state, DRAFT REGISTERED DOCUMENTS_MISSING IN_REVIEW ACCEPTED APPOINTMENT ISSUED COLLECTED REFUSED CANCELLED",
        "REQUESTS, product, ID_RGS_1 EIDUCIO_NG",
        "REQUESTS, ordered, true false",
        "DOCUMENTS, kind, IDENTITY MANDATE",
        "DOCUMENTS, state, RECEIVED ACCEPTED REFUSED REPLACED",
        "APPROVALS, role, LEGAL_REPRESENTATIVE",
        "VALIDATIONS, thing, ORGANISATION DOMAIN MAILBOX PERSON",
        "VALIDATIONS, method, FACE_TO_FACE REMOTE_IDENTIFICATION MAIL_RANDOM_VALUE MAIL_DOMAIN",
        "VALIDATIONS, checkedOn, 2026-11-20",
        "EMAIL_CHANGES, state, PENDING CONFIRMED CANCELLED UNDONE",
        "MAILS, state, QUEUED SENT DELAYED REFUSED CANCELLED",
        "MEMBERSHIPS, roles, LEGAL_REPRESENTATIVE BILLING_CONTACT ADMINISTRATOR CERTIFICATION_AGENT TECHNICAL_CONTACT USER",
        "CONTACTS, kind, LEGAL_REPRESENTATIVE BILLING_CONTACT ADMINISTRATIVE_CONTACT",
        "LINKS, kind, PASSWORD SIGN_IN",
        "SESSIONS, channel, BROWSER API",
        "JOURNAL, outcome, DONE REFUSED",
        "TERMS, language, fr en"
    })
    void everyCodeHasWords(DataSet set, String field, String codes) {
        for (var language : Language.values()) {
            var text = new FactText(Catalogue.of(registry.portal.configuration), language);
            for (var code : codes.split(" ", -1)) {
                assertNotEquals(code, text.value(set, field, code));
            }
        }
    }

    @Test
    void theFileHasTheFieldsInTheOrderOfTheirMeaning() {
        assertEquals(
                List.of("identifier", "email", "firstName", "lastName", "phone", "language", "state"),
                List.copyOf(only(data(), "account").fieldNames()).subList(0, 7));
    }

    /** A right password leaves a row without tries. */
    @Test
    void aRightPasswordIsNotCountedAmongTheWrongOnes() {
        registry.rows.execute("UPDATE attempt SET tries = '{}', networks = '{}'");

        assertEquals(new JsonArray(), data().getJsonArray(DataSet.TRIES.key()));
    }

    @Test
    void withoutAFreshProofNothingIsHandedOut() {
        var token = registry.token(mael.account(), Channel.API);
        var browser = registry.portal.browser().with("session", registry.token(mael.account(), Channel.BROWSER));
        registry.rows.execute("UPDATE session SET proved_at = NULL");

        var refused = registry.portal.api().bearer(token).get("/me/data");
        assertEquals(403, refused.status());
        assertEquals("session.proof-required", refused.code());
        for (var path : List.of("/account/data", "/account/data.json")) {
            var page = browser.get(path);
            assertEquals(303, page.statusCode());
            assertTrue(page.getHeader("Location").startsWith("/account/confirm?returnTo="), page.getHeader("Location"));
        }
    }

    /** A new table that names people is either handed out or excluded here with its reason. */
    @Test
    void everyTableThatNamesAPersonIsHandedOutOrExcludedWithAReason() throws IOException {
        var sources = Files.readString(Path.of("src/main/java/eu/parvis/personaldata/PersonalDataRepository.java"))
                + Files.readString(Path.of("src/main/java/eu/parvis/draft/DraftRepository.java"));
        var tables = registry.rows.query("SELECT DISTINCT table_name FROM information_schema.columns"
                + " WHERE table_schema = current_schema()"
                + " AND column_name IN ('account_id', 'email', 'email_key', 'recipient_key', 'new_email', 'login')"
                + " ORDER BY 1");

        assertTrue(tables.size() > 10, tables::toString);
        assertEquals(
                List.of(),
                tables.stream()
                        .filter(table -> !EXCLUDED.containsKey(table))
                        .filter(table -> !sources.matches("(?s).*(FROM|JOIN) \\(?" + table + "\\b.*"))
                        .toList());
    }

    /** A new column about a person is either handed out or kept back here with its reason. */
    @Test
    void everyColumnAboutAPersonIsHandedOutOrKeptBackWithAReason() throws IOException {
        var statements = Stream.concat(
                        statements("src/main/java/eu/parvis/personaldata/PersonalDataRepository.java"),
                        statements("src/main/java/eu/parvis/draft/DraftRepository.java"))
                .toList();
        var columns = registry.rows.query("""
                SELECT DISTINCT columns.table_name || '.' || columns.column_name
                FROM information_schema.columns
                JOIN information_schema.columns AS person USING (table_schema, table_name)
                WHERE table_schema = current_schema()
                  AND (table_name = 'account' OR person.column_name IN ('account_id', 'email_key', 'recipient_key'))
                ORDER BY 1
                """);

        assertTrue(columns.size() > 100, columns::toString);
        assertEquals(
                List.of(),
                columns.stream()
                        .filter(column -> statements.stream().anyMatch(statement -> reads(statement, column)))
                        .filter(column -> KEPT_BACK.values().stream()
                                .noneMatch(kept -> kept.contains(column) || kept.contains(name(column))))
                        .filter(column -> statements.stream().noneMatch(statement -> hands(statement, column)))
                        .toList());
    }

    private static Stream<String> statements(String file) throws IOException {
        return Pattern.compile("\"\"\"(.*?)\"\"\"|\"(SELECT [^\"]*)\"", Pattern.DOTALL)
                .matcher(Files.readString(Path.of(file)))
                .results()
                .map(MatchResult::group);
    }

    private static boolean reads(String statement, String column) {
        return Pattern.compile("(FROM|JOIN) \\(?" + table(column) + "\\b")
                .matcher(statement)
                .find();
    }

    /** Whether the statement reads the table, and names the column before that. */
    private static boolean hands(String statement, String column) {
        return Pattern.compile(
                        "SELECT\\b.*\\b" + name(column) + "\\b.*(FROM|JOIN) \\(?" + table(column) + "\\b",
                        Pattern.DOTALL)
                .matcher(statement)
                .find();
    }

    private static String table(String column) {
        return column.substring(0, column.indexOf('.'));
    }

    private static String name(String column) {
        return column.substring(column.indexOf('.') + 1);
    }

    private JsonObject data() {
        return registry.portal
                .api()
                .bearer(registry.token(mael.account(), Channel.API))
                .get("/me/data")
                .json();
    }
}
