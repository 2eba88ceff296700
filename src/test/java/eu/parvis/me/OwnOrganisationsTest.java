package eu.parvis.me;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.signin.password.People;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The person acts for another of the organisations, or leaves one. */
@ExtendWith(VertxExtension.class)
class OwnOrganisationsTest {

    private static final String PAGE = "/account/organisations";

    private OwnAccount own;

    /** Nolwenn is also a user of Voilerie Cariou, which Erwan administers. */
    @BeforeEach
    void open(Vertx vertx) {
        own = new OwnAccount(vertx);
        new People(own.portal.database).invitedElsewhere();
        new People(own.portal.database).invited(own.hash("x"));
        own.portal.database.execute("""
                UPDATE account SET state = 'ACTIVE', step = 'DONE', password_kind = 'CHOSEN', password_expires_at = NULL,
                                   activated_at = '2026-11-02Z'
                WHERE id = '%1$s';
                INSERT INTO member (id, organisation_id, account_id, roles, state, created_at, changed_at)
                VALUES (gen_random_uuid(), '%2$s', '%1$s', '{ADMINISTRATOR}', 'ACTIVE', '2026-11-02Z', '2026-11-02Z');
                UPDATE member SET state = 'ACTIVE'
                """.formatted(People.ERWAN, People.VOILERIE));
    }

    @Test
    void aUserLeavesAnOrganisationWithoutAnyAdministrator() {
        var browser = own.browser();
        assertTrue(browser.get(PAGE).bodyAsString().contains("Voilerie Cariou"));
        assertTrue(browser.get(path(People.VOILERIE)).bodyAsString().contains("An administrator can restore it"));

        assertEquals(400, browser.post(path(People.VOILERIE)).statusCode(), "the box is not ticked");
        var left = browser.post(path(People.VOILERIE), "confirmation", "true");

        assertEquals(PAGE, left.getHeader("Location"), left::bodyAsString);
        assertTrue(browser.get(PAGE).bodyAsString().contains("You have left the organisation"));
        assertEquals(
                "DEACTIVATED",
                own.row("SELECT state FROM member WHERE account_id = '" + People.NOLWENN + "' AND organisation_id = '"
                        + People.VOILERIE + "'"));
        assertEquals(List.of("USER_DEACTIVATED DONE"), own.journal());
        assertEquals(List.of("member-left erwan@kervella.example"), own.portal.mails());
        assertEquals(
                "Nolwenn Kervella|Voilerie Cariou|en",
                own.row("SELECT content ->> 'member', content ->> 'organisation', language FROM mail"));
        assertEquals(
                404, browser.post(path(People.VOILERIE), "confirmation", "true").statusCode());
    }

    @Test
    void whoCannotLeaveIsToldBeforehandWhatToDo() {
        var browser = own.browser();
        own.portal.database.execute("INSERT INTO contact VALUES ('" + People.VOILERIE + "', 'BILLING_CONTACT', '"
                + People.NOLWENN + "', 'Nolwenn', 'Kervella', 'nolwenn@kervella.example', NULL, now())");

        var alone = browser.get(path(People.MENUISERIE)).bodyAsString();
        var named = browser.get(path(People.VOILERIE)).bodyAsString();

        assertTrue(alone.contains("You are the only administrator of this organisation"), alone);
        assertTrue(alone.contains("href=\"/users\">My users</a>"), alone);
        assertFalse(alone.contains("name=\"confirmation\""), alone);
        assertTrue(named.contains("You are the legal representative or the billing contact"), named);
        assertTrue(named.contains("Ask an administrator to name somebody else"), named);
        assertFalse(named.contains("name=\"confirmation\""), named);

        browser.post("/organisation/switch", "organisation", People.VOILERIE.toString());
        var elsewhere = browser.get(path(People.MENUISERIE)).bodyAsString();
        assertTrue(elsewhere.contains("Open this one first"), elsewhere);
    }

