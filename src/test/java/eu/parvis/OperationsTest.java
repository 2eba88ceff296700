package eu.parvis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.api.ContractCheck;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The API's routes and the operations of its contract are the same set. */
@ExtendWith(VertxExtension.class)
class OperationsTest {

    /** The contract does not describe its own routes. */
    private static final Set<String> CONTRACT = Set.of("GET /openapi.yaml", "GET /openapi.json");

    @Test
    void theRoutesOfTheApiAreTheOperationsOfItsContract(Vertx vertx) {
        var router = Router.router(vertx);
        Portal.routes(new TestPortal(vertx).site()).forEach(routes -> routes.api(router));

        var answered = new TreeSet<String>();
        router.getRoutes().stream().flatMap(OperationsTest::operations).forEach(answered::add);
        answered.removeAll(CONTRACT);
        var promised = ContractCheck.on(vertx).operations();

        assertEquals(Set.of(), without(promised, answered), "promised, but not answered");
        assertEquals(Set.of(), without(answered, promised), "answered, but not promised");
    }

    private static Stream<String> operations(Route route) {
        return route.methods().stream().map(HttpMethod::name).map(method -> method + " " + template(route));
    }

    /** {@code /users/:id} as {@code /users/{id}}. */
    private static String template(Route route) {
        return route.getPath().replaceAll(":([A-Za-z]+)", "{$1}");
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        var rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
