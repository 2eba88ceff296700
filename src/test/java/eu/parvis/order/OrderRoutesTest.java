package eu.parvis.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.http.Browser;
import eu.parvis.membership.Role;
import eu.parvis.request.Orders;
import eu.parvis.request.Requester;
import eu.parvis.session.SessionApi.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A person orders, follows, changes and deletes requests by the pages. */
@ExtendWith(VertxExtension.class)
class OrderRoutesTest {

    private Orders orders;
    private Requester user;
    private Requester agent;

    @BeforeEach
    void open(Vertx vertx) {
        orders = new Orders(vertx, OrderCapability.DESCRIPTOR);
        user = orders.member("mathis.kervella@kervella.example", Role.USER);
        agent = orders.member("nolwenn.kervella@kervella.example", Role.CERTIFICATION_AGENT);
    }

    private Browser browser(Requester person) {
        return orders.registry.portal.browser(person.account(), Kind.OPEN);
    }

    private static String body(HttpResponse<Buffer> page) {
        return page.bodyAsString();
    }

    private static String leadsTo(HttpResponse<Buffer> answer) {
        assertEquals(303, answer.statusCode(), answer::bodyAsString);
        return answer.getHeader("Location");
    }

    private static String hidden(HttpResponse<Buffer> page, String name) {
        return body(page).replaceAll("(?s).*name=\"" + name + "\" value=\"([^\"]*)\".*", "$1");
    }

    /** Chooses a product in the menu; the path of the draft. */
    private static String begin(Browser browser, String product) {
        var holder = leadsTo(browser.post("/order", "product", product));
        return holder.substring(0, holder.lastIndexOf('/'));
    }

    // --- Menu ---------------------------------------------------------------------------------------------------

    @Test
    void theMenuOffersWhatTheRolesAllowAndSaysWhoCanGiveTheRest() {
        var menu = body(browser(user).get("/order"));

        assertTrue(menu.contains("name=\"product\" value=\"ID_RGS_1\""), menu);
        assertTrue(menu.contains("name=\"product\" value=\"CERTIFIO\""), menu);
        assertFalse(menu.contains("value=\"SSL\""), menu);
        assertTrue(menu.contains("Technical contact"), menu);
        assertTrue(menu.contains("An administrator of your organisation can give it to you."), menu);
        assertFalse(menu.contains("nolwenn"), "Names of administrators are not shown");
    }

    @Test
    void aPersonWithoutOrganisationOrdersWhatNeedsNoneAndLearnsHowToGetOne() {
        var account = orders.registry.activeAccount("lotte.jansen@example.org");
        var browser = orders.registry.portal.browser(account, Kind.OPEN);

        var menu = body(browser.get("/order"));

        assertTrue(menu.contains("value=\"CERTIFIO\""), menu);
        assertFalse(menu.contains("value=\"ID_RGS_1\""), menu);
        assertTrue(menu.contains("href=\"/organisations/new\""), menu);
        assertTrue(begin(browser, "CERTIFIO").startsWith("/requests/"));
        assertEquals(403, browser.post("/order", "product", "ID_RGS_1").statusCode());
    }

    @Test
    void aSecondClickInTheMenuMakesNoSecondDraft() {
        var browser = browser(user);
        var token = hidden(browser.get("/order"), "token");

        var first = leadsTo(browser.post("/order", "product", "ID_RGS_1", "token", token));
        var second = leadsTo(browser.post("/order", "product", "ID_RGS_1", "token", token));
        var other = leadsTo(browser.post("/order", "product", "ID_RGS_2", "token", token));

        assertEquals(first, second);
        assertFalse(first.equals(other));
    }

    // --- Order --------------------------------------------------------------------------------------------------

    @Test
    void anOrderGoesFromStepToStepAndIsSubmittedOnce() {
        var browser = browser(agent);
        var request = begin(browser, "ID_RGS_1");
        assertTrue(body(browser.get(request + "/holder")).contains("Step 2 of 5: Holder"));

        assertEquals(request + "/duration", leadsTo(nameYann(browser, request)));
        assertEquals(
                request + "/documents",
                leadsTo(browser.post(request + "/duration", "durationMonths", "24", "note", "Reference 12-B")));
        var documents = body(browser.get(request + "/documents"));
        assertTrue(documents.contains("Step 4 of 5: Documents"), documents);
        assertTrue(documents.contains("href=\"" + request + "/submission\""), documents);
        var summary = body(browser.get(request + "/submission"));
        for (var shown :
                List.of("Yann Riou", "yann.riou@kervella.example", "2 years", "Reference 12-B", "Identity document")) {
            assertTrue(summary.contains(shown), shown + summary);
        }
        assertTrue(summary.contains("href=\"" + request + "/holder\""), summary);

        assertEquals(request, leadsTo(browser.post(request + "/submission")));
        assertEquals(request, leadsTo(browser.post(request + "/submission")));
        var page = body(browser.get(request));
        assertTrue(page.contains("Request 550000 is submitted"), page);
        assertTrue(page.contains("Nolwenn Kervella"), page);
        assertTrue(page.contains("The holder"), page);
        assertFalse(body(browser.get(request)).contains("is submitted</p>"), "The notice is shown once");
    }

