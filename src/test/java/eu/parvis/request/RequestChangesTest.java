package eu.parvis.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.Await;
import eu.parvis.bus.Address;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.bus.Message;
import eu.parvis.catalogue.HolderKind;
import eu.parvis.membership.Role;
import eu.parvis.request.RequestApi.Change;
import eu.parvis.request.RequestApi.OrderedHolder;
import eu.parvis.request.RequestApi.Submit;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What has become wrong since a request was made does not pass with a later change. */
class RequestChangesTest {

    private Orders orders;
    private Requester agent;

    @BeforeEach
    void open() {
        orders = new Orders(Vertx.vertx());
        agent = orders.member("aude.kervella@kervella.example", Role.CERTIFICATION_AGENT, Role.TECHNICAL_CONTACT);
    }

    @AfterEach
    void close() {
        Await.done(orders.registry.portal.vertx.close());
    }

    private <Q extends Message> Failure failure(Address<Q, ?> address, Q command) {
        return (Failure) Await.failure(orders.registry.portal.start(address, command));
    }

    private static OrderedHolder ewen() {
        return Orders.person("Ewen", "Le Goff", "ewen.kervella@kervella.example");
    }

    private static Change holder(Requester by, UUID request, OrderedHolder holder) {
        return new Change(
                by,
                request,
                Optional.empty(),
                Optional.of(holder),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void aSubmittedRequestKeepsAHolder() {
        var person = orders.order(agent, "ID_RGS_1", ewen()).request();
        var server = orders.order(agent, "SSL", Orders.service("www.kervella.example"))
                .request();
        orders.submit(agent, person.id());
        orders.submit(agent, server.id());

        var nobody = new OrderedHolder(HolderKind.PERSON, Optional.empty(), Optional.empty());
        var nothing = new OrderedHolder(HolderKind.SERVICE, Optional.empty(), Optional.empty());

        assertEquals(
                List.of("holder.firstName", "holder.lastName", "holder.email"),
                failure(RequestApi.CHANGE, holder(agent, person.id(), nobody)).fields().stream()
                        .map(FieldError::field)
                        .toList());
        assertEquals(
                List.of("holder.name"),
                failure(RequestApi.CHANGE, holder(agent, server.id(), nothing)).fields().stream()
                        .map(FieldError::field)
                        .toList());
    }

    @Test
    void nobodySubmitsWhatTheRolesOfNowDoNotAllow() {
        var draft = orders.order(agent, "ID_RGS_1", ewen()).request();
        orders.registry.rows.execute("UPDATE member SET roles = '{USER}'");

        assertEquals(
                "request.notOrderable",
                failure(RequestApi.SUBMIT, new Submit(agent, draft.id(), Optional.empty()))
                        .messageId());
    }

    @Test
    void nobodyNamesAnotherHolderWithoutTheRoleToOrder() {
        var request = orders.order(agent, "ID_RGS_1", ewen()).request();
        orders.submit(agent, request.id());
        orders.registry.rows.execute("UPDATE member SET roles = '{USER}'");
        var another = Orders.person("Loïc", "Riou", "loic.kervella@kervella.example");

        assertEquals(
                "request.notOrderable",
                failure(RequestApi.CHANGE, holder(agent, request.id(), another)).messageId());
        orders.registry.portal.ask(RequestApi.CHANGE, holder(agent, request.id(), ewen()));
    }

    @Test
    void aDeletedAccountThatOrderedHasNoName() {
        var request = orders.order(agent, "ID_RGS_1", ewen()).request();
        close(agent);
        var administrator = orders.member("ada.kervella@kervella.example", Role.ADMINISTRATOR);

        assertEquals("", orders.show(administrator, request.id()).orderer());
    }

    private void close(Requester person) {
        orders.registry.rows.execute("UPDATE account SET state = 'CLOSED', first_name = '-', last_name = '-',"
                + " email = id || '@deleted.invalid', email_key = id::text, closed_at = created_at"
                + " WHERE id = '" + person.account() + "'");
    }

    @Test
    void aDeletedAccountBecomesNoHolder() {
        var user = orders.member("mathis.kervella@kervella.example", Role.USER);
        var request = orders.order(user, "ID_RGS_1", Orders.me()).request();
        orders.submit(user, request.id());
        close(user);
        orders.registry.rows.execute("UPDATE request SET holder_id = NULL");
        var administrator = orders.member("ada.kervella@kervella.example", Role.ADMINISTRATOR);

        orders.registry.portal.ask(RequestApi.CHANGE, holder(administrator, request.id(), Orders.me()));

        assertEquals(
                request.holder().person(),
                orders.show(administrator, request.id()).request().holder().person());
    }

    @Test
    void documentsAndApprovalsForOneHolderDoNotCountForAnother() {
        var request = orders.order(agent, "ID_RGS_1", ewen()).request();
        orders.submit(agent, request.id());
        orders.receive(request.id(), "IDENTITY", "ACCEPTED");
        orders.registry.rows.execute("INSERT INTO document"
                + " SELECT id, 'KEPT', uploaded_at, media_type, size, sha256, scan FROM request_document");
        orders.registry.rows.execute(
                "INSERT INTO request_approval SELECT id, ordered_by, 'LEGAL_REPRESENTATIVE', true, NULL,"
                        + " created_at FROM request");

        var changed = orders.registry.portal.ask(
                RequestApi.CHANGE,
                holder(agent, request.id(), Orders.person("Loïc", "Riou", "loic.kervella@kervella.example")));

        assertEquals(
                List.of(),
                changed.checklist().items().stream()
                        .flatMap(item -> item.document().stream())
                        .toList(),
                "the identity card of somebody else");
        assertEquals(
                List.of("REPLACED DISCARDED"),
                orders.registry.rows.query("SELECT request_document.state || ' ' || document.state"
                        + " FROM request_document JOIN document USING (id)"));
        assertEquals(List.of("0"), orders.registry.rows.query("SELECT count(*) FROM request_approval"));
    }

    @Test
    void documentsStayToBeCheckedAgainWhenTheSpellingOfTheHolderIsCorrected() {
        var request = orders.order(agent, "ID_RGS_1", ewen()).request();
        orders.submit(agent, request.id());
        orders.receive(request.id(), "IDENTITY", "ACCEPTED");

        for (var corrected : List.of(
                Orders.person("Ewenn", "Le Goff", "ewen.kervella@kervella.example"),
                Orders.person("Ewenn", "Le Goff", "ewenn.kervella@kervella.example"))) {
            var changed = orders.registry.portal.ask(RequestApi.CHANGE, holder(agent, request.id(), corrected));

            assertEquals(
                    List.of(SupportingDocument.State.RECEIVED),
                    changed.checklist().items().stream()
                            .flatMap(item -> item.document().stream())
                            .map(SupportingDocument::state)
                            .toList());
        }
    }

    @Test
    void documentsAndApprovalsStayWhenTheSameHolderIsNamed() {
        var request = orders.order(agent, "ID_RGS_1", ewen()).request();
        orders.submit(agent, request.id());
        orders.receive(request.id(), "IDENTITY", "ACCEPTED");

        var changed = orders.registry.portal.ask(RequestApi.CHANGE, holder(agent, request.id(), ewen()));

        assertEquals(true, changed.checklist().items().get(0).isAccepted());
    }

    private static Change product(Requester by, UUID request, String product) {
        return new Change(
                by,
                request,
                Optional.of(product),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void anotherProductKeepsTheHolderAndTheDurationThatItTakesAsWell() {
        var draft = orders.order(agent, "ID_RGS_1", ewen()).request();

        var changed = orders.registry.portal.ask(RequestApi.CHANGE, product(agent, draft.id(), "ID_RGS_2"));

        assertEquals("ID_RGS_2", changed.request().product());
        assertEquals(draft.holder(), changed.request().holder());
        assertEquals(Optional.of(12), changed.request().months());
        assertEquals(1, orders.list(agent, "RGS**").lines().size());
    }

    @Test
    void anotherProductForOtherHoldersAndDurationsAsksForThemAgain() {
        var user = orders.member("mathis.kervella@kervella.example", Role.USER, Role.TECHNICAL_CONTACT);
        var draft = orders.order(user, "ID_RGS_1", Orders.me()).request();
        orders.registry.rows.execute("UPDATE request SET months = 36");

        var server = orders.registry.portal.ask(RequestApi.CHANGE, product(user, draft.id(), "SSL"));
        assertEquals(HolderKind.SERVICE, server.request().holder().kind());
        assertEquals(false, server.request().holder().isNamed());
        assertEquals(Optional.empty(), server.request().months());

        var own = orders.registry.portal.ask(RequestApi.CHANGE, product(user, draft.id(), "ID_RGS_1"));
        assertEquals(draft.holder().person(), own.request().holder().person());
    }

    @Test
    void anotherProductIsOneThatTheRolesAllowAndOnlyInADraft() {
        var draft = orders.order(agent, "ID_RGS_1", ewen()).request();
        var user = orders.member("mathis.kervella@kervella.example", Role.USER);
        var own = orders.order(user, "ID_RGS_1", Orders.me()).request();

        assertEquals(
                "product",
                failure(RequestApi.CHANGE, product(agent, draft.id(), "ID_RGS_9"))
                        .fields()
                        .get(0)
                        .field());
        assertEquals(
                "request.notOrderable",
                failure(RequestApi.CHANGE, product(user, own.id(), "SSL")).messageId());
        orders.submit(agent, draft.id());
        assertEquals(
                "request.productFixed",
                failure(RequestApi.CHANGE, product(agent, draft.id(), "ID_RGS_2"))
                        .messageId());
    }
}
