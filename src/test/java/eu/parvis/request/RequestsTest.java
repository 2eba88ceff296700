package eu.parvis.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.bus.Address;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.bus.Message;
import eu.parvis.catalogue.HolderKind;
import eu.parvis.crypto.Shown;
import eu.parvis.membership.Role;
import eu.parvis.request.RequestApi.Cancel;
import eu.parvis.request.RequestApi.Change;
import eu.parvis.request.RequestApi.Line;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.Language;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests are made, submitted, found, changed and deleted by those who may. */
class RequestsTest {

    private Orders orders;
    private Requester user;

    @BeforeEach
    void open() {
        orders = new Orders(Vertx.vertx());
        user = orders.member("mathis.kervella@kervella.example", Role.USER);
    }

    @AfterEach
    void close() {
        Await.done(orders.registry.portal.vertx.close());
    }

    private <Q extends Message> Failure failure(Address<Q, ?> address, Q command) {
        return (Failure) Await.failure(orders.registry.portal.start(address, command));
    }

    @Test
    void numbersBeginAtTheConfiguredOneAndAreNeverGivenAgain() {
        var first = orders.order(user, "ID_RGS_1", Orders.me()).request();
        var second = orders.order(user, "ID_RGS_1", Orders.me()).request();
        orders.registry.portal.ask(RequestApi.CANCEL, new Cancel(user, second.id(), Optional.empty()));
        var third = orders.order(user, "ID_RGS_1", Orders.me()).request();

        assertEquals(List.of(550_000, 550_001, 550_002), List.of(first.number(), second.number(), third.number()));
    }

    @Test
    void aSubmittedRequestWaitsForItsDocumentsAndThenForTheDesk() {
        var draft = orders.order(user, "ID_RGS_1", Orders.me());
        assertEquals(List.of(Actor.ORDERER), draft.waitsFor());

        var submitted = orders.submit(user, draft.request().id());

        assertEquals(RequestState.DOCUMENTS_MISSING, submitted.request().state());
        assertEquals(
                List.of("IDENTITY", "MANDATE"),
                submitted.checklist().items().stream()
                        .filter(Checklist.Item::isMissing)
                        .map(item -> item.rule().kind().code())
                        .toList());
        assertEquals(List.of(Actor.HOLDER), submitted.waitsFor());
        assertEquals(
                List.of("DRAFT", "REGISTERED", "DOCUMENTS_MISSING"),
                submitted.timeline().stream().map(span -> span.state().name()).toList());

        orders.receive(draft.request().id(), "IDENTITY", "RECEIVED");
        orders.receive(draft.request().id(), "MANDATE", "RECEIVED");
        change(draft.request().id(), "12 rue Pasteur");

        assertEquals(
                RequestState.IN_REVIEW,
                orders.show(user, draft.request().id()).request().state());
    }

    private RequestApi.Detail change(UUID request, String note) {
        return orders.registry.portal.ask(
                RequestApi.CHANGE,
                new Change(
                        user,
                        request,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(note),
                        Optional.empty()));
    }

    @Test
    void aRequestForAnotherPersonWaitsUntilThatPersonHasConfirmed() {
        var agent = orders.member("aude.kervella@kervella.example", Role.CERTIFICATION_AGENT);
        var draft = orders.order(agent, "ID_RGS_1", Orders.person("Ewen", "Le Goff", "ewen.kervella@kervella.example"));

        var submitted = orders.submit(agent, draft.request().id());

        assertEquals(RequestState.REGISTERED, submitted.request().state());
        assertEquals(List.of(Actor.HOLDER), submitted.waitsFor());
        assertTrue(
                orders.registry.portal.mails().contains("request-holder-asked ewen.kervella@kervella.example"),
                () -> orders.registry.portal.mails().toString());
    }

