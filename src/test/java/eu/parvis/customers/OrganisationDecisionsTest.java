package eu.parvis.customers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.company.CompanyApi.State;
import eu.parvis.company.Verification;
import eu.parvis.customers.CustomersApi.AskOrganisation;
import eu.parvis.customers.CustomersApi.AskPending;
import eu.parvis.customers.CustomersApi.Decide;
import eu.parvis.customers.CustomersApi.OrganisationFile;
import eu.parvis.customers.CustomersApi.OrganisationLine;
import eu.parvis.desk.DeskApi;
import eu.parvis.request.Orders;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Organisations that no register confirms come to the desk, which accepts or refuses them. */
class OrganisationDecisionsTest {

    private DeskOffice office;

    @BeforeEach
    void open() {
        office = new DeskOffice(Vertx.vertx());
        office.registerSays(office.organisation, State.NOT_FOUND);
    }

    @AfterEach
    void close() {
        office.close();
    }

    private List<String> pending() {
        return office
                .ask(CustomersApi.PENDING, new AskPending(office.yann, Optional.empty(), 50))
                .organisations()
                .stream()
                .map(OrganisationLine::name)
                .toList();
    }

    private Decide accept() {
        return new Decide(
                office.yann, office.organisation, true, Optional.empty(), Optional.empty(), Optional.of("Kbis"));
    }

    private Decide refuse(String reason) {
        return new Decide(
                office.yann, office.organisation, false, Optional.empty(), Optional.of(reason), Optional.empty());
    }

    private OrganisationFile decide(Decide command) {
        return office.ask(CustomersApi.DECIDE, command);
    }

    private List<String> mails() {
        return office.registry.portal.mails();
    }

    @Test
    void onlyActiveOrganisationsThatNoRegisterConfirmsWaitTheOldestFirst() {
        office.registry.clock.advance(Duration.ofDays(1));
        var unanswered = office.registry.organisation("44306184100047", "Voilerie du Cap");
        office.registerSays(unanswered, State.UNVERIFIED);
        var confirmed = office.registry.organisation("81234567600017", "Verrerie des Deux Caps");
        office.registerSays(confirmed, State.VERIFIED);
        var inactive = office.registry.pendingOrganisation("12345678200010", "Conserverie");
        office.registerSays(inactive, State.NOT_FOUND);

        assertEquals(List.of("Menuiserie Kervella", "Voilerie du Cap"), pending());
        var first = office.ask(CustomersApi.PENDING, new AskPending(office.yann, Optional.empty(), 1));
        var second = office.ask(CustomersApi.PENDING, new AskPending(office.yann, first.next(), 1));
        assertEquals("Menuiserie Kervella", first.organisations().get(0).name());
        assertEquals("Voilerie du Cap", second.organisations().get(0).name());
        assertEquals(Optional.empty(), second.next());
    }

    @Test
    void anAcceptanceIsRecordedAndMailedOnce() {
        var decided = decide(accept());

        assertEquals(List.of(), pending());
        assertTrue(decided.verification()
                .flatMap(Verification::decision)
                .orElseThrow()
                .accepted());
        assertEquals(Optional.of("Yann Legoff"), decided.decidedBy());
        assertEquals(List.of("verification-decided " + DeskOffice.NOLWENN), mails());
        decide(accept());
        assertEquals(1, mails().size(), "the same decision once more");
        assertEquals(
                List.of(office.yann.account() + "|NOT_FOUND"),
                office.registry.rows.query(
                        "SELECT account_id, detail ->> 'register' FROM journal WHERE event = 'ORGANISATION_ACCEPTED'"));
    }

    @Test
    void anotherAnswerOfTheRegisterBringsItBack() {
        decide(accept());
        office.registerSays(office.organisation, State.CLOSED);
        assertEquals(List.of("Menuiserie Kervella"), pending());

        decide(refuse("The establishment is closed"));
        assertEquals(List.of(), pending());

        office.registerSays(office.organisation, State.VERIFIED);
        assertEquals(List.of("Menuiserie Kervella"), pending(), "refused before, confirmed now");
        decide(accept());
        assertEquals(List.of(), pending());
    }

    @Test
    void afterAnAcceptanceNothingWaitsWhenTheRegisterConfirms() {
        decide(accept());
        office.registerSays(office.organisation, State.VERIFIED);

        assertEquals(List.of(), pending());
    }

    @Test
    void aDecisionOnAnOlderAnswerIsRefused() {
        var old = new Decide(
                office.yann,
                office.organisation,
                true,
                Optional.of(State.UNVERIFIED),
                Optional.empty(),
                Optional.of("Kbis"));

        assertEquals("PRECONDITION_FAILED problem.changed", office.failure(CustomersApi.DECIDE, old));
        assertEquals(List.of(), mails());
        assertEquals(List.of("Menuiserie Kervella"), pending());
    }

    @Test
    void noRequestOfARefusedOrganisationIsAcceptedUntilTheDeskChangesItsMind() {
        var request = inReview();
        decide(refuse("The extract of the register is missing"));
        var acceptance = new DeskApi.Decide(office.yann, request, Optional.empty(), Optional.empty());

        assertEquals("CONFLICT desk.organisationRefused", office.failure(DeskApi.DECIDE, acceptance));

        decide(accept());
        assertEquals(
                "CONFLICT desk.validationsOpen",
                office.failure(DeskApi.DECIDE, acceptance),
                "the organisation is no obstacle any more");
    }

    private UUID inReview() {
        var id = office.orders
                .order(office.nolwenn, "ID_RGS_1", Orders.me())
                .request()
                .id();
        office.orders.submit(office.nolwenn, id);
        for (var kind : List.of("IDENTITY", "MANDATE")) {
            office.orders.receive(id, kind, "ACCEPTED");
        }
        office.registry.rows.execute("UPDATE request SET state = 'IN_REVIEW' WHERE id = '" + id + "'");
        return id;
    }

    @Test
    void openingAFileIsRecordedAndAnUnknownOneIsNotThere() {
        var file = office.ask(CustomersApi.ORGANISATION, new AskOrganisation(office.yann, office.organisation));

        assertEquals("Menuiserie Kervella", file.organisation().name());
        assertEquals(1, file.members().size());
        assertFalse(file.verification().isEmpty());
        assertEquals(
                List.of(office.yann.account() + "|" + office.organisation),
                office.registry.rows.query(
                        "SELECT account_id, subject FROM journal WHERE event = 'ORGANISATION_CONSULTED'"));
        assertEquals(
                "NOT_FOUND problem.notFound",
                office.failure(CustomersApi.ORGANISATION, new AskOrganisation(office.yann, UUID.randomUUID())));
    }
}