    @Test
    void whoBelongsToNoOrganisationIsOfferedTheWaysIntoOne() {
        own.portal.database.execute("DELETE FROM member WHERE account_id = '" + People.NOLWENN + "'");

        var page = own.browser().get(PAGE).bodyAsString();

        for (var offer : List.of("Register your organisation", "Join an organisation", "Be invited")) {
            assertTrue(page.contains("<strong>" + offer), page);
        }
        assertTrue(page.contains("href=\"/organisations/new\""), page);
        assertTrue(own.browser().get("/account").bodyAsString().contains("href=\"/account/organisations\""));
    }

    @Test
    void theLastAdministratorStays() {
        var refused = own.browser().post(path(People.MENUISERIE), "confirmation", "true");

        assertEquals(409, refused.statusCode());
        assertTrue(
                refused.bodyAsString().contains("An organisation always has an administrator"), refused::bodyAsString);
        assertEquals("ACTIVE", own.row("SELECT state FROM member WHERE organisation_id = '" + People.MENUISERIE + "'"));
    }

    /** Neither users nor those whose access has ended look after the organisation. */
    @Test
    void onlyActiveAdministratorsAreToldThatAnAdministratorLeft() {
        own.portal.database.execute("""
                UPDATE member SET roles = '{ADMINISTRATOR}' WHERE organisation_id = '%1$s';
                INSERT INTO account (id, identifier, email, email_key, first_name, last_name, language, state, step,
                                     password_hash, password_kind, password_changed_at, created_at, activated_at)
                SELECT ('00000000-0000-0000-0000-00000000001' || n)::uuid, 'CD10000' || n, 'p' || n || '@k.example',
                       'p' || n || '@k.example', 'P', 'Q', 'fr', 'ACTIVE', 'DONE', 'x', 'CHOSEN', '2026-11-02Z',
                       '2026-11-02Z', '2026-11-02Z'
                FROM generate_series(1, 3) n;
                INSERT INTO member (id, organisation_id, account_id, roles, state, created_at, changed_at)
                SELECT gen_random_uuid(), '%1$s', id, (CASE identifier WHEN 'CD100001' THEN '{USER}'
                       ELSE '{ADMINISTRATOR}' END)::text[], CASE identifier WHEN 'CD100002' THEN 'DEACTIVATED'
                       WHEN 'CD100003' THEN 'INVITED' ELSE 'ACTIVE' END, '2026-11-02Z', '2026-11-02Z'
                FROM account WHERE identifier LIKE 'CD%%'
                """.formatted(People.VOILERIE));

        assertEquals(
                204,
                own.program().delete("/me/organisations/" + People.VOILERIE).status());

        assertEquals(List.of("member-left erwan@kervella.example"), own.portal.mails());
    }

    @Test
    void aProgramLeavesAnOrganisation() {
        var program = own.program();

        assertEquals(204, program.delete("/me/organisations/" + People.VOILERIE).status());

        assertEquals(1, program.get("/me").json().getJsonArray("organisations").size());
        assertEquals(404, program.delete("/me/organisations/" + People.VOILERIE).status());
        assertEquals(
                "users.lastAdministrator",
                program.delete("/me/organisations/" + People.MENUISERIE).code());
    }

    @Test
    void anotherOrganisationIsOpenedFromThere() {
        var browser = own.browser();

        browser.post("/organisation/switch", "organisation", People.VOILERIE.toString());

        assertTrue(browser.get(PAGE).bodyAsString().contains("Voilerie Cariou</strong> <span class=\"state good\">"));
    }

    @Test
    void anOrganisationOfOthersLooksAsIfThereWereNone() {
        var browser = own.browser();

        assertEquals(404, browser.get(path(People.ERWAN)).statusCode());
        assertEquals(
                404, browser.post(path(People.ERWAN), "confirmation", "true").statusCode());
    }

    private static String path(Object organisation) {
        return PAGE + "/" + organisation;
    }
}
