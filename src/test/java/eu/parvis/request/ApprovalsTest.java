package eu.parvis.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.bus.Failure;
import eu.parvis.crypto.Shown;
import eu.parvis.membership.Role;
import eu.parvis.request.RequestApi.Approve;
import eu.parvis.request.RequestApi.Detail;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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
    void aRequestThatIsNotApprovedGoesBackToThePersonWhoOrdered() {
        var other = orders.member("ada.kervella@kervella.example", Role.LEGAL_REPRESENTATIVE);
        var request = submitted(technician);

        answer(director, request, false, "Nous en avons un");

        var refused = orders.show(technician, request);
        assertEquals(RequestState.REGISTERED, refused.request().state());
        assertEquals(List.of(Actor.ORDERER), refused.waitsFor());
        assertEquals(
                List.of(Optional.of("Nous en avons un")),
                refused.approvals().stream().map(ApprovalGiven::note).toList());
        assertEquals("request.notWaiting", refusal(director, request, true));
        assertEquals("request.notWaiting", refusal(other, request, true), "a refusal is not outvoted");
        assertEquals(
                List.of("bleuenn.kervella@kervella.example|Nous en avons un"),
                orders.registry.rows.query(
                        "SELECT recipient, content ->> 'reason' FROM mail WHERE occasion = 'approval-refused'"));
    }

    @Test
    void anyChangeAfterARefusalAsksAgain() {
        var request = submitted(technician);
        answer(director, request, false, "Pour quel usage ?");
        orders.registry.clock.advance(Duration.ofDays(1));

        var changed = change(request, Optional.empty(), Optional.of("Pour les factures"));

        assertEquals(List.of(Actor.APPROVERS), changed.waitsFor());
        assertEquals(List.of(), changed.approvals());
        assertEquals(2, mails().size());
        assertEquals(
                RequestState.DOCUMENTS_MISSING,
                answer(director, request, true, "").request().state());
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

    /** The next day for the second request, then daily, until nobody has changed the requests for five days. */
    @Test
    void anApproverGetsAtMostOneMailADay() {
        var first = submitted(technician);
        submitted(technician);
        assertEquals(List.of("lea.kervella@kervella.example|550000"), mails());

        assertEquals(1, mailsAfter(Duration.ofHours(23)));
        answer(director, first, true, "");
        assertEquals(2, mailsAfter(Duration.ofHours(1)));
        assertEquals("lea.kervella@kervella.example|550001", mails().get(1), "the one that still waits");
        var all = 0;
        for (var day = 0; day < 10; day++) {
            all = mailsAfter(Duration.ofDays(1));
        }

        assertEquals(5, all, "at once, and on four days");
    }

    private int mailsAfter(Duration time) {
        orders.registry.clock.advance(time);
        orders.remindApprovers();
        return mails().size();
    }

    @Test
    void whoeverCanApproveNowIsNamed() {
        var other = orders.member("ada.kervella@kervella.example", Role.LEGAL_REPRESENTATIVE);
        var request = submitted(technician);

        var names = orders.show(technician, request).approvers().stream()
                .map(Approver::account)
                .collect(Collectors.toSet());
        assertEquals(Set.of(director.account(), other.account()), names);
        assertTrue(orders.list(director, "").lines().get(0).approvable());
        assertFalse(orders.list(technician, "").lines().get(0).approvable());
        answer(other, request, true, "");

        var approved = orders.show(technician, request);
        assertEquals(List.of(), approved.approvers());
        assertEquals(
                List.of(other.account()),
                approved.approvals().stream().map(ApprovalGiven::account).toList());
        assertEquals("request.notWaiting", refusal(director, request, true), "somebody else approved meanwhile");
        assertFalse(orders.list(director, "").lines().get(0).approvable());
    }

    @Test
    void anApprovalIsOfTheVersionThatWasShown() {
        var request = submitted(technician);
        var shown = orders.show(director, request).request().shown();
        change(request, Optional.of(36), Optional.empty());
        var outdated = new Approve(director, request, true, Optional.empty(), Optional.of(new Shown(List.of(shown))));

        assertEquals(
                "problem.changed",
                ((Failure) Await.failure(orders.registry.portal.start(RequestApi.APPROVE, outdated))).messageId());
        assertEquals(List.of(), orders.show(director, request).approvals());
    }

    @Test
    void aMemberWhoLostTheRoleApprovesNothing() {
        var request = submitted(technician);
        orders.registry.rows.execute(
                "UPDATE member SET roles = '{USER}' WHERE account_id = '" + director.account() + "'");

        assertEquals("problem.notFound", refusal(director, request, true));
        assertEquals(List.of(), orders.show(technician, request).approvers());
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
        orders.registry.clock.advance(Duration.ofDays(1));

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
