package eu.parvis.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import eu.parvis.Await;
import eu.parvis.bus.Failure;
import eu.parvis.membership.Role;
import eu.parvis.request.RequestApi.Approve;
import eu.parvis.request.RequestApi.Detail;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server seal needs the approval of a legal representative, who has not ordered it. */
@ExtendWith(VertxExtension.class)
class ApprovalsTest {

    private Orders orders;
    private Requester technician;
    private Requester director;

    @BeforeEach
    void open(Vertx vertx) {
        orders = new Orders(vertx);
        technician = orders.member("bleuenn.kervella@kervella.example", Role.TECHNICAL_CONTACT);
        director = orders.member("lea.kervella@kervella.example", Role.LEGAL_REPRESENTATIVE);
    }

    private UUID submitted(Requester by) {
        var draft =
                orders.order(by, "CACHET", Orders.service("Factures")).request().id();
        orders.submit(by, draft);
        return draft;
    }

    private Detail answer(Requester by, UUID request, boolean approved, String note) {
        return orders.registry.portal.ask(
                RequestApi.APPROVE,
                new Approve(
                        by, request, approved, Optional.of(note).filter(text -> !text.isEmpty()), Optional.empty()));
    }

    private String refusal(Requester by, UUID request, boolean approved) {
        var command = new Approve(by, request, approved, Optional.of("Non"), Optional.empty());
        return ((Failure) Await.failure(orders.registry.portal.start(RequestApi.APPROVE, command))).messageId();
    }

    private List<String> mails() {
        return orders.registry.rows.query(
                "SELECT recipient, content ->> 'request' FROM mail WHERE occasion = 'approval-asked' ORDER BY recipient");
    }

    @Test
    void anApprovedRequestGoesOn() {
        var request = submitted(technician);

        var approved = answer(director, request, true, "");

        assertEquals(RequestState.DOCUMENTS_MISSING, approved.request().state());
        assertEquals(Map.of(), approved.missingApprovals());
        assertEquals(approved.request(), answer(director, request, true, "").request(), "repeated after a lost answer");
        assertEquals("request.notWaiting", refusal(director, request, false));
        assertEquals(
                List.of("1"),
                orders.registry.rows.query("SELECT count(*) FROM journal WHERE event = 'REQUEST_APPROVED'"));
    }

    @Test
    void aRefusedRequestEndsWithItsReason() {
        var request = submitted(technician);

        var refused = answer(director, request, false, "Nous en avons un");

        assertEquals(RequestState.REFUSED, refused.request().state());
        assertEquals(
                Optional.of("Nous en avons un"),
                orders.show(technician, request).request().refusal().flatMap(Refusal::text));
        assertEquals("request.notWaiting", refusal(director, request, true));
        assertEquals(
                List.of("bleuenn.kervella@kervella.example|Nous en avons un"),
                orders.registry.rows.query(
                        "SELECT recipient, content ->> 'reason' FROM mail WHERE occasion = 'approval-refused'"));
    }

    @Test
    void aRefusalSaysWhy() {
        var request = submitted(technician);

        assertThrows(RuntimeException.class, () -> answer(director, request, false, ""));
        assertEquals(
                RequestState.REGISTERED,
                orders.show(technician, request).request().state());
    }

    @Test
    void thoseWhoMustApproveAreAskedOnceByMail() {
        var request = submitted(technician);
        orders.submit(technician, request);

        assertEquals(List.of("lea.kervella@kervella.example|550000"), mails());
    }

    @Test
    void nobodyApprovesTheOwnRequestIfSomebodyElseCan() {
        var founder = orders.member("ada.kervella@kervella.example", Role.OF_FOUNDER.toArray(Role[]::new));
        var request = submitted(founder);

        assertEquals(List.of("lea.kervella@kervella.example|550000"), mails(), "not who ordered");
        assertEquals("request.ownApproval", refusal(founder, request, true));
        assertEquals(
                RequestState.DOCUMENTS_MISSING,
                answer(director, request, true, "").request().state());
    }

    @Test
    void theOnlyLegalRepresentativeApprovesTheOwnRequest() {
        orders.registry.rows.execute("UPDATE member SET roles = '{USER}'");
        var founder = orders.member("ada.kervella@kervella.example", Role.OF_FOUNDER.toArray(Role[]::new));
        var request = submitted(founder);

        assertEquals(List.of("ada.kervella@kervella.example|550000"), mails());
        assertEquals(
                RequestState.DOCUMENTS_MISSING,
                answer(founder, request, true, "").request().state());
    }

    @Test
    void onlyThoseWithTheRoleApproveAndOnlyWhatWaitsForThem() {
        var request = submitted(technician);
        var administrator = orders.member("aude.kervella@kervella.example", Role.ADMINISTRATOR);
        var stranger = orders.stranger("eve.voile@voilerie.example", Role.LEGAL_REPRESENTATIVE);
        var draft =
                orders.order(administrator, "CERTIFIO", Orders.me()).request().id();

        assertEquals("request.notApprover", refusal(administrator, request, true));
        assertEquals("problem.notFound", refusal(stranger, request, true));
        assertEquals("request.notWaiting", refusal(administrator, draft, true));
    }

    /** The legal representative is neither administrator nor certification agent. */
    @Test
    void anApproverSeesSubmittedRequestsOfTheProductsToApproveAndNoOthers() {
        var own = orders.order(technician, "SSL", Orders.service("www.kervella.example"))
                .request()
                .id();
        orders.submit(technician, own);
        var draft = orders.order(technician, "CACHET", Orders.service("Devis"))
                .request()
                .id();
        var request = submitted(technician);

        assertEquals(
                List.of(request),
                orders.list(director, "").lines().stream()
                        .map(RequestApi.Line::id)
                        .toList());
        assertEquals(request, orders.show(director, request).request().id());
        var documents = new SupportingDocumentApi.MayHandIn(director, request, "MANDATE");
        assertEquals(
                "problem.notFound",
                ((Failure) Await.failure(orders.registry.portal.start(SupportingDocumentApi.MAY_HAND_IN, documents)))
                        .messageId(),
                "an approver neither reads nor hands in documents");
        for (var hidden : List.of(own, draft)) {
            var show = new RequestApi.Show(director, hidden);
            assertEquals(
                    "problem.notFound",
                    ((Failure) Await.failure(orders.registry.portal.start(RequestApi.SHOW, show))).messageId());
        }
    }

    /** While it still can be changed: the documents are missing. */
    @Test
    void whatIsChangedAfterItsApprovalMustBeApprovedAgain() {
        var request = submitted(technician);
        answer(director, request, true, "");

        var noted = change(request, Optional.empty(), Optional.of("12 rue Pasteur"));
        assertEquals(RequestState.DOCUMENTS_MISSING, noted.request().state(), "a note is no other certificate");
        var changed = change(request, Optional.of(36), Optional.empty());

        assertEquals(RequestState.REGISTERED, changed.request().state());
        assertEquals(Map.of(Role.LEGAL_REPRESENTATIVE, 1), changed.missingApprovals());
        assertEquals(2, mails().size());
    }

    private Detail change(UUID request, Optional<Integer> months, Optional<String> note) {
        return orders.registry.portal.ask(
                RequestApi.CHANGE,
                new RequestApi.Change(
                        technician, request, Optional.empty(), Optional.empty(), months, note, Optional.empty()));
    }
}
