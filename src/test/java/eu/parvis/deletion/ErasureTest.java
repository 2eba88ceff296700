package eu.parvis.deletion;

import static eu.parvis.membership.Role.ADMINISTRATOR;
import static eu.parvis.membership.Role.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.account.AccountStore;
import eu.parvis.draft.DraftApi;
import eu.parvis.draft.DraftApi.Owner;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.membership.Registry;
import eu.parvis.personaldata.PersonalDataCapability;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.values.EmailAddress;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** After the deletion, the person is nowhere in the database but where it is said here. */
@ExtendWith(VertxExtension.class)
class ErasureTest {

    /** What the person is known by. Nothing else in the database contains these texts. */
    private static final List<String> PERSONAL = List.of("mael", "cariou", "639984127", "192.0.2.99");

    private static final String MAEL = "mael.cariou@kervella.example";

    /** Columns in which the person may still be found, with the reason. */
    private static final Map<String, String> MAY_NAME = Map.ofEntries(
            Map.entry("contact.first_name", "what the organisation has declared"),
            Map.entry("contact.last_name", "what the organisation has declared"),
            Map.entry("contact.email", "what the organisation has declared"),
            Map.entry("contact.phone", "what the organisation has declared"),
            Map.entry("mail.recipient", "evidence of what was said, until mail.keep"),
            Map.entry("mail.recipient_key", "evidence of what was said, until mail.keep"),
            Map.entry("mail.content", "evidence of what was said, until mail.keep"),
            Map.entry("request.holder_first_name", "record of a certificate, which the authority must keep"),
            Map.entry("request.holder_last_name", "record of a certificate, which the authority must keep"),
            Map.entry("request.holder_email", "record of a certificate, which the authority must keep"),
            Map.entry("request.holder_phone", "record of a certificate, which the authority must keep"),
            Map.entry("request.holder_ordered_name", "record of a certificate, which the authority must keep"),
            Map.entry("request.search", "record of a certificate, which the authority must keep"),
            Map.entry("validation.subject", "record of a certificate, which the authority must keep"),
            Map.entry("validation.label", "record of a certificate, which the authority must keep"),
            Map.entry("validation.evidence", "record of a certificate, which the authority must keep"),
            Map.entry("validation.withdrawal_reason", "record of a certificate, which the authority must keep"),
            Map.entry("terms_acceptance.address", "evidence of the agreement; without a name"),
            Map.entry("journal.address", "append-only; without a name"));

    /** Columns in which the id of the account may still be found, with the reason. */
    private static final Map<String, String> MAY_HAVE_ID = Map.ofEntries(
            Map.entry("account.id", "the closed account, without a name"),
            Map.entry("account.email", "made of the id, because it must be unique"),
            Map.entry("account.email_key", "made of the id, because it must be unique"),
            Map.entry("mail.content", "evidence of what was said, until mail.keep"),
            Map.entry("request.ordered_by", "record of a certificate, which the authority must keep"),
            Map.entry("request_approval.account_id", "record of a certificate, which the authority must keep"),
            Map.entry("request_document.uploaded_by", "record of a certificate, which the authority must keep"),
            Map.entry("request_document.decided_by", "record of a certificate, which the authority must keep"),
            Map.entry("request_state.account_id", "record of a certificate, which the authority must keep"),
            Map.entry("validation.recorded_by", "record of a certificate, which the authority must keep"),
            Map.entry("validation.withdrawn_by", "record of a certificate, which the authority must keep"),
            Map.entry("terms_acceptance.account_id", "evidence of the agreement; without a name"),
            Map.entry("journal.account_id", "append-only; without a name"),
            Map.entry("journal.subject", "append-only; without a name"));

    private Registry registry;
    private UUID organisation;
    private Actor mael;
    private String account;
    private String now;

    @BeforeEach
    void aPersonOfWhomMuchIsHeld(Vertx vertx) {
        registry = Registry.open(vertx, Map.of(), PersonalDataCapability.DESCRIPTOR, DeletionCapability.DESCRIPTOR);
        organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        var nolwenn = registry.member(organisation, "nolwenn.kervella@kervella.example", ADMINISTRATOR);
        mael = registry.member(organisation, MAEL, USER);
        account = "'" + mael.account() + "'";
        now = "'" + registry.clock.instant() + "'";
        fillAccount();
        fillOthers(nolwenn);
        fillLinksAndMails();
        fillRequests();
        registry.portal.ask(
                DraftApi.SAVE,
                new DraftApi.Save(
                        new Owner(mael.account(), organisation, UUID.randomUUID()),
                        "/account/profile",
                        Map.of("lastName", List.of("Cariou-Typed")),
                        Optional.empty()));
    }

