package eu.parvis.order;

import static eu.parvis.membership.Role.ADMINISTRATOR;
import static eu.parvis.membership.Role.CERTIFICATION_AGENT;
import static eu.parvis.membership.Role.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.Await;
import eu.parvis.api.ApiClient;
import eu.parvis.api.Exchange;
import eu.parvis.document.DocumentCapability;
import eu.parvis.document.Files;
import eu.parvis.membership.Role;
import eu.parvis.request.Orders;
import eu.parvis.request.Requester;
import eu.parvis.session.SessionApi.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A program finds a request in any of its user's organisations, with the roles of that organisation and no others; a list
 * is that of the organisation for which the session acts.
 */
@ExtendWith(VertxExtension.class)
class OtherOrganisationTest {

    private static final String HIDDEN = Collections.nCopies(8, 404).toString();
    private static final String ALL = "[200, 200, 200, 200, 200, 201, 409, 204]";

    private Orders orders;
    private UUID second;
    private Requester ewen;

    @BeforeEach
    void open(Vertx vertx) {
        orders = new Orders(vertx, DocumentCapability.DESCRIPTOR, OrderCapability.DESCRIPTOR);
        ewen = orders.stranger("ewen.legoff@voilerie.example", USER);
        second = ewen.organisation().orElseThrow();
    }

    /** An administrator of the first organisation, for which the session acts, with these roles in the second. */
    private Requester inBoth(Role... roles) {
        var account = orders.member(
                        "ada." + roles[0].name().toLowerCase(Locale.ROOT).replace('_', '-') + "@kervella.example",
                        ADMINISTRATOR)
                .account();
        orders.registry.clock.advance(Duration.ofMinutes(1));
        return Orders.requester(orders.registry.actor(second, account, roles), roles);
    }

    private ApiClient api(Requester person) {
        return orders.registry.portal.api(person.account(), Kind.OPEN);
    }

    private String path(Requester orderer) {
        return "/requests/"
                + orders.order(orderer, "ID_RGS_1", Orders.me()).request().id();
    }

    private static String outcomes(ApiClient api, String path) {
        var bytes = api.with("Content-Type", "application/octet-stream");
        return Stream.of(
                        api.get(path),
                        api.get(path + "/pdf"),
                        api.get(path + "/documents"),
                        api.patch(path, JsonObject.of("durationMonths", 24)),
                        api.post(path + "/submission"),
                        Await.done(
                                bytes.send(HttpMethod.PUT, path + "/documents/IDENTITY", Buffer.buffer(Files.pdf()))),
                        api.post(path + "/approvals", JsonObject.of("approved", true)),
                        api.delete(path))
                .map(Exchange::status)
                .toList()
                .toString();
    }

    @Test
    void aRequestOfAColleagueInAnotherOrganisationIsSeenWithTheRolesOfThatOrganisation() {
        var seen = Arrays.stream(Role.values())
                .collect(Collectors.toMap(role -> role, role -> outcomes(api(inBoth(role)), path(ewen))));

        seen.forEach((role, outcomes) -> assertEquals(
                List.of(ADMINISTRATOR, CERTIFICATION_AGENT).contains(role) ? ALL : HIDDEN, outcomes, role::name));
    }

    @Test
    void anOwnOrderOfAnotherOrganisationIsFollowedWhileActingForTheFirst() {
        for (var person : List.of(inBoth(USER), inBoth(CERTIFICATION_AGENT, USER))) {
            assertEquals(ALL, outcomes(api(person), path(person)), person::toString);
        }
    }

    @Test
    void aDocumentIsReadAgainWhicheverOrganisationTheSessionActsFor() {
        var person = inBoth(USER);
        var document = path(person) + "/documents/IDENTITY";
        var bytes = api(person).with("Content-Type", "application/octet-stream");
        Await.done(bytes.send(HttpMethod.PUT, document, Buffer.buffer(Files.pdf())));

        assertEquals(200, api(person).get(document).status());
    }

    @Test
    void whoHasLeftTheOtherOrganisationSeesNothingOfItsRequests() {
        var person = inBoth(USER);
        var path = path(person);
        orders.registry.rows.execute(
                "UPDATE member SET state = 'DEACTIVATED' WHERE organisation_id = '" + second + "'");

        assertEquals(HIDDEN, outcomes(api(person), path));
    }

    @Test
    void whatIsDoneInTheOtherOrganisationIsInItsJournal() {
        var person = inBoth(USER);
        var path = path(person);

        api(person).patch(path, JsonObject.of("durationMonths", 24));

        assertEquals(
                List.of(second.toString()),
                orders.registry.rows.query("SELECT organisation_id FROM journal WHERE event = 'REQUEST_CHANGED'"));
    }

    /** A page shows the name of the organisation for which the visitor acts, and nothing of another one. */
    @Test
    void aPageIsAboutTheOrganisationOfTheSession() {
        var person = inBoth(ADMINISTRATOR);
        var browser = orders.registry.portal.browser(person.account(), Kind.OPEN);

        assertEquals(404, browser.get(path(ewen)).statusCode());
    }

    @Test
    void aListIsThatOfTheSessionUnlessAnOrganisationIsNamed() {
        var person = inBoth(ADMINISTRATOR);
        path(ewen);
        var api = api(person);

        assertEquals(0, lines(api, ""));
        assertEquals(1, lines(api, "?organisation=" + second));
        assertEquals(0, lines(api, "?organisation=" + orders.organisation));
        for (var wrong : List.of("?organisation=" + UUID.randomUUID(), "?organisation=x")) {
            assertEquals("error.choice", api.get("/requests" + wrong).codeAt("organisation"));
            assertEquals("error.choice", api.get("/catalogue" + wrong).codeAt("organisation"));
        }
        var stranger = orders.member("mathis.kervella@kervella.example", USER);
        assertEquals(
                "error.choice",
                api(stranger).get("/requests?organisation=" + second).codeAt("organisation"));
    }

    private static int lines(ApiClient api, String query) {
        return api.get("/requests" + query).json().getJsonArray("requests").size();
    }

    @Test
    void theCatalogueSaysWhatMayBeOrderedInTheNamedOrganisation() {
        var person = inBoth(USER);

        assertEquals(List.of(false, true), orderable(api(person), "", "?organisation=" + second));
    }

    private static List<Boolean> orderable(ApiClient api, String... queries) {
        return Stream.of(queries)
                .map(query -> api.get("/catalogue" + query).json().getJsonArray("products").stream()
                        .map(JsonObject.class::cast)
                        .filter(product -> product.getString("code").equals("ID_RGS_1"))
                        .anyMatch(product -> product.getBoolean("orderable")))
                .toList();
    }
}
