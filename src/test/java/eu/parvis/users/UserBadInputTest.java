package eu.parvis.users;

import static eu.parvis.badinput.FieldRule.optional;
import static eu.parvis.badinput.FieldRule.required;
import static eu.parvis.badinput.NastyValue.ALL;
import static eu.parvis.badinput.NastyValue.IN_ADDRESS;
import static eu.parvis.badinput.NastyValue.NO_NAME;
import static eu.parvis.badinput.ValueTrial.inAddress;
import static eu.parvis.membership.Role.ADMINISTRATOR;
import static eu.parvis.membership.Role.USER;

import eu.parvis.Await;
import eu.parvis.api.ApiClient;
import eu.parvis.api.Exchange;
import eu.parvis.badinput.ApiTrial;
import eu.parvis.badinput.FieldRule;
import eu.parvis.badinput.FormTrial;
import eu.parvis.badinput.ValueTrial;
import eu.parvis.badinput.ValueTrial.Answer;
import eu.parvis.crypto.Secret;
import eu.parvis.http.Browser;
import eu.parvis.http.Input;
import eu.parvis.http.PersonInput;
import eu.parvis.joining.JoinAccess;
import eu.parvis.joining.JoinRequest;
import eu.parvis.membership.MemberInput;
import eu.parvis.membership.MembershipApi;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.membership.Registry;
import eu.parvis.organisation.NumberInput;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.values.Country;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nasty values in forms about users: they cause no failure, and the input is shown again. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserBadInputTest {

    private static final String MAEL = "mael.cariou@kervella.example";
    private static final String LOTTE = "lotte.verhaeghe@deuxrives.example";
    private static final List<FieldRule> PERSON = List.of(
            required("firstName", NO_NAME),
            required("lastName", NO_NAME),
            required("email", ALL),
            required("emailConfirmation", ALL));
    private static final FieldRule ROLES = required("roles", ALL);
    private static final FieldRule DECISION = required("decision", ALL);
    private static final List<String> APPROVAL = List.of("roles", "USER", "decision", "approve");

    private Registry registry;
    private Actor nolwenn;
    private Actor yann;
    private ApiClient anybody;
    private ApiClient api;

    @BeforeAll
    void anAdministratorIsSignedIn(Vertx vertx) {
        registry = Registry.open(vertx);
        var organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        nolwenn = registry.member(organisation, "nolwenn.kervella@kervella.example", ADMINISTRATOR);
        yann = registry.member(organisation, "yann.quere@kervella.example", USER);
        anybody = registry.portal.api();
        api = anybody.bearer(registry.token(nolwenn.account(), Channel.API));
    }

    // --- Users --------------------------------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicContainer> theFormThatAddsAUser() {
        var form = List.of(
                "firstName", "Maël",
                "lastName", "Cariou",
                "email", MAEL,
                "emailConfirmation", MAEL,
                "roles", "TECHNICAL_CONTACT",
                "roles", "USER");
        return new FormTrial(this::beforeMael, "/users", form, with(PERSON, ROLES))
                .readBy(UserBadInputTest::readUser)
                .tests();
    }

    private Browser beforeMael() {
        forgetMael();
        return browser();
    }

    private void forgetMael() {
        var mael = " IN (SELECT id FROM account WHERE email = '" + MAEL + "')";
        registry.rows.execute(
                "DELETE FROM mail",
                "DELETE FROM member WHERE account_id" + mael,
                "DELETE FROM account WHERE id" + mael);
    }

    private Browser browser() {
        return registry.portal.browser().with("session", registry.token(nolwenn.account(), Channel.BROWSER));
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatAddsAUser() {
        forgetMael();
        var body =
                person().put("roles", new JsonArray().add("TECHNICAL_CONTACT").add("USER"));
        Function<Buffer, Exchange> call = sent -> {
            var added = send(api, HttpMethod.POST, "/users", sent);
            if (added.status() == 201) {
                forgetMael();
            }
            return added;
        };
        return new ApiTrial(call, body, with(PERSON, ROLES), 201)
                .readBy(UserBadInputTest::readUser)
                .tests();
    }

    private static void readUser(Input in) {
        PersonInput.invited(in);
        readRoles(in);
    }

    private static void readRoles(Input in) {
        MemberInput.roles(in);
        in.end();
    }

    @TestFactory
    Stream<DynamicContainer> theFormThatChangesRoles() {
        var form = List.of("roles", "TECHNICAL_CONTACT", "roles", "USER");
        return new FormTrial(this::browser, "/users/" + registry.user(yann) + "/roles", form, List.of(ROLES))
                .readBy(UserBadInputTest::readRoles)
                .tests();
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatChangesRoles() {
        return new ApiTrial(this::change, JsonObject.of("roles", JsonArray.of("USER")), List.of(ROLES), 200)
                .readBy(UserBadInputTest::readRoles, "roles")
                .tests();
    }

    private Exchange change(Buffer body) {
        return send(api, HttpMethod.PATCH, "/users/" + registry.user(yann), body);
    }

    // --- Invitations --------------------------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicContainer> theCallThatAnswersAnInvitation() {
        return new ApiTrial(this::answer, JsonObject.of("decision", "DECLINE"), List.of(DECISION), 204).tests();
    }

    /** Answers another invitation each time. */
    private Exchange answer(Buffer body) {
        registry.rows.execute("DELETE FROM mail");
        var lotte = registry.rows.query("SELECT id FROM account WHERE email = '" + LOTTE + "'").stream()
                .findFirst()
                .map(UUID::fromString)
                .orElseGet(() -> registry.activeAccount(LOTTE));
        var invited = registry.portal.ask(
                MembershipApi.ADD_USER, new MembershipApi.AddUser(nolwenn, Registry.person(LOTTE), List.of(USER)));
        var lottes = anybody.bearer(registry.token(lotte, Channel.API));
        return send(lottes, HttpMethod.PATCH, "/invitations/" + invited.user().id(), body);
    }

    @TestFactory
    Stream<DynamicTest> theInvitationThatIsAnswered() {
        var browser = browser();
        return new ValueTrial(
                        IN_ADDRESS,
                        id -> Answer.of(browser.post("/invitations/" + inAddress(id), "decision", "ACCEPT")),
                        404)
                .tests();
    }

    // --- Requests to join ---------------------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicContainer> theCallThatAsksToJoin() {
        registry.rows.execute("DELETE FROM mail", "DELETE FROM join_request");
        var rules = new ArrayList<FieldRule>();
        rules.add(required("organisation.registeredIn", ALL));
        rules.add(required("organisation.siret", ALL));
        PERSON.forEach(rule -> rules.add(rule.under("person")));
        rules.add(optional("phone", ALL).under("person"));
        rules.add(required("language", ALL));
        var order = order();
        order.getJsonObject("person").put("phone", "02 98 01 23 47");
        return new ApiTrial(this::ask, order, rules, 201)
                .readBy(in -> {
                    NumberInput.number(in.object("organisation"));
                    PersonInput.withOptionalPhone(in.object("person"), Country.FRANCE);
                    PersonInput.language(in);
                    in.end();
                })
                .tests();
    }

    private Exchange ask(Buffer body) {
        var asked = send(anybody, HttpMethod.POST, "/join-requests", body);
        if (asked.status() == 201) {
            registry.rows.execute("DELETE FROM mail", "DELETE FROM join_request");
        }
        return asked;
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatDecides() {
        var rules = List.of(DECISION, new FieldRule("roles", ALL, true, false, ROLES.twin()));
        var body = JsonObject.of("decision", "REFUSE", "roles", JsonArray.of("USER"));
        return new ApiTrial(this::decide, body, rules, 200).tests();
    }

    /** Decides another request each time. */
    private Exchange decide(Buffer body) {
        return send(api, HttpMethod.PATCH, "/join-requests/" + asked(), body);
    }

    private UUID asked() {
        registry.rows.execute("DELETE FROM mail", "DELETE FROM join_request");
        return UUID.fromString(anybody.post("/join-requests", order()).json().getString("id"));
    }

    @TestFactory
    Stream<DynamicContainer> theFormInWhichAnAdministratorDecides() {
        return new FormTrial(this::browser, "/join-requests/" + asked(), APPROVAL, List.of(ROLES, DECISION)).tests();
    }

    @TestFactory
    Stream<DynamicContainer> theFormOfWhoDecidesByALink() {
        var request = asked();
        var form = new ArrayList<>(APPROVAL);
        form.addAll(List.of("token", passedOn(request).text()));
        return new FormTrial(this::stranger, "/join-decision/" + request, form, List.of(ROLES, DECISION)).tests();
    }

    /** Escalates to the operator and returns the token of their link. */
    private Secret passedOn(UUID request) {
        registry.rows.execute("UPDATE join_request SET asked = 'OPERATOR'");
        return JoinAccess.deciding(registry, request, JoinRequest.DecidingParty.OPERATOR);
    }

    private Browser stranger() {
        return registry.portal.browser();
    }

    @TestFactory
    Stream<DynamicTest> theTokenOfTheLinkByWhichSomebodyDecides() {
        var path = "/join-decision/" + asked();
        return new ValueTrial(
                        ALL,
                        token -> Answer.of(
                                stranger().post(path, "token", token, "decision", "approve", "roles", "USER")),
                        404)
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> theRequestThatIsDecidedByALink() {
        return new ValueTrial(
                        IN_ADDRESS,
                        id -> Answer.of(stranger().post("/join-decision/" + inAddress(id), "decision", "refuse")),
                        404)
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> theRequestThatAnAdministratorDecides() {
        var browser = browser();
        return new ValueTrial(
                        IN_ADDRESS,
                        id -> Answer.of(browser.post("/join-requests/" + inAddress(id), "decision", "refuse")),
                        404)
                .tests();
    }

    private static JsonObject order() {
        return JsonObject.of(
                "organisation",
                JsonObject.of("registeredIn", "FRANCE", "siret", Registry.SIRET),
                "person",
                person(),
                "language",
                "fr");
    }

    // ------------------------------------------------------------------------------------------------------------

    private static JsonObject person() {
        return JsonObject.of("firstName", "Maël", "lastName", "Cariou", "email", MAEL, "emailConfirmation", MAEL);
    }

    private static List<FieldRule> with(List<FieldRule> rules, FieldRule more) {
        var all = new ArrayList<>(rules);
        all.add(more);
        return all;
    }

    private static Exchange send(ApiClient client, HttpMethod method, String path, Buffer body) {
        return Await.done(client.send(method, path, body));
    }
}