    private void fillAccount() {
        registry.rows.execute(
                "UPDATE account SET phone = '+33639984127', terms_version = '1', signed_in_at = " + now
                        + ", locked_at = " + now
                        + ", voided_password_hash = 'hidden', password_hash = 'hidden-hash' WHERE id = " + account,
                "INSERT INTO challenge_set VALUES (" + account + ", 'hidden-code', " + now + ")",
                "INSERT INTO challenge_question VALUES (" + account
                        + ", 1, NULL, 'How is the boat of Mael Cariou called?', 'hidden-answer')",
                "INSERT INTO terms_text VALUES ('1', 'fr', '" + "0".repeat(64) + "', " + now + ", " + now + ")",
                "INSERT INTO terms_acceptance VALUES (gen_random_uuid(), " + account + ", '1', 'fr', '" + "0".repeat(64)
                        + "', " + now + ", '192.0.2.99', gen_random_uuid())",
                "INSERT INTO person_registration (id, token_hash, state, reference, email, email_key, first_name,"
                        + " last_name, phone, language, code_mac, code_expires_at, created_at, expires_at) VALUES"
                        + " (gen_random_uuid(), 'hidden-v', 'VERIFIED', 'P-1', '" + MAEL + "', '" + MAEL
                        + "', 'Mael', 'Cariou', '+33639984127', 'fr', 'none', " + now + ", " + now + ", " + later()
                        + ")",
                "INSERT INTO device VALUES ('hidden-d', " + account + ", " + now + ", " + now + ", " + later() + ")",
                "INSERT INTO attempt (subject, tries, last_at, account_id) VALUES ('hidden-a', ARRAY[" + now
                        + "::timestamptz], " + now + ", " + account + ")",
                "INSERT INTO journal (at, event, account_id, subject, address, outcome, detail) VALUES (" + now
                        + ", 'SIGN_IN', " + account + ", " + account + ", '192.0.2.99', 'DONE', '{}')");
        registry.portal.browser(mael.account(), Kind.OPEN);
        registry.rows.execute("UPDATE session SET address = '192.0.2.99', device = 'Firefox of Mael'");
    }

    private String later() {
        return now + "::timestamptz + interval '1 hour'";
    }

    private void fillOthers(Actor nolwenn) {
        var elsewhere = registry.organisation("81234567600017", "Voilerie");
        registry.rows.execute(
                "INSERT INTO contact VALUES ('" + organisation + "', 'BILLING_CONTACT', " + account
                        + ", 'Mael', 'Cariou', '" + MAEL + "', '+33639984127', " + now + ")",
                "INSERT INTO registration (id, token_hash, state, language, reference, account_id, email, created_at,"
                        + " submitted_at, expires_at) VALUES (gen_random_uuid(), 'hidden-r', 'SUBMITTED', 'fr', 'R-1', "
                        + account + ", '" + MAEL + "', " + now + ", " + now + ", " + later() + "),"
                        + " (gen_random_uuid(), 'hidden-s', 'SUBMITTED', 'fr', 'R-2', NULL, 'Mael.Cariou@Kervella.example', "
                        + now + ", " + now + ", " + later() + ")",
                "INSERT INTO join_request (id, organisation_name, reference, email, email_key, first_name, last_name,"
                        + " phone, language, state, asked, asked_at, created_at, decided_at, decided_by) VALUES"
                        + " (gen_random_uuid(), 'Atelier', 'J-1', '" + MAEL + "', '" + MAEL + "', 'Mael', 'Cariou',"
                        + " '+33639984127', 'fr', 'REFUSED', 'ADMINISTRATORS', " + now + ", " + now + ", " + now
                        + ", NULL), (gen_random_uuid(), 'Atelier', 'J-2', 'other@k.example', 'other@k.example', 'Other',"
                        + " 'Person', NULL, 'fr', 'REFUSED', 'ADMINISTRATORS', " + now + ", " + now + ", " + now + ", "
                        + account + ")",
                "INSERT INTO member (id, organisation_id, account_id, roles, state, invited_first_name,"
                        + " invited_last_name, invited_email, invited_phone, created_at, changed_at) VALUES"
                        + " (gen_random_uuid(), '" + elsewhere + "', " + account
                        + ", '{USER}', 'INVITED', 'Mael', 'Cariou', '" + MAEL + "', '+33639984127', " + now + ", " + now
                        + ")",
                "UPDATE member SET invited_by = " + account + ", handed_over_to = " + account + " WHERE account_id = '"
                        + nolwenn.account() + "'");
    }

