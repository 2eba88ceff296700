package eu.parvis.order;

import static eu.parvis.badinput.FieldRule.optional;
import static eu.parvis.badinput.FieldRule.required;
import static eu.parvis.badinput.NastyValue.ALL;
import static eu.parvis.badinput.NastyValue.NO_NAME;
import static eu.parvis.badinput.NastyValue.NO_TEXT;

import eu.parvis.Await;
import eu.parvis.api.ApiClient;
import eu.parvis.api.Exchange;
import eu.parvis.badinput.ApiTrial;
import eu.parvis.membership.Role;
import eu.parvis.request.Orders;
import eu.parvis.session.SessionApi.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nasty values in the answer of a holder: each is refused at its field, or stored as text. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswerBadInputTest {

    private ApiClient api;
    private String path;

    @BeforeAll
    void aHolderIsAsked(Vertx vertx) {
        var orders = new Orders(vertx, OrderCapability.DESCRIPTOR);
        var agent = orders.member("nolwenn.kervella@kervella.example", Role.CERTIFICATION_AGENT);
        var holder = orders.member("yann.riou@kervella.example", Role.USER);
        var ordered = orders.order(agent, "ID_RGS_1", Orders.person("Yan", "Rioux", "yann.riou@kervella.example"));
        path = "/requests/" + ordered.request().id() + "/confirmation";
        orders.submit(agent, ordered.request().id());
        api = orders.registry.portal.api().bearer(orders.registry.token(holder.account(), Channel.API));
    }

    private Exchange answer(Buffer body) {
        return Await.done(api.send(HttpMethod.PUT, path, body));
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatConfirms() {
        var body = JsonObject.of("decision", "CONFIRMED", "firstName", "Yann", "lastName", "Riou");
        var rules = List.of(required("decision", ALL), optional("firstName", NO_NAME), optional("lastName", NO_NAME));
        return new ApiTrial(this::answer, body, rules, 200).tests();
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatDeclines() {
        var body = JsonObject.of("decision", "DECLINED", "reason", "Je ne signe pas");
        var rules = List.of(required("decision", ALL), optional("reason", NO_TEXT));
        return new ApiTrial(this::answer, body, rules, 200).tests();
    }
}
