package eu.parvis.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.Await;
import eu.parvis.membership.Registry;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.values.Language;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operators are added, and what they see is not what customers see. */
class OperatorsTest {

    private final Vertx vertx = Vertx.vertx();
    private Registry registry;

    @BeforeEach
    void open() {
        registry = Registry.open(vertx, Map.of(), DeskCapability.DESCRIPTOR);
    }

    @AfterEach
    void close() {
        Await.done(vertx.close());
    }

    @Test
    void anOperatorGetsAnAccountWithoutOrganisationAndTwoMails() {
        var operators = new OperatorStore(registry.portal.foundation);

        var added = Await.done(operators.add(Registry.person("yann.legoff@authority.example"), Language.FR))
                .orElseThrow();

        assertEquals(
                List.of("operator-identifier", "operator-password"),
                registry.rows.query("SELECT occasion FROM mail ORDER BY position"));
        assertEquals(
                List.of("t|PENDING"),
                registry.rows.query("SELECT operator, state FROM account WHERE id = '" + added.id() + "'"));
        assertEquals(
                List.of("OPERATOR_ADDED|" + added.id()), registry.rows.query("SELECT event, subject FROM journal"));
        assertEquals(
                Optional.empty(),
                Await.done(operators.add(Registry.person("Yann.Legoff@authority.example"), Language.FR)));
    }

    @Test
    void insideTheNetworksOfTheDeskAnOperatorWorks() {
        var open = Registry.open(Vertx.vertx(), Map.of("desk.networks", "127.0.0.0/8"), DeskCapability.DESCRIPTOR);
        var account = open.activeAccount("yann.legoff@authority.example");
        open.rows.execute("UPDATE account SET operator = true WHERE id = '" + account + "'");

        assertEquals(200, open.portal.browser(account, Kind.OPEN).get("/desk").statusCode());
        Await.done(open.portal.vertx.close());
    }

    @Test
    void outsideTheNetworksOfTheDeskThereIsNothing() {
        var closed = Registry.open(Vertx.vertx(), Map.of("desk.networks", "192.0.2.0/24"), DeskCapability.DESCRIPTOR);
        var account = closed.activeAccount("yann.legoff@authority.example");
        closed.rows.execute("UPDATE account SET operator = true WHERE id = '" + account + "'");
        var api = closed.portal.api().bearer(closed.token(account, Channel.API));

        assertEquals(404, api.get("/desk/requests").status());
        assertEquals(404, closed.portal.api().get("/desk/requests").status());
        var browser = closed.portal.browser(account, Kind.OPEN);
        var request = "/desk/requests/" + account;
        for (var page : List.of("/desk", "/desk/next", "/desk/figures", request, request + "/documents/IDENTITY")) {
            assertEquals(404, browser.get(page).statusCode(), page);
        }
        for (var form : List.of("/claim", "/release", "/documents/IDENTITY", "/face-to-face", "/decision")) {
            assertEquals(404, browser.post(request + form).statusCode(), form);
        }
        assertEquals(404, closed.portal.browser().get("/desk").statusCode(), "also for visitors");
        Await.done(closed.portal.vertx.close());
    }
}
