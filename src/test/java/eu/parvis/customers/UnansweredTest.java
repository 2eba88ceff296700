package eu.parvis.customers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.joining.JoinApi;
import eu.parvis.joining.JoinApi.Ask;
import eu.parvis.joining.JoinApi.AskUnanswered;
import eu.parvis.joining.JoinApi.DecideAtDesk;
import eu.parvis.joining.JoinApi.Decision;
import eu.parvis.joining.JoinApi.RemindAdministrators;
import eu.parvis.joining.JoinRequest;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.values.Language;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests to join that nobody answers: the desk reminds the administrators, and decides where none is left. */
class UnansweredTest {

    private static final String MAEL = "mael.cariou@kervella.example";

    private DeskOffice office;
    private UUID request;

    @BeforeEach
    void open() {
        office = new DeskOffice(Vertx.vertx());
        request = office.ask(
                        JoinApi.ASK,
                        new Ask(Registry.number(Registry.SIRET), Registry.person(MAEL), Language.FR, "192.0.2.7"))
                .id();
    }

    @AfterEach
    void close() {
        office.close();
    }

    private List<JoinApi.AtDesk> unanswered() {
        return office.ask(
                        JoinApi.UNANSWERED,
                        new AskUnanswered(
                                office.registry.clock.instant().minus(Duration.ofDays(5)),
                                PendingCursor.START.createdAt(),
                                PendingCursor.START.id(),
                                50))
                .requests();
    }

    private RemindAdministrators reminder() {
        return new RemindAdministrators(request, office.yann.account(), office.yann.address());
    }

    private DecideAtDesk approval() {
        return new DecideAtDesk(
                request,
                office.yann.account(),
                office.yann.address(),
                new Decision(true, List.of(Role.ADMINISTRATOR)),
                "Called the legal representative");
    }

    private void nobodyAdministers() {
        office.registry.rows.execute("UPDATE member SET state = 'DEACTIVATED'");
    }

    private long asked() {
        return office.registry.portal.mails().stream()
                .filter(mail -> mail.equals("join-asked " + DeskOffice.NOLWENN))
                .count();
    }

    @Test
    void aRequestComesToTheDeskAfterSomeDaysWithTheAdministrators() {
        assertEquals(List.of(), unanswered());

        office.registry.clock.advance(Duration.ofDays(5));

        assertEquals(List.of("Nolwenn Kervella"), unanswered().get(0).administrators());
        nobodyAdministers();
        assertEquals(List.of(), unanswered().get(0).administrators());
    }

    @Test
    void theDeskRemindsTheAdministratorsOnceADay() {
        assertEquals(1, asked());
        office.registry.clock.advance(Duration.ofDays(5));

        office.ask(JoinApi.REMIND_ADMINISTRATORS, reminder());

        assertEquals(2, asked());
        assertEquals("CONFLICT join.remindedToday", office.failure(JoinApi.REMIND_ADMINISTRATORS, reminder()));
        assertEquals(2, asked());
        office.registry.clock.advance(Duration.ofDays(1));
        office.ask(JoinApi.REMIND_ADMINISTRATORS, reminder());
        assertEquals(3, asked());
        assertEquals(
                List.of("2"),
                office.registry.rows.query(
                        "SELECT count(*) FROM journal WHERE event = 'JOIN_ADMINISTRATORS_REMINDED'"));
    }

    @Test
    void whileAnAdministratorIsActiveTheDeskDoesNotDecide() {
        assertEquals("CONFLICT join.administratorsDecide", office.failure(JoinApi.DECIDE_AT_DESK, approval()));
        assertEquals(List.of("OPEN"), office.registry.rows.query("SELECT state FROM join_request"));
    }

    @Test
    void whereNoAdministratorIsLeftTheDeskDecidesWithAReason() {
        nobodyAdministers();
        assertEquals("CONFLICT join.noAdministrator", office.failure(JoinApi.REMIND_ADMINISTRATORS, reminder()));

        var decided = office.ask(JoinApi.DECIDE_AT_DESK, approval()).request();

        assertEquals(JoinRequest.State.APPROVED, decided.state());
        assertEquals(
                List.of("DESK|Called the legal representative|" + office.yann.account()),
                office.registry.rows.query("SELECT detail ->> 'decider', detail ->> 'reason', account_id FROM journal"
                        + " WHERE event = 'JOIN_APPROVED'"));
        assertEquals(
                List.of("INVITED"),
                office.registry.rows.query("SELECT member.state FROM member JOIN account ON account.id = account_id"
                        + " WHERE email = '" + MAEL + "'"));
        assertEquals("CONFLICT join.decided", office.failure(JoinApi.DECIDE_AT_DESK, approval()));
        assertEquals("CONFLICT join.decided", office.failure(JoinApi.REMIND_ADMINISTRATORS, reminder()));
        office.registry.clock.advance(Duration.ofDays(5));
        assertEquals(List.of(), unanswered());
    }

    @Test
    void aSecondRequestForTheSamePersonIsNotThere() {
        office.registry.rows.execute("UPDATE join_request SET state = 'REPEATED'");
        office.registry.clock.advance(Duration.ofDays(5));

        assertEquals(List.of(), unanswered());
        assertEquals("NOT_FOUND problem.notFound", office.failure(JoinApi.DECIDE_AT_DESK, approval()));
    }
}
