package eu.parvis.membership;

import static eu.parvis.membership.Role.ADMINISTRATOR;
import static eu.parvis.membership.Role.TECHNICAL_CONTACT;
import static eu.parvis.membership.Role.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import eu.parvis.Await;
import eu.parvis.api.ApiClient;
import eu.parvis.api.Exchange;
import eu.parvis.company.Verification;
import eu.parvis.company.VerificationStore;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.organisation.Contact;
import eu.parvis.session.SessionApi.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class UserApiTest {

    private Registry registry;
    private UUID organisation;
    private Actor nolwenn;
    private ApiClient anybody;
    private ApiClient api;

    @BeforeEach
    void anAdministratorIsSignedIn(Vertx vertx) {
        registry = Registry.open(vertx);
        organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        nolwenn = registry.member(organisation, "nolwenn.kervella@kervella.example", ADMINISTRATOR);
        anybody = registry.portal.api();
        api = signedIn(nolwenn);
    }

    @Test
    void aUserIsAddedAndListed() {
        var added = api.post("/users", invitation("mael.cariou@kervella.example", "TECHNICAL_CONTACT", "USER"));
        var listed = api.get("/users");

        assertEquals(201, added.status());
        assertEquals("INVITED", added.json().getString("state"));
        assertEquals(
                new JsonArray(List.of("TECHNICAL_CONTACT", "USER")),
                added.json().getJsonArray("roles"));
        assertEquals(added.json(), listed.json().getJsonArray("users").getJsonObject(0));
        assertEquals(2, listed.json().getJsonArray("users").size());
    }

    @Test
    void aChangeOfWhatTheCallerHasNotSeenIsRefusedWithThePresentTag() {
        var mael = "/users/" + registry.user(registry.member(organisation, "mael.cariou@kervella.example", USER));
        var seen = tag(api.get(mael));
        assertEquals(seen, tag(api.get(mael)), "nothing has changed");
        var changed = signedIn(nolwenn).with("If-Match", seen).patch(mael, roles("TECHNICAL_CONTACT"));
        assertEquals(200, changed.status());
        var present = tag(changed);
        assertNotEquals(seen, present);
        assertEquals(present, tag(api.get(mael)));

        for (var stale : List.of(seen, "W/" + present, "\"\"", "anything")) {
            var client = signedIn(nolwenn).with("If-Match", stale);
            for (var refused : List.of(
                    client.patch(mael, roles("ADMINISTRATOR")),
                    client.patch(mael, new JsonObject().put("state", "DEACTIVATED")),
                    client.delete(mael))) {
                assertEquals("412 problem.changed", refused.status() + " " + refused.code());
                assertEquals(present, tag(refused));
            }
        }
        assertEquals(
                new JsonArray(List.of("TECHNICAL_CONTACT")),
                api.get(mael).json().getJsonArray("roles"));
    }

    @Test
    void aConditionThatHoldsChangesNothingOfTheAnswer() {
        var mael = "/users/" + registry.user(registry.member(organisation, "mael.cariou@kervella.example", USER));
        var seen = tag(api.get(mael));

        var once = signedIn(nolwenn).with("If-Match", seen).patch(mael, roles("TECHNICAL_CONTACT"));
        assertEquals(200, once.status());
        var again = signedIn(nolwenn).with("If-Match", seen).patch(mael, roles("TECHNICAL_CONTACT"));
        assertEquals(200, again.status(), "what holds already is no failure");
        assertEquals(204, signedIn(nolwenn).with("If-Match", "*").delete(mael).status());
        var unknown = signedIn(nolwenn).with("If-Match", seen).delete("/users/" + UUID.randomUUID());
        assertEquals(404, unknown.status());
    }

    private static String tag(Exchange exchange) {
        return exchange.headers().get("ETag");
    }

    @Test
    void whoIsAUserAlreadyIsAnsweredAsTheyStand() {
        var added = api.post("/users", invitation("mael.cariou@kervella.example", "USER"));

        var again = api.post("/users", invitation("mael.cariou@kervella.example", "ADMINISTRATOR"));
        var myself = api.post("/users", invitation("nolwenn.kervella@kervella.example", "USER"));

        assertEquals(200, again.status());
        assertEquals(added.json(), again.json());
        assertEquals(200, myself.status());
        assertEquals(new JsonArray(List.of("ADMINISTRATOR")), myself.json().getJsonArray("roles"));
    }

    @Test
    void mandatoryIsAnotherWordForCertificationAgent() {
        var added = api.post("/users", invitation("mael.cariou@kervella.example", "MANDATORY"));

        assertEquals(new JsonArray(List.of("CERTIFICATION_AGENT")), added.json().getJsonArray("roles"));
    }

    @Test
    void whatIsWrongIsSaidAtItsField() {
        var refused = api.post(
                "/users",
                new JsonObject()
                        .put("firstName", "R2D2")
                        .put("email", "mael")
                        .put("emailConfirmation", "mael@kervella.example")
                        .put("roles", new JsonArray(List.of("KING")))
                        .put("colour", "blue"));

        assertEquals(400, refused.status());
        assertEquals("error.personName.digit", refused.codeAt("firstName"));
        assertEquals("error.required", refused.codeAt("lastName"));
        assertEquals("error.email.at", refused.codeAt("email"));
        assertEquals("error.role.unknown", refused.codeAt("roles"));
        assertEquals("error.unknown", refused.codeAt("colour"));
    }

    @Test
    void anAddressTypedInTwoWaysIsRefused() {
        var body = invitation("mael.cariou@kervella.example", "USER").put("emailConfirmation", "mael@kervella.example");

        assertEquals("error.email.confirmation", api.post("/users", body).codeAt("emailConfirmation"));
    }

    @Test
    void nobodyIsWithoutARole() {
        var refused = api.post("/users", invitation("mael.cariou@kervella.example"));

        assertEquals("error.roles.missing", refused.codeAt("roles"));
    }

    @Test
    void rolesAndStateAreChangedOneByOne() {
        var mael = registry.member(organisation, "mael.cariou@kervella.example", USER);
        var path = "/users/" + registry.user(mael);

        var promoted = api.patch(path, roles("USER", "ADMINISTRATOR"));
        var deactivated = api.patch(path, new JsonObject().put("state", "DEACTIVATED"));
        var reactivated = api.patch(path, new JsonObject().put("state", "ACTIVE"));

        assertEquals(
                new JsonArray(List.of("ADMINISTRATOR", "USER")), promoted.json().getJsonArray("roles"));
        assertEquals("DEACTIVATED", deactivated.json().getString("state"));
        assertEquals("ACTIVE", reactivated.json().getString("state"));
        assertEquals(
                "error.userChange",
                api.patch(path, roles("USER").put("state", "ACTIVE")).codeAt("roles"));
        assertEquals("error.userChange", api.patch(path, new JsonObject()).codeAt("roles"));
        assertEquals(204, api.delete(path).status());
    }

    @Test
    void aRoleTakenAwayIsGoneInAnOpenSession() {
        var mael = registry.member(organisation, "mael.cariou@kervella.example", ADMINISTRATOR);
        var maels = signedIn(mael);
        var promotion = "/users/" + registry.user(mael);
        assertEquals(200, maels.patch(promotion, roles("USER", "ADMINISTRATOR")).status());

        api.patch(promotion, roles("USER"));

        assertEquals(403, maels.patch(promotion, roles("USER", "ADMINISTRATOR")).status());
    }

    @Test
    void aDeactivatedPersonsSessionIsDead() {
        var mael = registry.member(organisation, "mael.cariou@kervella.example", USER);
        var maels = signedIn(mael);
        assertEquals(200, maels.get("/organisations/current").status());

        api.delete("/users/" + registry.user(mael));

        assertEquals(401, maels.get("/organisations/current").status());
    }

    @Test
    void nobodyInvitesWithATelephoneNumber() {
        var invitation = invitation("mael.cariou@kervella.example", "USER").put("phone", "02 98 01 23 47");

        assertEquals("error.unknown", api.post("/users", invitation).codeAt("phone"));
    }

    @Test
    void theLastAdministratorStays() {
        var refused = api.delete("/users/" + registry.user(nolwenn));

        assertEquals(409, refused.status());
        assertEquals("users.lastAdministrator", refused.code());
    }

    @Test
    void theAdministrationIsHandedOver() {
        var mael = registry.member(organisation, "mael.cariou@kervella.example", TECHNICAL_CONTACT);

        var successor = api.post("/users/" + registry.user(mael) + "/hand-over");

        assertEquals(
                new JsonArray(List.of("ADMINISTRATOR", "TECHNICAL_CONTACT")),
                successor.json().getJsonArray("roles"));
        assertEquals(403, api.delete("/users/" + registry.user(mael)).status());
    }

    @Test
    void theMailsOfAnInvitationAreSentAgain() {
        var mael = api.post("/users", invitation("mael.cariou@kervella.example", "USER"));
        var path = "/users/" + mael.json().getString("id") + "/mails";

        var tooSoon = api.post(path);
        registry.clock.advance(
                registry.portal.configuration.get(MembershipSettings.class).resendAfter());
        var again = api.post(path);

        assertEquals("users.sentJustNow", tooSoon.code());
        assertEquals("120", tooSoon.headers().get("Retry-After"));
        assertEquals(202, again.status());
        assertEquals(mael.json(), again.json());
    }

    @Test
    void anAccountThatSignsInAgainRepeatsItsCall() {
        var gwen = registry.member(organisation, "gwen.kervella@kervella.example", ADMINISTRATOR);
        var body = invitation("mael.cariou@kervella.example", "USER");
        var added = api.idempotencyKey("one").post("/users", body);

        var again = signedIn(nolwenn).idempotencyKey("\"one\"").post("/users", body);
        var anothers = signedIn(gwen).idempotencyKey("one").post("/users", body);

        assertEquals(201, added.status());
        assertEquals(201, again.status());
        assertEquals(added.body(), again.body());
        assertEquals(200, anothers.status());
    }

    @Test
    void aKeyCountsInTheOrganisationForWhichItWasUsed() {
        var body = invitation("mael.cariou@kervella.example", "USER");
        api.idempotencyKey("one").post("/users", body);

        var other = registry.organisation("90000001900019", "Verrerie des Deux Caps");
        registry.actor(other, nolwenn.account(), ADMINISTRATOR);
        registry.portal.database.execute("UPDATE session SET organisation_id = '" + other + "'");
        var there = api.idempotencyKey("one").post("/users", body);

        assertEquals(201, there.status(), there::toString);
        assertEquals(
                List.of("2"), registry.portal.database.query("SELECT count(*) FROM member WHERE state = 'INVITED'"));
    }

    @Test
    void aCallWhoseAnswerWasLostFindsItsEffect() {
        var body = invitation("mael.cariou@kervella.example", "USER");
        var added = api.idempotencyKey("one").post("/users", body);
        var path = "/users/" + added.json().getString("id") + "/mails";
        registry.clock.advance(
                registry.portal.configuration.get(MembershipSettings.class).resendAfter());
        var sent = api.idempotencyKey("two").post(path);
        assertEquals(202, sent.status());
        var mails = registry.portal.database.query("SELECT count(*) FROM mail");

        // as if the node had died before it could store the answers
        registry.portal.database.execute("DELETE FROM idempotency");

        var addedAgain = api.idempotencyKey("one").post("/users", body);
        var sentAgain = api.idempotencyKey("two").post(path);
        assertEquals(201, addedAgain.status());
        assertEquals(added.body(), addedAgain.body());
        assertEquals(202, sentAgain.status());
        assertEquals(sent.body(), sentAgain.body());
        assertEquals(mails, registry.portal.database.query("SELECT count(*) FROM mail"));
    }

    @Test
    void anInvitationThatIsWithdrawnIsGone() {
        var mael = api.post("/users", invitation("mael.cariou@kervella.example", "USER"));
        var path = "/users/" + mael.json().getString("id");

        var withdrawn = api.delete(path);

        assertEquals(200, withdrawn.status());
        assertEquals(mael.json().put("state", "WITHDRAWN"), withdrawn.json());
        assertEquals(404, api.get(path).status());
        assertEquals(1, api.get("/users").json().getJsonArray("users").size());
        assertEquals(404, api.post(path + "/mails").status());
        assertEquals(404, api.delete(path).status());
        var again = api.post("/users", invitation("mael.cariou@kervella.example", "USER"));
        assertEquals("INVITED", again.json().getString("state"));
    }

    @Test
    void aChangeOfStateThatWithdrawsAnInvitationSaysSo() {
        var mael = api.post("/users", invitation("mael.cariou@kervella.example", "USER"));

        var withdrawn =
                api.patch("/users/" + mael.json().getString("id"), new JsonObject().put("state", "DEACTIVATED"));

        assertEquals(200, withdrawn.status());
        assertEquals("WITHDRAWN", withdrawn.json().getString("state"));
    }

    @Test
    void everyMemberReadsOneUser() {
        var mael = api.post("/users", invitation("mael.cariou@kervella.example", "USER"));
        var gael = signedIn(registry.member(organisation, "gael.bihan@kervella.example", USER));

        assertEquals(
                mael.json(), api.get("/users/" + mael.json().getString("id")).json());
        assertEquals(
                mael.json(), gael.get("/users/" + mael.json().getString("id")).json());
        assertEquals(
                "/api/v1/users/" + mael.json().getString("id"), mael.headers().get("Location"));
    }

    @Test
    void aHandOverThatIsAskedForAgainIsAnsweredAsBefore() {
        var mael = registry.member(organisation, "mael.cariou@kervella.example", TECHNICAL_CONTACT);
        var gael = registry.member(organisation, "gael.bihan@kervella.example", USER);
        var path = "/users/" + registry.user(mael) + "/hand-over";

        var first = api.post(path);
        var again = api.post(path);

        assertEquals(200, again.status(), again::toString);
        assertEquals(first.json(), again.json());
        assertEquals(
                1,
                registry.portal
                        .database
                        .query("SELECT 1 FROM journal WHERE event = 'ORGANISATION_HANDED_OVER'")
                        .size());
        assertEquals(
                403, api.post("/users/" + registry.user(gael) + "/hand-over").status());
        assertEquals(403, signedIn(gael).post(path).status());
    }

    @Test
    void anAdministratorWhoGivesUpTheRoleIsAnsweredAlikeWhenTheCallIsRepeated() {
        registry.member(organisation, "mael.cariou@kervella.example", ADMINISTRATOR);
        var gael = registry.member(organisation, "gael.bihan@kervella.example", USER);
        var own = "/users/" + registry.user(nolwenn);

        var first = api.patch(own, roles("USER"));
        var again = api.patch(own, roles("USER"));

        assertEquals(200, first.status(), first::toString);
        assertEquals(200, again.status(), again::toString);
        assertEquals(first.json(), again.json());
        assertEquals(
                1,
                registry.portal
                        .database
                        .query("SELECT 1 FROM journal WHERE event = 'ROLES_CHANGED'")
                        .size());
        assertEquals(403, api.patch(own, roles("ADMINISTRATOR", "USER")).status());
        assertEquals(403, api.patch(own, roles("TECHNICAL_CONTACT")).status());
        assertEquals(
                403, api.patch("/users/" + registry.user(gael), roles("USER")).status());
        assertEquals(
                403, api.patch(own, new JsonObject().put("state", "ACTIVE")).status());
    }

    @Test
    void aHandOverThatWasUndoneIsNotAnsweredAgain() {
        var mael = registry.member(organisation, "mael.cariou@kervella.example", TECHNICAL_CONTACT);
        var path = "/users/" + registry.user(mael) + "/hand-over";
        api.post(path);
        signedIn(mael).post("/users/" + registry.user(nolwenn) + "/hand-over");
        var gael = registry.member(organisation, "gael.bihan@kervella.example", ADMINISTRATOR);

        signedIn(gael).patch("/users/" + registry.user(nolwenn), roles("USER"));

        assertEquals(403, api.post(path).status());
    }

    @Test
    void whatAChangeLeavesOutMayBeNullOrAnEmptyList() {
        var path = "/users/" + registry.user(registry.member(organisation, "mael.cariou@kervella.example", USER));

        var state = new JsonObject().put("state", "DEACTIVATED");
        assertEquals(200, api.patch(path, state.copy().putNull("roles")).status());
        assertEquals(
                200, api.patch(path, state.copy().put("roles", new JsonArray())).status());
        assertEquals(200, api.patch(path, roles("USER").putNull("state")).status());
        assertEquals("error.userChange", api.patch(path, roles()).codeAt("roles"));
        assertEquals(
                "error.userChange",
                api.patch(path, new JsonObject().putNull("roles").putNull("state"))
                        .codeAt("roles"));
        assertEquals(
                "error.required",
                api.patch(path, new JsonObject().put("state", "")).codeAt("state"));
    }

    @Test
    void onlyAdministratorsChangeAnything() {
        var user = signedIn(registry.member(organisation, "mael.cariou@kervella.example", USER));
        var path = "/users/" + registry.user(nolwenn);

        everyChange(user, path).forEach(refused -> assertEquals(403, refused.status(), refused.toString()));
        everyChange(anybody, path).forEach(refused -> assertEquals(401, refused.status(), refused.toString()));
        assertEquals(401, anybody.get("/users").status());
        assertEquals(200, user.get("/users").status());
    }

    @Test
    void aUserOfAnotherOrganisationAnswersLikeNobody() {
        var other = registry.organisation("90000001900019", "Verrerie des Deux Caps");
        var stranger = registry.member(other, "erwan.tanguy@verrerie.example", USER);

        var foreign = onOneUser(api, "/users/" + registry.user(stranger)).toList();
        var absent = onOneUser(api, "/users/" + UUID.randomUUID()).toList();

        for (var i = 0; i < foreign.size(); i++) {
            assertEquals(404, foreign.get(i).status());
            assertEquals(absent.get(i).body(), foreign.get(i).body());
        }
        assertEquals(404, api.delete("/users/not-an-id").status());
    }

    @Test
    void everyMemberSeesTheOrganisation() {
        Await.done(VerificationStore.queue(
                registry.database, organisation, Verification.Kind.SIRET, Registry.SIRET, registry.clock.instant()));
        Await.done(registry.organisations.saveContact(
                registry.database,
                organisation,
                new Contact(
                        Contact.Kind.LEGAL_REPRESENTATIVE,
                        Optional.of(nolwenn.account()),
                        Registry.person("nolwenn.kervella@kervella.example")),
                registry.clock.instant()));
        var user = signedIn(registry.member(organisation, "mael.cariou@kervella.example", USER));

        var seen = user.get("/organisations/current").json();

        assertEquals(Registry.SIRET, seen.getString("siret"));
        assertEquals("UNVERIFIED", seen.getString("verification"));
        assertEquals(
                "LEGAL_REPRESENTATIVE",
                seen.getJsonArray("contacts").getJsonObject(0).getString("kind"));
        assertFalse(seen.containsKey("vatNumber"));
        assertEquals(seen, user.get("/organisations/" + organisation).json());
        var stranger = signedIn(registry.member(
                registry.organisation("90000001900019", "Verrerie des Deux Caps"),
                "erwan.tanguy@verrerie.example",
                USER));
        assertEquals(404, stranger.get("/organisations/" + organisation).status());
        assertEquals(
                List.of(
                        "id",
                        "registeredIn",
                        "siret",
                        "type",
                        "name",
                        "phone",
                        "address",
                        "postcode",
                        "town",
                        "region",
                        "country",
                        "verification",
                        "contacts"),
                List.copyOf(seen.fieldNames()));
    }

    @Test
    void whoBelongsToNoOrganisationSeesNone() {
        var lotte = registry.activeAccount("lotte.verhaeghe@deuxrives.example");
        var lottes = anybody.bearer(registry.token(lotte, Channel.API));

        assertEquals(404, lottes.get("/organisations/current").status());
        assertEquals(403, lottes.get("/users").status());
    }

    private static Stream<Exchange> everyChange(ApiClient client, String user) {
        return Stream.concat(
                Stream.of(client.post("/users", invitation("gael.bihan@kervella.example", "USER"))),
                onOneUser(client, user));
    }

    private static Stream<Exchange> onOneUser(ApiClient client, String path) {
        return Stream.of(
                client.patch(path, roles("USER")),
                client.patch(path, new JsonObject().put("state", "ACTIVE")),
                client.delete(path),
                client.post(path + "/mails"),
                client.post(path + "/hand-over"));
    }

    private ApiClient signedIn(Actor actor) {
        return anybody.bearer(registry.token(actor.account(), Channel.API));
    }

    private static JsonObject invitation(String email, String... roles) {
        var person = Registry.person(email);
        return roles(roles)
                .put("firstName", person.firstName().value())
                .put("lastName", person.lastName().value())
                .put("email", email)
                .put("emailConfirmation", email);
    }

    private static JsonObject roles(String... roles) {
        return new JsonObject().put("roles", new JsonArray(List.of(roles)));
    }
}
