package eu.parvis.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.Await;
import eu.parvis.bus.Failure;
import eu.parvis.crypto.Shown;
import eu.parvis.membership.Role;
import eu.parvis.request.RequestApi.Confirm;
import eu.parvis.request.RequestApi.Decline;
import eu.parvis.request.RequestApi.Detail;
import eu.parvis.values.PersonName;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nolwenn orders a certificate for Yann Riou, whom she calls Yan Rioux. */
@ExtendWith(VertxExtension.class)
class HolderAnswersTest {

    private Orders orders;
    private Requester agent;
    private Requester holder;

    @BeforeEach
    void open(Vertx vertx) {
        orders = new Orders(vertx);
        agent = orders.member("nolwenn.kervella@kervella.example", Role.CERTIFICATION_AGENT);
        holder = orders.member("yann.riou@kervella.example", Role.USER);
    }

    private UUID submitted() {
        var draft = orders.order(agent, "ID_RGS_1", Orders.person("Yan", "Rioux", "yann.riou@kervella.example"));
        return orders.submit(agent, draft.request().id()).request().id();
    }

    private static Confirm confirm(Requester by, UUID request, String first, String last) {
        return new Confirm(by, request, name(first), name(last), Optional.empty());
    }

    private static Optional<PersonName> name(String text) {
        return Optional.of(text).filter(given -> !given.isEmpty()).map(PersonName::parse);
    }

    private Detail confirmed(UUID request, String first, String last) {
        return orders.registry.portal.ask(RequestApi.CONFIRM, confirm(holder, request, first, last));
    }

    private Detail declined(UUID request, String reason) {
        return orders.registry.portal.ask(
                RequestApi.DECLINE,
                new Decline(holder, request, Optional.of(reason).filter(text -> !text.isEmpty()), Optional.empty()));
    }

    private List<String> events() {
        return orders.registry.rows.query("SELECT event FROM journal WHERE event IN ('REQUEST_CONFIRMED',"
                + " 'REQUEST_CORRECTED', 'REQUEST_DECLINED') ORDER BY id");
    }

    private List<String> mails() {
        return orders.registry.rows.query(
                "SELECT recipient, content ->> 'reason' FROM mail" + " WHERE occasion = 'request-holder-declined'");
    }

    // --- Confirm ------------------------------------------------------------------------------------------------

    @Test
    void theHolderCorrectsTheOwnNameAndWhoOrderedSeesBoth() {
        var request = submitted();
        var version = orders.show(agent, request).request().version();

        confirmed(request, "Yann", "Riou");

        var seen = orders.show(agent, request).request();
        assertEquals("Yann Riou", seen.holder().label());
        assertEquals(Optional.of("Yan Rioux"), seen.holder().orderedName());
        assertEquals(Optional.of(holder.account()), seen.holder().account());
        assertEquals(RequestState.DOCUMENTS_MISSING, seen.state());
        assertEquals(true, seen.version() > version);
        assertEquals(1, orders.list(agent, "riou").lines().size(), "found by the right name");
        confirmed(request, "Yann", "Riou");
        assertEquals(List.of("REQUEST_CORRECTED"), events(), "a second click changes nothing");
    }

    @Test
    void aNameThatIsCorrectedTwiceKeepsTheOneAsOrdered() {
        var request = submitted();
        confirmed(request, "Yann", "");
        assertEquals(
                Optional.of("Yan Rioux"),
                confirmed(request, "", "Riou").request().holder().orderedName());

        var asOrdered = confirmed(request, "Yan", "Rioux").request().holder();

        assertEquals(Optional.empty(), asOrdered.orderedName());
    }

    @Test
    void acceptedDocumentsOfAnotherNameAreCheckedAgain() {
        var request = submitted();
        confirmed(request, "", "");
        orders.receive(request, "IDENTITY", "ACCEPTED");

        confirmed(request, "Yann", "Riou");

        assertEquals(
                List.of("RECEIVED"),
                orders.registry.rows.query("SELECT state FROM request_document WHERE kind = 'IDENTITY'"));
    }

    // --- Decline ------------------------------------------------------------------------------------------------

    @Test
    void aHolderWhoDeclinesGivesTheRequestBackToWhoOrdered() {
        var request = submitted();

        declined(request, "Je ne signe pas");
        declined(request, "encore");

        var seen = orders.show(agent, request);
        assertEquals(RequestState.REGISTERED, seen.request().state());
        assertEquals(List.of(Actor.ORDERER), seen.waitsFor());
        assertEquals(
                Optional.of("Je ne signe pas"),
                seen.request().holder().declined().flatMap(Declined::reason));
        assertEquals(List.of("nolwenn.kervella@kervella.example|Je ne signe pas"), mails());
        assertEquals(List.of("REQUEST_DECLINED"), events());
    }

    @Test
    void anotherHolderIsAskedAndTheAnswerOfTheFormerIsForgotten() {
        var request = submitted();
        confirmed(request, "Yann", "Riou");
        declined(request, "");

        var changed = orders.registry.portal.ask(
                RequestApi.CHANGE,
                new RequestApi.Change(
                        agent,
                        request,
                        Optional.empty(),
                        Optional.of(Orders.person("Ewen", "Le Goff", "ewen.legoff@kervella.example")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));

        assertEquals(List.of(Actor.HOLDER), changed.waitsFor());
        assertEquals(Optional.empty(), changed.request().holder().declined());
        assertEquals(Optional.empty(), changed.request().holder().orderedName());
    }

    /** As long as the request can be changed, the last answer counts. */
    @Test
    void aHolderMayChangeTheAnswer() {
        var request = submitted();
        declined(request, "");
        assertEquals(
                RequestState.DOCUMENTS_MISSING,
                confirmed(request, "", "").request().state());
        assertEquals(RequestState.REGISTERED, declined(request, "").request().state());
        orders.registry.rows.execute("UPDATE request SET state = 'IN_REVIEW'");

        assertEquals("request.notEditable", failure(confirm(holder, request, "", "")));
    }

    // --- Access -------------------------------------------------------------------------------------------------

    private String failure(Confirm command) {
        return ((Failure) Await.failure(orders.registry.portal.start(RequestApi.CONFIRM, command))).messageId();
    }

    @Test
    void onlyTheHolderAnswersAndOnlyToWhatWasShown() {
        var request = submitted();
        var stranger = orders.stranger("eve.voile@voilerie.example", Role.ADMINISTRATOR);
        var own = orders.order(holder, "CERTIFIO", Orders.me()).request().id();

        assertEquals("request.notHolder", failure(confirm(agent, request, "", "")));
        assertEquals("problem.notFound", failure(confirm(stranger, request, "", "")));
        assertEquals("request.notHolder", failure(confirm(holder, own, "Jean", "")), "who orders has a profile");
        var outdated =
                new Confirm(holder, request, Optional.empty(), Optional.empty(), Optional.of(new Shown(List.of("v1"))));
        assertEquals("problem.changed", failure(outdated));
        assertEquals(List.of(), events());
    }
}