    private void fillLinksAndMails() {
        registry.rows.execute(
                "INSERT INTO email_change (id, account_id, new_email, token_hash, asked_at, mailed_at, expires_at, state,"
                        + " confirmed_at, former_email) VALUES (gen_random_uuid(), " + account
                        + ", 'cariou.new@k.example', 'hidden-e', " + now + ", " + now + ", " + later()
                        + ", 'CONFIRMED', " + now + ", 'cariou.old@k.example')",
                joinRequest("J-3", "Mael", "Cariou", now + "::timestamptz - interval '1 day'"),
                "INSERT INTO recovery VALUES ('hidden-p', " + account + ", " + now + ", " + later() + ", " + now + ")",
                "INSERT INTO sign_in_link VALUES ('hidden-l', " + account + ", " + now + ", " + later() + ", " + now
                        + ")",
                "INSERT INTO mail (id, reference, group_id, occasion, recipient, recipient_key, language, content,"
                        + " sealed, state, created_at, next_attempt_at, changed_at) VALUES (gen_random_uuid(),"
                        + " 'M-1', gen_random_uuid(), 'recovery', '" + MAEL + "', '" + MAEL
                        + "', 'fr', '{\"name\": \"Mael Cariou\"}', 'hidden-m', 'DELAYED', " + now + ", " + now + ", "
                        + now + ")");
    }

    /** By the address that the account had until now. */
    private String joinRequest(String reference, String firstName, String lastName, String at) {
        return """
                INSERT INTO join_request (id, organisation_id, organisation_name, reference, email, email_key, first_name,
                                          last_name, language, state, asked, asked_at, created_at)
                VALUES (gen_random_uuid(), '%s', 'Atelier', '%s', 'cariou.old@k.example', 'cariou.old@k.example', '%s', '%s',
                        'fr', 'REPEATED', 'ADMINISTRATORS', %s, %s)
                """.formatted(organisation, reference, firstName, lastName, at, at);
    }

    private void fillRequests() {
        request("1", "DRAFT", "NULL");
        request("2", "REGISTERED", now);
        registry.rows.execute(
                "INSERT INTO request_state SELECT id, 1, state, " + now + ", NULL, " + account + " FROM request",
                "INSERT INTO request_approval SELECT id, " + account + ", 'ADMINISTRATOR', true, NULL, " + now
                        + " FROM request",
                "INSERT INTO request_approval_mail VALUES (" + account + ", " + now + ")",
                "INSERT INTO request_document SELECT gen_random_uuid(), id, 'IDENTITY', 'ACCEPTED', 'id.pdf',"
                        + " 'application/pdf', 1, sha256('x'), 'CLEAN', " + account + ", " + now + ", " + account + ", "
                        + now + " FROM request",
                "INSERT INTO validation SELECT gen_random_uuid(), 'PERSON', 'mael cariou " + MAEL + "', 'Mael Cariou',"
                        + " 'FACE_TO_FACE', 'Passport of Mael Cariou', '2026-11-20', id, " + account + ", " + now + ", "
                        + account + ", " + now + ", 'Not Mael Cariou' FROM request WHERE number = 2");
    }

    private void request(String number, String state, String submittedAt) {
        registry.rows.execute("INSERT INTO request (id, number, product, ordered_by, holder_kind, holder_id,"
                + " holder_first_name, holder_last_name, holder_email, holder_phone, language, state, state_since,"
                + " created_at, submitted_at, changed_at, search) VALUES (gen_random_uuid(), " + number + ", 'eseal', "
                + account + ", 'ME', " + account + ", 'Mael', 'Cariou', '" + MAEL + "', '+33639984127', 'fr', '" + state
                + "', " + now + ", " + now + ", " + submittedAt + ", " + now + ", 'mael cariou')");
    }

