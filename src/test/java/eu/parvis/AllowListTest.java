package eu.parvis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.http.Routes;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Checks every route against {@code allow-list.txt}, which lists who may call it. A route that is not listed fails. */
@ExtendWith(VertxExtension.class)
class AllowListTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String API = "/api/v1";
    private static final String EVERYBODY = "EVERYBODY";
    private static final Set<String> WHO =
            Set.of(EVERYBODY, "TOKEN", "SIGNED_IN", "ACTIVATION", "OPEN", "ADMINISTRATOR", "OPERATOR");

    @Test
    void everyRouteIsInTheListAndNothingElse(Vertx vertx) {
        var routes = new TreeSet<String>();
        var pages = Router.router(vertx);
        var api = Router.router(vertx);
        Portal.routes(new TestPortal(vertx).site()).forEach(some -> {
            some.pages(pages);
            some.api(api);
        });
        pages.getRoutes().stream().flatMap(route -> operations("", route)).forEach(routes::add);
        api.getRoutes().stream().flatMap(route -> operations(API, route)).forEach(routes::add);

        assertEquals(String.join("\n", list().keySet()), String.join("\n", routes));
        assertTrue(WHO.containsAll(list().values()), "Only " + WHO + " in " + list());
    }

    @Test
    void nobodyGetsPastARouteThatIsNotForEverybody(Vertx vertx) throws Exception {
        var site = new TestPortal(vertx);
        var portal = site.serve(Portal.routes(site.site()).toArray(Routes[]::new));

        for (var entry : list().entrySet()) {
            if (!entry.getValue().equals(EVERYBODY)) {
                assertEquals(expected(entry.getKey()), asked(portal, entry.getKey()), entry.getKey());
            }
        }
    }

    /** The API answers 401; a page redirects to sign-in. */
    private static String expected(String operation) {
        return operation.contains(API) ? "401" : "303 /sign-in";
    }

    private static String asked(URI portal, String operation) throws IOException, InterruptedException {
        var parts = operation.split(" ", 2);
        var path = parts[1].replaceAll(":[A-Za-z]+", "00000000-0000-4000-8000-000000000000");
        var request = HttpRequest.newBuilder(portal.resolve(path))
                .method(parts[0], HttpRequest.BodyPublishers.ofString(parts[1].startsWith(API) ? "{}" : ""))
                .header(
                        "Content-Type",
                        parts[1].startsWith(API) ? "application/json" : "application/x-www-form-urlencoded")
                .header("Idempotency-Key", "nobody")
                .build();
        var answer = HTTP.send(request, HttpResponse.BodyHandlers.discarding());
        var location = answer.headers().firstValue("Location").map(to -> " " + to.split("\\?", 2)[0]);
        return answer.statusCode() + location.orElse("");
    }

    private static Stream<String> operations(String prefix, Route route) {
        return route.getPath() == null
                ? Stream.empty()
                : route.methods().stream().map(HttpMethod::name).map(method -> method + " " + prefix + route.getPath());
    }

    static Map<String, String> list() {
        try (var stream = AllowListTest.class.getResourceAsStream("/allow-list.txt")) {
            var list = new TreeMap<String, String>();
            new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.strip().split("\\s+", 3))
                    .forEach(parts -> list.put(parts[0] + " " + parts[1], parts[2]));
            return list;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
