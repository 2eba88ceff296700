package eu.parvis.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.http.Browser;
import eu.parvis.request.RequestState;
import eu.parvis.session.SessionApi.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages of the desk, without JavaScript. */
class DeskRoutesTest {

    private Counter counter;
    private Browser yann;

    @BeforeEach
    void open() {
        counter = new Counter(Vertx.vertx());
        yann = browser(counter.yann.account());
    }

    @AfterEach
    void close() {
        Await.done(counter.orders.registry.portal.vertx.close());
    }

    private Browser browser(UUID account) {
        return counter.orders.registry.portal.browser(account, Kind.OPEN).speaking("en");
    }

    private static String location(HttpResponse<Buffer> answer) {
        return answer.statusCode() + " " + answer.getHeader("Location");
    }

    @Test
    void anOperatorComesToTheDeskAndSeesNoPageForCustomers() {
        for (var page : List.of("/home", "/users", "/roles")) {
            assertEquals("303 /desk", location(yann.get(page)));
        }
        var desk = yann.get("/desk").bodyAsString();
        assertTrue(desk.contains("/desk/figures"));
        assertFalse(desk.contains("href=\"/roles\""));
        assertEquals(200, yann.get("/desk/figures").statusCode());
    }

    @Test
    void forCustomersThereIsNoDesk() {
        var id = counter.inReview("ID_RGS_1");
        var customer = browser(counter.customer.account());

        for (var page : List.of("/desk", "/desk/next", "/desk/figures", "/desk/validations", "/desk/requests/" + id)) {
            assertEquals(404, customer.get(page).statusCode(), page);
        }
        assertEquals(404, customer.post("/desk/requests/" + id + "/claim").statusCode());
    }

    @Test
    void aRequestIsFoundTakenCheckedAndAcceptedByForms() {
        var id = counter.inReview("ID_RGS_2");
        var page = "/desk/requests/" + id;
        assertTrue(yann.get("/desk").bodyAsString().contains(page));
        assertTrue(yann.get("/desk?search=kervela").bodyAsString().contains(page));
        assertFalse(yann.get("/desk?search=dupont").bodyAsString().contains(page));
        assertEquals("303 " + page, location(yann.get("/desk/next")));

        assertEquals("303 " + page, location(yann.post(page + "/claim")));
        assertEquals("303 /desk", location(yann.get("/desk/next")), "nobody else's");
        yann.post(page + "/documents/MANDATE", "MANDATE.decision", "ACCEPTED");
        var refused = yann.post(page + "/documents/IDENTITY", "IDENTITY.decision", "REFUSED", "IDENTITY.text", "");
        assertEquals(400, refused.statusCode());
        assertTrue(refused.bodyAsString().contains("Choose a reason or write one"));
        yann.post(page + "/documents/IDENTITY", "IDENTITY.decision", "REFUSED", "IDENTITY.reason", "UNREADABLE");
        assertTrue(yann.get(page).bodyAsString().contains("The document cannot be read"));
        var early = yann.post(page + "/decision", "decision", "ACCEPTED");
        assertEquals(409, early.statusCode());
        assertTrue(early.bodyAsString().contains("still waits for the customer"));
        yann.post(page + "/documents/IDENTITY", "IDENTITY.decision", "ACCEPTED");
        yann.post(
                page + "/face-to-face",
                "metBy",
                "Rozenn Le Bihan",
                "metOn",
                "2026-11-20",
                "place",
                "Quimper",
                "document",
                "PASSPORT",
                "number",
                "24AB12345");
        assertTrue(yann.get(page).bodyAsString().contains("24AB12345"));
        assertFalse(yann.get("/desk").bodyAsString().contains("24AB12345"));

        assertEquals("303 " + page, location(yann.post(page + "/decision", "decision", "ACCEPTED")));

        assertEquals(
                RequestState.ACCEPTED,
                counter.file(counter.yann, id).detail().request().state());
    }

    @Test
    void aCheckIsRecordedReusedAndWithdrawnByForms() {
        var page = "/desk/requests/" + counter.unchecked("ID_RGS_1");
        assertTrue(yann.get(page).bodyAsString().contains("To be checked"));
        var future = yann.post(
                page + "/validations/MAILBOX",
                "MAILBOX.method",
                "MAIL_RANDOM_VALUE",
                "MAILBOX.evidence",
                "Answer in the file",
                "MAILBOX.checkedOn",
                "2030-01-01");
        assertEquals(400, future.statusCode());
        assertTrue(future.bodyAsString().contains("href=\"#MAILBOX-checkedOn\""), future.bodyAsString());
        assertTrue(future.bodyAsString().contains("value=\"Answer in the file\""));

        var recorded = yann.post(
                page + "/validations/MAILBOX",
                "MAILBOX.method",
                "MAIL_RANDOM_VALUE",
                "MAILBOX.evidence",
                "Answer in the file",
                "MAILBOX.checkedOn",
                "2026-11-20");

        assertEquals("303 " + page, location(recorded));
        var next = yann.get("/desk/requests/" + counter.unchecked("ID_RGS_1")).bodyAsString();
        assertTrue(next.contains("valid until 20 December 2026"), next);
        assertTrue(next.contains("Checked on 20 November 2026 by Yann Legoff"), next);
        assertTrue(yann.get("/desk").bodyAsString().contains("One validation is to be checked again soon"));
        var calendar = yann.get("/desk/validations?thing=MAILBOX&organisation=kervella")
                .bodyAsString();
        var matcher = Pattern.compile("/desk/validations/[0-9a-f-]{36}").matcher(calendar);
        assertTrue(matcher.find(), calendar);
        var one = matcher.group();
        assertTrue(yann.get(one).bodyAsString().contains("Answer in the file"));
        assertEquals(400, yann.post(one + "/withdrawal", "reason", "").statusCode());
        assertEquals("303 " + one, location(yann.post(one + "/withdrawal", "reason", "Another person answered")));
        assertTrue(yann.get(one).bodyAsString().contains("Another person answered"));
        assertTrue(yann.get("/desk/validations").bodyAsString().contains("Nothing ends."));
    }

    @Test
    void anotherOperatorSeesWhoHasTheRequestAndNoForms() {
        var id = counter.inReview("ID_RGS_1");
        counter.claim(counter.lena, id);

        var page = yann.get("/desk/requests/" + id).bodyAsString();

        assertTrue(page.contains("Lena Morel"));
        assertFalse(page.contains("/decision\""));
        assertEquals(
                409,
                yann.post("/desk/requests/" + id + "/decision", "decision", "ACCEPTED")
                        .statusCode());
    }

    @Test
    void anInvitedOperatorChoosesAPasswordFirst() {
        var pending = counter.orders.registry.pendingAccount("gael.roux@authority.example");
        counter.orders.registry.rows.execute("UPDATE account SET operator = true WHERE id = '" + pending + "'");
        var browser = counter.orders.registry.portal.browser(pending, Kind.ACTIVATION);

        assertEquals("303 /activation", location(browser.get("/desk")));
        assertEquals("303 /activation/password", location(browser.get("/activation")));
        assertEquals(200, browser.get("/activation/password").statusCode());
    }
}