    private static HttpResponse<Buffer> nameYann(Browser browser, String request) {
        return browser.post(
                request + "/holder",
                "holder.kind",
                "PERSON",
                "holder.firstName",
                "Yann",
                "holder.lastName",
                "Riou",
                "holder.email",
                "yann.riou@kervella.example",
                "holder.emailConfirmation",
                "yann.riou@kervella.example");
    }

    @Test
    void whatIsWrongIsShownAgainWithWhatWasTyped() {
        var browser = browser(agent);
        var request = begin(browser, "ID_RGS_1");

        var page = browser.post(
                request + "/holder", "holder.kind", "PERSON", "holder.firstName", "Yann", "holder.email", "yann");

        assertEquals(400, page.statusCode());
        assertTrue(body(page).contains("value=\"Yann\""), page::bodyAsString);
        assertTrue(body(page).contains("href=\"#holder-email\""), page::bodyAsString);
        assertTrue(body(page).contains("Error:"), page::bodyAsString);
        assertTrue(body(browser.get(request + "/holder")).contains("value=\"Yann\""), "also after a reload");
    }

    @Test
    void aStepThatIsChangedLaterLeadsBackToTheSummary() {
        var browser = browser(agent);
        var request = begin(browser, "ID_RGS_1");
        nameYann(browser, request);
        browser.post(request + "/duration", "durationMonths", "24");

        assertEquals(request + "/submission", leadsTo(nameYann(browser, request)));
        assertEquals(request + "/submission", leadsTo(browser.post(request + "/duration", "durationMonths", "12")));
    }

    @Test
    void theSummaryListsTheDocumentsThatAreThereAndThoseThatAreMissing() {
        var browser = browser(user);
        var request = begin(browser, "ID_RGS_1");
        browser.post(request + "/holder");
        browser.post(request + "/duration", "durationMonths", "12");
        var id = UUID.fromString(request.replaceFirst(".*/", ""));
        orders.receive(id, "IDENTITY", "RECEIVED");

        var some = body(browser.get(request + "/submission"));
        assertTrue(some.contains("carte.pdf") && some.contains("Received") && some.contains("To hand in"), some);
        assertTrue(some.contains("hand in the missing documents later"), some);
        orders.receive(id, "MANDATE", "RECEIVED");
        var all = body(browser.get(request + "/submission"));
        assertTrue(all.contains("All the documents that we need are there."), all);
    }

    @Test
    void anotherCertificateIsChosenForADraftAndWhatItTakesAsWellIsKept() {
        var browser = browser(agent);
        var request = begin(browser, "ID_RGS_1");
        nameYann(browser, request);
        browser.post(request + "/duration", "durationMonths", "24", "note", "Reference 12-B");

        var products = browser.get(request + "/product");
        assertTrue(body(products).contains("Keep this certificate"), products::bodyAsString);
        assertEquals(
                request + "/submission",
                leadsTo(browser.post(request + "/product", "product", "ID_RGS_2", "shown", hidden(products, "shown"))));
        var summary = body(browser.get(request + "/submission"));
        for (var shown : List.of("ID RGS**", "Yann Riou", "2 years", "Reference 12-B")) {
            assertTrue(summary.contains(shown), shown + summary);
        }

        assertEquals(request, leadsTo(browser.post(request + "/product", "product", "ID_RGS_3", "shown", "v1")));
        assertTrue(body(browser.get(request)).contains("The certificate was not changed"));
        browser.post(request + "/submission");
        assertEquals(request, leadsTo(browser.get(request + "/product")));
        assertEquals(
                409, browser.post(request + "/product", "product", "ID_RGS_3").statusCode());
    }

    @Test
    void whoOnlyApprovesARequestDoesNotSeeThePageOfItsDocuments() {
        var technician = orders.member("bleuenn.kervella@kervella.example", Role.TECHNICAL_CONTACT);
        var approver = browser(orders.member("loic.kervella@kervella.example", Role.LEGAL_REPRESENTATIVE));
        var request = orders.order(technician, "CACHET", Orders.service("Facturation"))
                .request()
                .id();
        orders.submit(technician, request);

        assertFalse(body(approver.get("/requests/" + request)).contains("/documents\""));
        assertEquals(404, approver.get("/requests/" + request + "/documents").statusCode());
    }

    @Test
    void anUnfinishedOrderLeadsToItsOpenStep() {
        var browser = browser(agent);
        var request = begin(browser, "ID_RGS_1");

        assertEquals(request + "/holder", leadsTo(browser.get(request + "/submission")));
        nameYann(browser, request);
        assertEquals(request + "/duration", leadsTo(browser.get(request + "/submission")));
        assertEquals(request + "/duration", leadsTo(browser.post(request + "/submission")));
    }

