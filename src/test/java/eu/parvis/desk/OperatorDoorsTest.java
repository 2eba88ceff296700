package eu.parvis.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.api.ApiClient;
import eu.parvis.http.Browser;
import eu.parvis.membership.MembershipApi;
import eu.parvis.membership.MembershipApi.AddUser;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.order.OrderCapability;
import eu.parvis.registration.organisation.RegistrationCapability;
import eu.parvis.request.Orders;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.signin.password.SigninCapability;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operators neither order nor become members of an organisation: each door that leads there is closed to them. */
class OperatorDoorsTest {

    private static final String YANN = "yann.legoff@authority.example";

    private Orders orders;
    private UUID account;
    private UUID invitation;
    private Browser browser;
    private ApiClient api;

    @BeforeEach
    void open() {
        orders = new Orders(
                Vertx.vertx(),
                SigninCapability.DESCRIPTOR,
                OrderCapability.DESCRIPTOR,
                RegistrationCapability.DESCRIPTOR,
                DeskCapability.DESCRIPTOR);
        var registry = orders.registry;
        account = registry.activeAccount(YANN);
        registry.rows.execute("UPDATE account SET operator = true WHERE id = '" + account + "'");
        var administrator =
                registry.member(orders.organisation, "nolwenn.kervella@kervella.example", Role.ADMINISTRATOR);
        invitation = registry.portal
                .ask(MembershipApi.ADD_USER, new AddUser(administrator, Registry.person(YANN), List.of(Role.USER)))
                .user()
                .id();
        browser = registry.portal.browser(account, Kind.OPEN).speaking("en");
        api = registry.portal.api(account, Kind.OPEN).idempotencyKey("once");
    }

    @AfterEach
    void close() {
        Await.done(orders.registry.portal.vertx.close());
    }

    @Test
    void noProgramOfAnOperatorOrdersOrJoins() {
        var order = new JsonObject().put("product", "ID_RGS_1").put("holder", new JsonObject().put("kind", "ME"));
        var answer = new JsonObject().put("decision", "ACCEPT");
        var organisation = new JsonObject().put("organisation", new JsonObject());

        for (var exchange : List.of(
                api.post("/requests", order),
                api.patch("/invitations/" + invitation, answer),
                api.post("/organisations", organisation))) {
            assertEquals("403 session.customersOnly", exchange.status() + " " + exchange.code());
        }
        assertNothingHappened();
    }

    @Test
    void noFormOfAnOperatorOrdersOrJoins() {
        for (var form :
                List.of("/invitations/" + invitation, "/organisations/new", "/register/add/" + UUID.randomUUID())) {
            var answer = browser.post(form, "decision", "ACCEPT", "action", "register");
            assertEquals(403, answer.statusCode(), form);
            assertTrue(answer.bodyAsString().contains("An account of the registration desk cannot order"), form);
        }
        for (var page : List.of("/order", "/organisations/new", "/register/add/" + UUID.randomUUID())) {
            assertEquals("/desk", browser.get(page).getHeader("Location"), page);
        }
        assertEquals("/desk", browser.post("/order", "product", "ID_RGS_1").getHeader("Location"));
        assertNothingHappened();
    }

    private void assertNothingHappened() {
        assertEquals(
                List.of("INVITED"),
                orders.registry.rows.query("SELECT state FROM member WHERE account_id = '" + account + "'"));
        assertEquals(List.of("0"), orders.registry.rows.query("SELECT count(*) FROM request"));
        assertEquals(List.of("1"), orders.registry.rows.query("SELECT count(*) FROM organisation"));
    }

    @Test
    void anOperatorHasTheOwnAccountWithoutOrganisations() {
        var overview = browser.get("/account");

        assertEquals(200, overview.statusCode());
        assertTrue(overview.bodyAsString().contains(YANN));
        assertFalse(overview.bodyAsString().contains("/account/organisations"));
        for (var page : List.of("/account/profile", "/account/email", "/account/password", "/account/sessions")) {
            assertEquals(200, browser.get(page).statusCode(), page);
        }
    }
}
