package eu.parvis.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.home.HomeCapability;
import eu.parvis.http.Browser;
import eu.parvis.membership.Role;
import eu.parvis.request.Orders;
import eu.parvis.request.RequestApi;
import eu.parvis.request.Requester;
import eu.parvis.session.SessionApi.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Members approve, and holders confirm or decline, on pages without scripts. */
@ExtendWith(VertxExtension.class)
class AnswerRoutesTest {

    private Orders orders;
    private Requester technician;
    private Requester agent;
    private Browser director;
    private Browser holder;

    @BeforeEach
    void open(Vertx vertx) {
        orders = new Orders(vertx, OrderCapability.DESCRIPTOR, HomeCapability.DESCRIPTOR);
        technician = orders.member("bleuenn.kervella@kervella.example", Role.TECHNICAL_CONTACT);
        agent = orders.member("nolwenn.kervella@kervella.example", Role.CERTIFICATION_AGENT);
        director = browser(orders.member("lea.kervella@kervella.example", Role.LEGAL_REPRESENTATIVE));
        holder = browser(orders.member("yann.riou@kervella.example", Role.USER));
    }

    private Browser browser(Requester person) {
        return orders.registry.portal.browser(person.account(), Kind.OPEN);
    }

    private String seal() {
        return submitted(technician, "CACHET", Orders.service("Factures"));
    }

    private String forYann() {
        return submitted(agent, "ID_RGS_1", Orders.person("Yan", "Rioux", "yann.riou@kervella.example"));
    }

    private String submitted(Requester by, String product, RequestApi.OrderedHolder ordered) {
        var id = orders.order(by, product, ordered).request().id();
        orders.submit(by, id);
        return "/requests/" + id;
    }

    private static String body(HttpResponse<Buffer> page) {
        return page.bodyAsString();
    }

    private static void shows(HttpResponse<Buffer> page, String... texts) {
        for (var text : texts) {
            assertTrue(body(page).contains(text), text + body(page));
        }
    }

    private static String leadsTo(HttpResponse<Buffer> answer) {
        assertEquals(303, answer.statusCode(), answer::bodyAsString);
        return answer.getHeader("Location");
    }

    private static String shown(HttpResponse<Buffer> page) {
        return body(page).replaceAll("(?s).*name=\"shown\" value=\"([^\"]*)\".*", "$1");
    }

    // --- Approval -----------------------------------------------------------------------------------------------

    @Test
    void anApproverFindsTheRequestReadsItAndApprovesIt() {
        var request = seal();
        shows(director.get("/home"), "href=\"" + request + "/approval\"", "Waits for your approval");
        shows(director.get("/requests"), "href=\"" + request + "/approval\"", "Waits for your approval");
        shows(director.get(request), "href=\"" + request + "/approval\"", "Can approve now: Lea Kervella");

        var page = director.get(request + "/approval");
        shows(page, "Approve request 550000", "Server seal", "Factures", "Bleuenn Kervella");
        var done = director.post(request + "/approval", "decision", "APPROVE", "shown", shown(page));

        assertEquals(request, leadsTo(done));
        shows(director.get(request), "Your approval of request 550000 is recorded", "Approved by Lea Kervella");
        assertEquals(
                request,
                leadsTo(director.post(request + "/approval", "decision", "APPROVE", "shown", shown(page))),
                "the second of two clicks");
        shows(director.get(request), "Your approval of request 550000 is recorded");
        assertFalse(body(director.get("/home")).contains("Waits for your approval"));
        shows(browser(technician).get(request), "Approved by Lea Kervella");
    }

    @Test
    void aMemberWhoDoesNotApproveSaysWhyAndWhoOrderedSeesWhatToDo() {
        var request = seal();
        var shown = shown(director.get(request + "/approval"));

        var without = director.post(request + "/approval", "decision", "REFUSE", "shown", shown);
        assertEquals(400, without.statusCode());
        shows(without, "Say why you do not approve", "href=\"#note\"");
        var nothing = director.post(request + "/approval", "note", "We have one", "shown", shown);
        assertEquals(400, nothing.statusCode());
        shows(nothing, "Press one of the two buttons", ">We have one</textarea>");
        leadsTo(director.post(
                request + "/approval", "decision", "REFUSE", "note", "We have one & more", "shown", shown));

        shows(director.get(request), "You have not approved this request");
        shows(
                browser(technician).get(request),
                "Lea Kervella has not approved this request",
                "We have one &amp; more",
                "Change the request, and we ask your organisation again");
        shows(browser(technician).get("/home"), "href=\"" + request + "\"");
    }

    @Test
    void whatChangedAfterThePageWasOpenedIsReadBeforeItIsApproved() {
        var request = seal();
        var shown = shown(director.get(request + "/approval"));
        browser(technician).post(request + "/duration", "durationMonths", "36");

        var page = director.post(request + "/approval", "decision", "APPROVE", "shown", shown);

        assertEquals(409, page.statusCode());
        shows(page, "Nothing has been decided", "3 years");
        leadsTo(director.post(request + "/approval", "decision", "APPROVE", "shown", shown(page)));
        shows(director.get(request), "Approved by Lea Kervella");
    }