    @Test
    void aSecondEditorSeesWhatHasChangedAndOverwritesNothing() {
        var request = begin(browser(user), "ID_RGS_1");
        var first = browser(user);
        var second = browser(agent);
        var shown = hidden(first.get(request + "/duration"), "shown");
        second.post(request + "/duration", "durationMonths", "36", "note", "By the agent", "shown", shown);

        var page = first.post(request + "/duration", "durationMonths", "12", "note", "By Mathis", "shown", shown);

        assertEquals(409, page.statusCode(), page::bodyAsString);
        assertTrue(body(page).contains("3 years"), page::bodyAsString);
        assertTrue(body(page).contains("By the agent"), page::bodyAsString);
        assertTrue(body(page).contains("value=\"By Mathis\""), page::bodyAsString);
        assertTrue(body(second.get(request)).contains("By the agent"));
        first.post(request + "/duration", "durationMonths", "12", "note", "By Mathis", "shown", hidden(page, "shown"));
        assertTrue(body(second.get(request)).contains("By Mathis"));
    }

    @Test
    void aSummaryThatIsOutdatedSubmitsNothing() {
        var browser = browser(user);
        var request = begin(browser, "ID_RGS_1");
        browser.post(request + "/holder");
        browser.post(request + "/duration", "durationMonths", "12");
        var shown = hidden(browser.get(request + "/submission"), "shown");
        browser(agent).post(request + "/duration", "durationMonths", "36");

        var page = browser.post(request + "/submission", "shown", shown);

        assertEquals(409, page.statusCode(), page::bodyAsString);
        assertTrue(body(page).contains("3 years"), page::bodyAsString);
        assertTrue(body(browser.get(request)).contains("Draft"));
    }

    // --- My requests --------------------------------------------------------------------------------------------

    @Test
    void theListShowsWhatThePersonMaySeeAndTheActsThatArePossible() {
        var browser = browser(user);
        assertTrue(body(browser.get("/requests")).contains("href=\"/order\""));
        var request = submitted(browser);

        var list = body(browser.get("/requests"));

        for (var shown :
                List.of("550000", "ID RGS*", "Menuiserie Kervella, Quimper", "Mathis Kervella", "Documents missing")) {
            assertTrue(list.contains(shown), shown + list);
        }
        assertTrue(list.contains("href=\"" + request + "/deletion\""), list);
        assertTrue(body(browser.get("/requests?search=kervela")).contains("550000"));
        assertTrue(body(browser.get("/requests?state=DRAFT")).contains("No request matches."));
        assertEquals(200, browser.get("/requests?state=NONSENSE&sort=NONSENSE").statusCode());
    }

    private static String submitted(Browser browser) {
        var request = begin(browser, "ID_RGS_1");
        browser.post(request + "/holder");
        browser.post(request + "/duration", "durationMonths", "12");
        browser.post(request + "/submission");
        return request;
    }

    @Test
    void aForeignRequestLooksLikeAnAbsentOneOnEveryPage() {
        var request = submitted(browser(user));
        var stranger = browser(orders.stranger("anna.keller@alpes.example", Role.ADMINISTRATOR));

        for (var page : List.of("", "/product", "/holder", "/duration", "/documents", "/submission", "/deletion")) {
            assertEquals(404, stranger.get(request + page).statusCode(), page);
        }
        for (var form : List.of("/product", "/holder", "/duration", "/submission", "/deletion")) {
            assertEquals(
                    404,
                    stranger.post(request + form, "number", "550000", "product", "CERTIFIO")
                            .statusCode(),
                    form);
        }
    }

    @Test
    void aRequestIsDeletedByTypingItsNumberAndKeepsIt() {
        var browser = browser(user);
        var request = submitted(browser);

        var wrong = browser.post(request + "/deletion", "number", "550001");
        assertEquals(400, wrong.statusCode());
        assertTrue(body(wrong).contains("This is not the number of this request."), wrong::bodyAsString);
        assertEquals("/requests", leadsTo(browser.post(request + "/deletion", "number", "550 000")));

        assertTrue(body(browser.get("/requests")).contains("The request is deleted."));
        assertFalse(body(browser.get("/requests")).contains("550000"));
        assertTrue(body(browser.get("/requests?state=CANCELLED")).contains("550000"));
        assertEquals(409, browser.get(request + "/deletion").statusCode());
    }

    @Test
    void theFirstPageShowsTheRequestsThatAreNotAtTheirEnd() {
        var browser = browser(user);
        var draft = begin(browser, "ID_RGS_2");
        var request = submitted(browser);

        var home = body(browser.get("/home"));
        assertTrue(home.contains("href=\"" + draft + "/submission\""), home);
        assertTrue(home.contains("Request 550001"), home);
        browser.post(request + "/deletion", "number", "550001");
        assertFalse(body(browser.get("/home")).contains("Request 550001"));
        assertFalse(body(browser(agent).get("/home")).contains("Request 55000"), "Nobody waits for the agent");
    }

    @Test
    void aMemberWithoutTheRightDoesNotSeeRequestsOfOthers() {
        var request = submitted(browser(user));
        var other = browser(orders.member("yann.riou@kervella.example", Role.USER));

        assertEquals(404, other.get(request).statusCode());
        assertFalse(body(other.get("/requests")).contains("550000"));
    }
}