    /** The test of the tests: the journey above fills what the deletion must erase. */
    @Test
    void beforeTheDeletionThePersonIsInManyTables() {
        var filled = new TreeSet<String>();
        Stream.of(PERSONAL, List.of(mael.account().toString()))
                .flatMap(texts -> columnsWith(texts).keySet().stream())
                .forEach(column -> filled.add(column.substring(0, column.indexOf('.'))));

        var naming = new TreeSet<>(registry.rows.query("SELECT DISTINCT table_name FROM information_schema.columns"
                + " WHERE table_schema = 'public'"
                + " AND column_name IN ('account_id', 'email', 'email_key', 'recipient_key', 'new_email', 'login')"));
        naming.removeAll(filled);
        assertEquals(Set.of("recovery_request"), naming, "deleted seconds later, else within the hour");
    }

    @Test
    void afterTheDeletionThePersonIsNowhereButWhereItIsSaid() {
        delete();

        var found = columnsWith(PERSONAL);
        found.keySet().removeAll(MAY_NAME.keySet());
        assertEquals(Map.of(), found);
    }

    @Test
    void afterTheDeletionTheIdIsNowhereButWhereItIsSaid() {
        delete();

        var found = columnsWith(List.of(mael.account().toString()));
        found.keySet().removeAll(MAY_HAVE_ID.keySet());
        assertEquals(Map.of(), found);
    }

    @Test
    void noHashAndNoTokenOfThePersonIsLeft() {
        delete();

        assertEquals(Map.of(), columnsWith(List.of("hidden")));
        assertEquals(List.of("CANCELLED"), registry.rows.query("SELECT state FROM mail WHERE occasion = 'recovery'"));
        assertEquals(List.of("0"), registry.rows.query("SELECT count(*) FROM mail WHERE sealed IS NOT NULL"));
    }

    @Test
    void whatWasTypedWithAFormerAddressGoesUnlessItsNextReaderTypedIt() {
        registry.rows.execute(joinRequest("J-4", "Next", "Reader", now + "::timestamptz + interval '1 day'"));

        delete();

        assertEquals(
                List.of("J-2", "J-4"), registry.rows.query("SELECT reference FROM join_request ORDER BY reference"));
    }

    @Test
    void theOrganisationKeepsWhatItDeclared() {
        delete();

        assertEquals(
                List.of("BILLING_CONTACT|Cariou|" + MAEL + "|t"),
                registry.rows.query("SELECT kind, last_name, email, account_id IS NULL FROM contact"));
        assertEquals(
                List.of("INVITATION_DECLINED", "USER_DEACTIVATED"),
                registry.rows.query("SELECT event FROM journal WHERE organisation_id IS NOT NULL ORDER BY event"));
    }

    @Test
    void aRequestThatWasSentStaysAndOneThatWasNotGoes() {
        delete();

        assertEquals(
                List.of("2|REGISTERED|t"), registry.rows.query("SELECT number, state, holder_id IS NULL FROM request"));
    }

    @Test
    void noAddressLeadsToTheClosedAccount() {
        delete();

        var email = registry.rows
                .query("SELECT email FROM account WHERE id = " + account)
                .get(0);

        assertEquals(
                Optional.empty(),
                Await.done(new AccountStore()
                        .holder(registry.database, new EmailAddress(email), registry.clock.instant())));
    }

    private void delete() {
        registry.rows.execute("UPDATE account SET deletion_due_at = " + now + " WHERE id = " + account);
        registry.clock.advance(Duration.ofMinutes(1));
        DueDeletions.run(registry.portal.foundation);
        assertTrue(registry.rows
                .query("SELECT state FROM account WHERE id = " + account)
                .contains("CLOSED"));
    }

    /** How many rows contain one of the texts, by the column. Binary columns are searched as hexadecimal text, too. */
    private Map<String, String> columnsWith(List<String> texts) {
        var found = new TreeMap<String, String>();
        for (var column : registry.rows.query("SELECT table_name || '.' || column_name FROM information_schema.columns"
                + " JOIN information_schema.tables USING (table_schema, table_name)"
                + " WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'flyway_schema_history'"
                + " ORDER BY 1")) {
            var table = column.substring(0, column.indexOf('.'));
            var name = column.substring(column.indexOf('.') + 1);
            var any = texts.stream()
                    .map(text -> "%1$s::text ILIKE '%%%2$s%%' OR %1$s::text ILIKE '%%' || encode('%2$s', 'hex') || '%%'"
                            .formatted(name, text))
                    .reduce((one, other) -> one + " OR " + other)
                    .orElseThrow();
            var count = registry.rows
                    .query("SELECT count(*) FROM " + table + " WHERE " + any)
                    .get(0);
            if (!count.equals("0")) {
                found.put(column, count);
            }
        }
        return found;
    }
}