    @Test
    void aHolderWhoGetsAnAccountAfterwardsSeesTheRequestAndNobodyElseDoes() {
        var agent = orders.member("aude.kervella@kervella.example", Role.CERTIFICATION_AGENT);
        var draft = orders.order(agent, "ID_RGS_1", Orders.person("Ewen", "Le Goff", "Ewen.LeGoff@kervella.example"));
        var request = orders.submit(agent, draft.request().id()).request();
        var ewen = newcomer("ewen.legoff@kervella.example");
        var other = newcomer("loic.tanguy@kervella.example");

        assertEquals(request.number(), orders.show(ewen, request.id()).request().number());
        assertEquals(
                Failure.Kind.NOT_FOUND,
                failure(RequestApi.SHOW, new RequestApi.Show(other, request.id()))
                        .kind());

        var confirmed = orders.registry.portal.ask(
                RequestApi.CONFIRM,
                new RequestApi.Confirm(ewen, request.id(), Optional.empty(), Optional.empty(), Optional.empty()));

        assertEquals(RequestState.DOCUMENTS_MISSING, confirmed.request().state());
    }

    /** A person whose new account has this address, proved. */
    private Requester newcomer(String email) {
        var account = orders.registry.activeAccount(email);
        Await.done(new RequestStore().linkOwn(orders.registry.database, account, EmailAddress.parse(email)));
        return new Requester(account, Optional.empty(), List.of(), "192.0.2.7");
    }

    @Test
    void aProductThatAsksForApprovalsWaitsForThem() {
        var technician = orders.member("bleuenn.kervella@kervella.example", Role.TECHNICAL_CONTACT);
        var draft = orders.order(technician, "CACHET", Orders.service("Factures"));

        var submitted = orders.submit(technician, draft.request().id());

        assertEquals(RequestState.REGISTERED, submitted.request().state());
        assertEquals(List.of(Actor.APPROVERS), submitted.waitsFor());
        assertEquals(Map.of(Role.LEGAL_REPRESENTATIVE, 1), submitted.missingApprovals());
    }

    @Test
    void nobodyOrdersWhatTheRolesDoNotAllow() {
        var command = new RequestApi.Create(
                user,
                "SSL",
                Orders.service("www.kervella.example"),
                Optional.of(12),
                Optional.empty(),
                Language.FR,
                Optional.empty());

        assertEquals("request.notOrderable", failure(RequestApi.CREATE, command).messageId());
        orders.registry.rows.execute("UPDATE member SET roles = '{BILLING_CONTACT}'");
        assertEquals(
                "request.notOrderable",
                failure(
                                RequestApi.CREATE,
                                new RequestApi.Create(
                                        user,
                                        "ID_RGS_1",
                                        Orders.me(),
                                        Optional.of(12),
                                        Optional.empty(),
                                        Language.FR,
                                        Optional.empty()))
                        .messageId(),
                "the roles of now count, not those of the sign-in");
    }

