package eu.parvis.customers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.company.CompanyApi.State;
import eu.parvis.http.Browser;
import eu.parvis.joining.JoinApi;
import eu.parvis.joining.JoinApi.Ask;
import eu.parvis.membership.Registry;
import eu.parvis.request.Orders;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.values.Language;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The desk's pages on customers, without JavaScript. */
class CustomerRoutesTest {

    private DeskOffice office;
    private Browser yann;
    private String organisation;
    private UUID join;

    @BeforeEach
    void open() {
        office = new DeskOffice(Vertx.vertx());
        office.registerSays(office.organisation, State.NOT_FOUND);
        join = office.ask(
                        JoinApi.ASK,
                        new Ask(
                                Registry.number(Registry.SIRET),
                                Registry.person("mael.cariou@kervella.example"),
                                Language.FR,
                                "192.0.2.7"))
                .id();
        office.registry.clock.advance(Duration.ofDays(5));
        organisation = "/desk/organisations/" + office.organisation;
        yann = browser(office.yann.account());
    }

    @AfterEach
    void close() {
        office.close();
    }

    private Browser browser(UUID account) {
        return office.registry.portal.browser(account, Kind.OPEN).speaking("en");
    }

    private static String location(HttpResponse<Buffer> answer) {
        return answer.statusCode() + " " + answer.getHeader("Location");
    }

    private List<String> pages() {
        return List.of(
                "/desk/search",
                "/desk/search?search=kervella",
                "/desk/organisations",
                organisation,
                "/desk/people/" + office.nolwenn.account(),
                "/desk/join-requests",
                "/desk/join-requests/" + join);
    }

    private List<String> forms() {
        return List.of(
                organisation + "/decision",
                "/desk/join-requests/" + join + "/reminder",
                "/desk/join-requests/" + join + "/decision");
    }

    @Test
    void anOperatorSeesEachPage() {
        for (var page : pages()) {
            assertEquals(200, yann.get(page).statusCode(), page);
        }
        assertEquals(404, yann.get("/desk/organisations/" + UUID.randomUUID()).statusCode());
        assertEquals(404, yann.get("/desk/people/" + UUID.randomUUID()).statusCode());
        assertEquals(404, yann.get("/desk/join-requests/" + UUID.randomUUID()).statusCode());
    }

    @Test
    void forCustomersNothingOfThisExists() {
        var customer = browser(office.nolwenn.account());

        for (var page : pages()) {
            assertEquals(404, customer.get(page).statusCode(), page);
        }
        for (var form : forms()) {
            assertEquals(404, customer.post(form, "decision", "ACCEPTED").statusCode(), form);
        }
        assertEquals(List.of("NOT_FOUND|"), office.registry.rows.query("SELECT state, decision FROM verification"));
    }

    @Test
    void oneFieldFindsRequestsOrganisationsAndPeople() {
        var request = office.orders
                .order(office.nolwenn, "ID_RGS_1", Orders.me())
                .request()
                .id();
        office.orders.submit(office.nolwenn, request);

        var page = yann.get("/desk/search?search=kervela").bodyAsString();

        assertTrue(page.contains("href=\"/desk/requests/" + request + "\""), page);
        assertTrue(page.contains("href=\"" + organisation + "\""), page);
        assertTrue(page.contains("href=\"/desk/people/" + office.nolwenn.account() + "\""), page);
        assertTrue(yann.get("/desk/search?search=--").bodyAsString().contains("Nothing was found"));
        assertFalse(yann.get("/desk/search").bodyAsString().contains("Nothing was found"));
    }

    @Test
    void anOrganisationIsComparedAndDecidedByAForm() {
        assertTrue(yann.get("/desk/organisations").bodyAsString().contains(organisation));
        var form = organisation + "/decision";

        var empty = yann.post(form, "decision", "ACCEPTED", "register", "NOT_FOUND");
        assertEquals(400, empty.statusCode());
        assertTrue(empty.bodyAsString().contains("href=\"#evidence\""), empty::bodyAsString);
        var unexplained = yann.post(form, "decision", "REFUSED", "register", "NOT_FOUND", "evidence", "Kbis");
        assertTrue(unexplained.bodyAsString().contains("href=\"#reason\""), unexplained::bodyAsString);
        assertEquals(
                412,
                yann.post(form, "decision", "ACCEPTED", "register", "UNVERIFIED", "evidence", "Kbis")
                        .statusCode());
        assertEquals(
                "303 " + organisation,
                location(yann.post(form, "decision", "ACCEPTED", "register", "NOT_FOUND", "evidence", "Kbis of May")));

        var decided = yann.get(organisation).bodyAsString();
        assertTrue(decided.contains("Kbis of May"), decided);
        assertFalse(yann.get("/desk/organisations").bodyAsString().contains(organisation));
        var own = browser(office.nolwenn.account()).get("/organisation").bodyAsString();
        assertTrue(own.contains("Our registration desk confirmed your organisation"), own);
        assertFalse(own.contains("Kbis"), "the evidence is the desk's");
    }

    @Test
    void administratorsAreRemindedAndTheDeskDecidesWhereNoneIsLeft() {
        var page = "/desk/join-requests/" + join;
        assertTrue(yann.get("/desk/join-requests").bodyAsString().contains(page));
        assertFalse(yann.get(page).bodyAsString().contains(page + "/decision"), "administrators decide");

        assertEquals("303 " + page, location(yann.post(page + "/reminder")));
        assertEquals(409, yann.post(page + "/reminder").statusCode());
        assertEquals(
                409,
                yann.post(page + "/decision", "decision", "APPROVE", "roles", "USER", "reason", "Known")
                        .statusCode());

        office.registry.rows.execute("UPDATE member SET state = 'DEACTIVATED'");
        assertTrue(yann.get(page).bodyAsString().contains(page + "/decision"));
        var unexplained = yann.post(page + "/decision", "decision", "REFUSE");
        assertEquals(400, unexplained.statusCode());
        assertEquals("303 " + page, location(yann.post(page + "/decision", "decision", "REFUSE", "reason", "Unknown")));
        assertEquals(List.of("REFUSED"), office.registry.rows.query("SELECT state FROM join_request"));
    }

    @Test
    void aPersonIsShownWithoutSecrets() {
        var page = yann.get("/desk/people/" + office.nolwenn.account()).bodyAsString();

        assertTrue(page.contains(DeskOffice.NOLWENN));
        assertTrue(page.contains("href=\"" + organisation + "\""));
        assertFalse(page.contains("$chosen"));
        assertEquals(
                List.of(office.yann.account() + "|" + office.nolwenn.account()),
                office.registry.rows.query("SELECT account_id, subject FROM journal WHERE event = 'PERSON_CONSULTED'"));
    }
}
