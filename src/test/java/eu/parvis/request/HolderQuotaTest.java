package eu.parvis.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.Await;
import eu.parvis.bus.Failure;
import eu.parvis.membership.Role;
import eu.parvis.request.RequestApi.Change;
import eu.parvis.request.RequestApi.OrderedHolder;
import eu.parvis.request.RequestApi.Submit;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An order does not write to any number of strangers. */
class HolderQuotaTest {

    private Orders orders;
    private Requester agent;

    @BeforeEach
    void open() {
        orders = new Orders(Vertx.vertx(), Map.of("limits.invitationsPerDay", "2"));
        agent = orders.member("aude.kervella@kervella.example", Role.CERTIFICATION_AGENT);
    }

    @AfterEach
    void close() {
        Await.done(orders.registry.portal.vertx.close());
    }

    private static OrderedHolder stranger(String name) {
        return Orders.person(name, "Le Goff", name.toLowerCase(Locale.ROOT) + "@victims.example");
    }

    @Test
    void anOrganisationAsksSoManyHoldersInADay() {
        var first = orders.order(agent, "ID_RGS_1", stranger("Anna")).request();
        orders.submit(agent, first.id());
        orders.registry.portal.ask(RequestApi.CHANGE, another(first, "Bela"));
        var second = orders.order(agent, "ID_RGS_1", stranger("Carl")).request();

        for (var refused : List.of(
                orders.registry.portal.start(RequestApi.CHANGE, another(first, "Dora")),
                orders.registry.portal.start(RequestApi.SUBMIT, new Submit(agent, second.id(), Optional.empty())))) {
            assertEquals("users.invitedTooMany", ((Failure) Await.failure(refused)).messageId());
        }
        assertEquals(
                List.of("anna@victims.example", "bela@victims.example"),
                orders.registry.rows.query(
                        "SELECT recipient FROM mail WHERE occasion = 'request-holder-asked' ORDER BY recipient"));

        orders.registry.clock.advance(Duration.ofDays(1));
        orders.submit(agent, second.id());
    }

    private Change another(CertificateRequest request, String name) {
        return new Change(
                agent,
                request.id(),
                Optional.empty(),
                Optional.of(stranger(name)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