    @Test
    void nobodyChangesAnOrderToAHolderThatTheRolesDoNotAllow() {
        var id = orders.order(user, "ID_RGS_1", Orders.me()).request().id();

        var refused = failure(
                RequestApi.CHANGE,
                new Change(
                        user,
                        id,
                        Optional.empty(),
                        Optional.of(Orders.person("Yann", "Riou", "yann.riou@kervella.example")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));

        assertEquals(Failure.Kind.FORBIDDEN, refused.kind());
    }

    @Test
    void anUnfinishedOrderIsNotSubmittedAndNamesItsMissingFields() {
        var technician = orders.member("bleuenn.kervella@kervella.example", Role.TECHNICAL_CONTACT);
        var draft = orders.registry.portal.ask(
                RequestApi.CREATE,
                new RequestApi.Create(
                        technician,
                        "SSL",
                        new RequestApi.OrderedHolder(HolderKind.SERVICE, Optional.empty(), Optional.empty()),
                        Optional.empty(),
                        Optional.empty(),
                        Language.FR,
                        Optional.empty()));

        var refused = failure(
                RequestApi.SUBMIT,
                new RequestApi.Submit(technician, draft.request().id(), Optional.empty()));

        assertEquals(
                List.of("holder.name", "durationMonths"),
                refused.fields().stream().map(FieldError::field).toList());
    }

    @Test
    void aForeignRequestLooksLikeAnAbsentOne() {
        var request = orders.order(user, "ID_RGS_1", Orders.me()).request();
        var stranger = orders.stranger("eve.voile@voilerie.example", Role.ADMINISTRATOR, Role.USER);
        var colleague = orders.member("loic.kervella@kervella.example", Role.USER);

        for (var other : List.of(stranger, colleague)) {
            assertEquals(
                    Failure.Kind.NOT_FOUND,
                    failure(RequestApi.SHOW, new RequestApi.Show(other, request.id()))
                            .kind());
            assertEquals(
                    Failure.Kind.NOT_FOUND,
                    failure(RequestApi.CANCEL, new Cancel(other, request.id(), Optional.empty()))
                            .kind());
            assertEquals(List.of(), orders.list(other, "").lines());
        }
    }

    @Test
    void administratorsAndCertificationAgentsSeeTheRequestsOfTheOrganisation() {
        var request = orders.order(user, "ID_RGS_1", Orders.me()).request();

        for (var role : List.of(Role.ADMINISTRATOR, Role.CERTIFICATION_AGENT)) {
            var overseer = orders.member(
                    role.name().toLowerCase(Locale.ROOT).replace("_", "") + ".kervella@kervella.example", role);
            assertEquals(
                    request.number(),
                    orders.show(overseer, request.id()).request().number());
            assertEquals(1, orders.list(overseer, "").lines().size());
        }
    }

    @Test
    void aSecondEditorLearnsThatTheRequestHasChanged() {
        var request = orders.order(user, "ID_RGS_1", Orders.me()).request();
        var seen = Optional.of(new Shown(List.of(request.shown())));
        change(request.id(), "premier");

        var refused = failure(
                RequestApi.CHANGE,
                new Change(
                        user,
                        request.id(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("second"),
                        seen));

        assertEquals("problem.changed", refused.messageId());
        assertEquals(
                Optional.of("premier"),
                orders.show(user, request.id()).request().note());
    }

    @Test
    void whatTheDeskChecksIsNeitherChangedNorDeleted() {
        var request = orders.order(user, "ID_RGS_1", Orders.me()).request();
        orders.registry.rows.execute("UPDATE request SET state = 'IN_REVIEW', submitted_at = created_at");

        assertEquals(
                "request.notEditable",
                failure(RequestApi.CANCEL, new Cancel(user, request.id(), Optional.empty()))
                        .messageId());
    }

    /** Accents, capitals and one typing error are forgiven. */
    @Test
    void aRequestIsFoundByNumberHolderEstablishmentAndProduct() {
        var agent = orders.member("aude.kervella@kervella.example", Role.CERTIFICATION_AGENT);
        var request = orders.order(
                        agent, "ID_RGS_1", Orders.person("Aurélie", "Évreux", "aurelie.kervella@kervella.example"))
                .request();
        orders.order(agent, "ID_RGS_2", Orders.person("Ewen", "Le Goff", "ewen.kervella@kervella.example"));

        Stream.of("550000", "evreux", "ÉVREUX", "Aurelie Evreux", "evrexx", "evrux", "aureli")
                .forEach(search -> assertEquals(
                        List.of(request.number()),
                        orders.list(agent, search).lines().stream()
                                .map(Line::number)
                                .toList(),
                        search));
        assertEquals(2, orders.list(agent, "quimper").lines().size());
        assertEquals(0, orders.list(agent, "marseille").lines().size());
        assertEquals(0, orders.list(agent, "100%").lines().size(), "a percent sign is no wildcard");
    }

    @Test
    void aDraftThatNobodyChangesIsDeletedAndItsNumberIsNotGivenAgain() {
        orders.order(user, "ID_RGS_1", Orders.me());
        var ninetyDaysAgo = orders.registry.clock.instant();

        orders.deleteDraftsUnchangedSince(ninetyDaysAgo);
        assertEquals(1, orders.list(user, "").lines().size(), "changed just then");
        orders.deleteDraftsUnchangedSince(ninetyDaysAgo.plusSeconds(1));
        assertEquals(0, orders.list(user, "").lines().size());

        assertEquals(
                550_001, orders.order(user, "ID_RGS_1", Orders.me()).request().number());
    }
}