    @Test
    void whoComesTooLateLearnsWhatHasHappened() {
        var other = orders.member("ada.kervella@kervella.example", Role.LEGAL_REPRESENTATIVE);
        var request = seal();
        var late = browser(other);
        var shown = shown(late.get(request + "/approval"));
        director.post(request + "/approval", "decision", "APPROVE");

        assertEquals(request, leadsTo(late.post(request + "/approval", "decision", "APPROVE", "shown", shown)));
        shows(late.get(request), "This request does not wait for your approval", "Approved by Lea Kervella");
        assertEquals(request, leadsTo(late.get(request + "/approval")), "the link of the mail");
    }

    @Test
    void whoLostTheRoleMeanwhileLearnsThatAndNothingElse() {
        var request = seal();
        orders.registry.rows.execute("UPDATE member SET roles = '{USER}' WHERE 'LEGAL_REPRESENTATIVE' = ANY (roles)");

        var refused = director.post(request + "/approval", "decision", "APPROVE");

        assertEquals(404, refused.statusCode());
        shows(refused, "you cannot see it any more");
        shows(browser(technician).get(request), "Nobody in your organisation can approve this request now");
        var absent = director.post("/requests/" + orders.organisation + "/approval", "decision", "APPROVE");
        shows(absent, "you cannot see it any more");
    }

    // --- Holder -------------------------------------------------------------------------------------------------

    @Test
    void theHolderCorrectsAndConfirmsTheOwnNameAndWhoOrderedSeesBoth() {
        var request = forYann();
        shows(
                holder.get(request),
                "href=\"" + request + "/confirmation\"",
                "Nolwenn Kervella ordered this certificate");

        var page = holder.get(request + "/confirmation");
        shows(page, "value=\"Yan\"", "value=\"Rioux\"", "yann.riou@kervella.example", "proves who you are");
        assertFalse(body(page).contains("name=\"email\""));
        var wrong = holder.post(
                request + "/confirmation", "decision", "CONFIRMED", "firstName", "Yann", "lastName", "", "shown", "v1");
        assertEquals(400, wrong.statusCode());
        shows(wrong, "href=\"#lastName\"", "value=\"Yann\"");
        var outdated = holder.post(
                request + "/confirmation",
                "decision",
                "CONFIRMED",
                "firstName",
                "Yann",
                "lastName",
                "Riou",
                "shown",
                "v1");
        assertEquals(409, outdated.statusCode());
        leadsTo(holder.post(
                request + "/confirmation",
                "decision",
                "CONFIRMED",
                "firstName",
                "Yann",
                "lastName",
                "Riou",
                "shown",
                shown(outdated)));

        shows(holder.get(request), "Your details are confirmed", "Documents missing", "Change my answer");
        shows(browser(agent).get(request), "Yann Riou", "Corrected by the holder. Ordered for: Yan Rioux");
        assertTrue(orders.registry.portal.journal().toString().contains("REQUEST_CORRECTED"));
    }

    @Test
    void aHolderDeclinesAndWhoOrderedSeesWhatToDo() {
        var request = forYann();
        shows(holder.get("/home"), "href=\"" + request + "\"");

        leadsTo(holder.post(request + "/confirmation", "decision", "DECLINED", "reason", "I do not sign"));
        leadsTo(holder.post(request + "/confirmation", "decision", "DECLINED"));

        shows(holder.get(request), "You have declined this certificate");
        shows(holder.get(request + "/confirmation"), "You can still confirm it.");
        shows(
                browser(agent).get(request),
                "Yan Rioux has declined this certificate",
                "Reason: I do not sign",
                "Choose another holder, or delete the request.",
                "href=\"" + request + "/holder\"");
        assertEquals(
                List.of("nolwenn.kervella@kervella.example|I do not sign"),
                orders.registry.rows.query("SELECT recipient, content ->> 'reason' FROM mail"
                        + " WHERE occasion = 'request-holder-declined'"));
    }

    @Test
    void nobodyElseAnswersForTheHolder() {
        var request = forYann();
        var stranger = browser(orders.stranger("anna.keller@alpes.example", Role.ADMINISTRATOR));

        var own = browser(agent);
        assertEquals(
                403, own.post(request + "/confirmation", "decision", "DECLINED").statusCode());
        assertEquals(request, leadsTo(own.get(request + "/confirmation")));
        for (var page : List.of("/confirmation", "/approval")) {
            assertEquals(404, stranger.get(request + page).statusCode(), page);
            assertEquals(
                    404, stranger.post(request + page, "decision", "DECLINED").statusCode(), page);
        }
        assertEquals(
                Optional.empty(),
                orders.list(agent, "").lines().stream()
                        .filter(RequestApi.Line::approvable)
                        .findFirst());
    }
}
