package eu.parvis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.customers.CustomersCapability;
import eu.parvis.desk.DeskCapability;
import eu.parvis.document.DocumentCapability;
import eu.parvis.document.Files;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.membership.Role;
import eu.parvis.order.OrderCapability;
import eu.parvis.request.Orders;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.validation.ValidationCapability;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Walks {@code request-access.txt}: who gets where with the requests of an organisation, by page and by API, on a submitted
 * request and on a draft.
 */
@ExtendWith(VertxExtension.class)
class RequestAccessTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String API = "/api/v1";
    private static final String BOUNDARY = "limit-of-the-parts";
    private static final List<String> UNDER = List.of("/catalogue", "/order", "/requests", "/desk");

    private static final String FORM = "holder.kind=ME&durationMonths=12&product=ID_RGS_1&decision=ACCEPTED"
            + "&metBy=Rozenn+Le+Bihan&metOn=2026-11-20&place=Quimper&document=PASSPORT&number=24AB12345";

    /** The columns of the list: those who may do least come first, because each of them acts on the same request. */
    private enum Person {
        VISITOR,
        ALONE,
        STRANGER,
        COLLEAGUE,
        HOLDER,
        ORDERER,
        AGENT,
        ADMINISTRATOR,
        OPERATOR,
        OUTSIDE
    }

    private final Map<Person, UUID> accounts = new EnumMap<>(Person.class);
    private Orders orders;

    @BeforeEach
    void open(Vertx vertx) {
        orders = new Orders(
                vertx,
                Map.of("desk.networks", "192.0.2.0/24", "http.trustedProxies", "127.0.0.1"),
                DocumentCapability.DESCRIPTOR,
                OrderCapability.DESCRIPTOR,
                DeskCapability.DESCRIPTOR,
                ValidationCapability.DESCRIPTOR,
                CustomersCapability.DESCRIPTOR);
        accounts.put(Person.ALONE, orders.registry.activeAccount("nora.seule@kervella.example"));
        accounts.put(
                Person.STRANGER,
                orders.stranger("eve.voile@voilerie.example", Role.values()).account());
        member(Person.COLLEAGUE, Role.USER);
        member(Person.HOLDER, Role.USER);
        member(Person.ORDERER, Role.USER);
        member(Person.AGENT, Role.CERTIFICATION_AGENT);
        member(Person.ADMINISTRATOR, Role.ADMINISTRATOR);
        operator(Person.OPERATOR);
        operator(Person.OUTSIDE);
    }

    private static String email(Person person) {
        return person.name().toLowerCase(Locale.ROOT) + ".kervella@kervella.example";
    }

    private void member(Person person, Role role) {
        accounts.put(person, orders.member(email(person), role).account());
    }

    private void operator(Person person) {
        var account = orders.registry.activeAccount(email(person));
        orders.registry.rows.execute("UPDATE account SET operator = true WHERE id = '" + account + "'");
        accounts.put(person, account);
    }

    @Test
    void whoGetsWhereWithASubmittedRequestIsListed() {
        assertWalk(true);
    }

    /** Neither its holder nor the desk knows of a draft. */
    @Test
    void aDraftIsOnlyOfThoseWhoMayChangeIt() {
        assertWalk(false);
    }

    private void assertWalk(boolean submitted) {
        var operations = AllowListTest.list().keySet().stream()
                .filter(operation ->
                        UNDER.stream().anyMatch(path -> pathOf(operation).startsWith(path)))
                .toList();
        var listed = new TreeMap<String, String>();
        list().forEach(line -> listed.put(operation(line), submitted ? line : ofDraft(line)));
        operations.stream()
                .filter(operation -> pathOf(operation).startsWith("/desk"))
                .forEach(operation -> listed.put(operation, operation + ofDesk(operation, submitted)));

        assertEquals(
                String.join("\n", listed.values()),
                operations.stream()
                        .map(operation -> operation + " " + outcomes(operation, submitted))
                        .collect(Collectors.joining("\n")));
    }

    private static String operation(String line) {
        return line.replaceFirst("^(\\S+ \\S+) .*$", "$1");
    }

    private static String ofDraft(String line) {
        var parts = line.split(" ", -1);
        if (!parts[1].contains(":id")) {
            return line;
        }
        parts[column(Person.HOLDER)] = parts[column(Person.COLLEAGUE)];
        return String.join(" ", parts);
    }

    /** After the method and the path. */
    private static int column(Person person) {
        return 2 + List.of(Person.values()).indexOf(person);
    }

    private static String ofDesk(String operation, boolean submitted) {
        return " - 0 0 0 0 0 0 0 " + (isFound(operation, submitted) ? "+" : "0") + " 0";
    }

    /** An operator finds the submitted request, and nothing else with its id. */
    private static boolean isFound(String operation, boolean submitted) {
        return operation.contains("/desk/requests/:id") ? submitted : !operation.contains(":id");
    }

    private static String pathOf(String operation) {
        return operation.split(" ", 2)[1].replaceFirst("^" + API, "");
    }

    private static List<String> list() {
        try (var stream = RequestAccessTest.class.getResourceAsStream("/request-access.txt")) {
            return new String(stream.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.strip().replaceAll("\\s+", " "))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    // --- What each of them acts on ------------------------------------------------------------------------------

    /** A request with both documents, whose holder is another person who has not confirmed yet. */
    private UUID request(String operation, boolean submitted) {
        if (!operation.contains(":id")) {
            return UUID.randomUUID();
        }
        var orderer =
                Orders.requester(new Actor(orders.organisation, accounts.get(Person.ORDERER), "192.0.2.7"), Role.USER);
        var id = orders.order(orderer, "ID_RGS_1", Orders.me()).request().id();
        if (operation.contains(":kind")) {
            send("PUT " + API + "/requests/:id/documents/:kind", id, Person.ORDERER);
        }
        if (submitted) {
            orders.submit(orderer, id);
            orders.registry.rows.execute(
                    "UPDATE request SET holder_kind = 'PERSON', holder_confirmed_at = NULL WHERE id = '" + id + "'");
        }
        orders.registry.rows.execute(
                "UPDATE request SET holder_id = '%s' WHERE id = '%s'".formatted(accounts.get(Person.HOLDER), id));
        return id;
    }

    private String outcomes(String operation, boolean submitted) {
        var request = request(operation, submitted);
        return Arrays.stream(Person.values())
                .map(person -> outcome(operation, submitted, send(operation, request, person)))
                .collect(Collectors.joining(" "));
    }

    private static String outcome(String operation, boolean submitted, HttpResponse<?> answer) {
        var to = answer.headers().firstValue("Location").orElse("");
        var desk = pathOf(operation).startsWith("/desk");
        if (answer.statusCode() == 401 || to.startsWith("/sign-in")) {
            return "-";
        }
        if (to.equals("/desk") && !desk) {
            return ">";
        }
        // An answer about what was sent says nothing about what is there.
        var absent = desk && !isFound(operation, submitted) ? List.of(400, 404) : List.of(404);
        return answer.statusCode() >= 500
                ? "!"
                : absent.contains(answer.statusCode()) ? "0" : answer.statusCode() == 403 ? "x" : "+";
    }

    // --- Calls --------------------------------------------------------------------------------------------------

    private HttpResponse<Void> send(String operation, UUID request, Person person) {
        var parts = operation.split(" ", 2);
        var path = parts[1].replace(":kind", "IDENTITY")
                .replace(":thing", "PERSON")
                .replaceAll(":[A-Za-z]+", request.toString());
        var call = HttpRequest.newBuilder();
        var address = orders.registry.portal.address();
        if (path.startsWith(API)) {
            call.uri(address.resolve(path));
            api(call, operation, person);
        } else {
            page(call, operation, person)
                    .ifPresentOrElse(
                            subject -> call.uri(address.resolve(path + "?subject=" + subject)),
                            () -> call.uri(address.resolve(path)));
        }
        call.header("X-Forwarded-For", person == Person.OUTSIDE ? "203.0.113.9" : "192.0.2.9");
        try {
            return HTTP.send(call.build(), HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void api(HttpRequest.Builder call, String operation, Person person) {
        if (accounts.containsKey(person)) {
            call.header("Authorization", "Bearer " + orders.registry.token(accounts.get(person), Channel.API));
        }
        call.header("Idempotency-Key", UUID.randomUUID().toString());
        var method = operation.split(" ", 2)[0];
        if (operation.equals("PUT " + API + "/requests/:id/documents/:kind")) {
            call.header("Content-Type", "application/octet-stream")
                    .method(method, BodyPublishers.ofByteArray(Files.pdf()));
        } else if (Stream.of("POST", "PUT", "PATCH").anyMatch(method::equals)) {
            call.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(body(operation).encode()));
        } else {
            call.method(method, BodyPublishers.noBody());
        }
    }

    private static JsonObject body(String operation) {
        var path = pathOf(operation);
        if (operation.startsWith("PATCH")) {
            return JsonObject.of("note", "Quimper");
        }
        return switch (path.substring(path.lastIndexOf('/'))) {
            case "/requests" -> JsonObject.of("product", "ID_RGS_1", "holder", JsonObject.of("kind", "ME"));
            case "/approvals" -> JsonObject.of("approved", true);
            case "/confirmation" -> JsonObject.of("decision", "CONFIRMED");
            case "/decision" -> JsonObject.of("decision", "ACCEPTED");
            case "/face-to-face" ->
                JsonObject.of(
                        "metBy",
                        "Rozenn Le Bihan",
                        "metOn",
                        "2026-11-20",
                        "place",
                        "Quimper",
                        "document",
                        "PASSPORT",
                        "number",
                        "24AB12345");
            default -> new JsonObject();
        };
    }

    private static String form(String operation) {
        return switch (operation.substring(operation.lastIndexOf('/'))) {
            case "/approval" -> "decision=APPROVE";
            case "/confirmation" -> "decision=CONFIRMED&firstName=Yann&lastName=Riou";
            default -> FORM;
        };
    }

    /** What the form names in its address; a form without files names it among its fields. */
    private Optional<String> page(HttpRequest.Builder call, String operation, Person person) {
        var session = accounts.containsKey(person) ? orders.registry.token(accounts.get(person), Channel.BROWSER) : "";
        if (!session.isEmpty()) {
            call.header("Cookie", "__Host-session=" + session);
        }
        if (operation.startsWith("GET")) {
            call.GET();
            return Optional.empty();
        }
        var subject =
                session.isEmpty() ? "" : orders.registry.portal.subject(session).orElseThrow();
        call.header("Sec-Fetch-Site", "same-origin");
        if (operation.equals("POST /requests/:id/documents")) {
            call.header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                    .POST(BodyPublishers.ofByteArray(Files.joined(
                            Files.bytes("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"IDENTITY\";"
                                    + " filename=\"carte.pdf\"\r\n\r\n"),
                            Files.pdf(),
                            Files.bytes("\r\n--" + BOUNDARY + "--\r\n"))));
            return Optional.of(subject);
        }
        call.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(operation) + "&subject=" + URLEncoder.encode(subject, UTF_8)));
        return Optional.empty();
    }
}
