package eu.parvis.api;

import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.account.AccountCapability;
import eu.parvis.activation.ActivationCapability;
import eu.parvis.company.CompanyCapability;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Secret;
import eu.parvis.customers.CustomersCapability;
import eu.parvis.deletion.DeletionCapability;
import eu.parvis.desk.DeskCapability;
import eu.parvis.document.DocumentCapability;
import eu.parvis.journal.JournalCapability;
import eu.parvis.me.MeCapability;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.order.OrderCapability;
import eu.parvis.personaldata.PersonalDataCapability;
import eu.parvis.protection.ProtectionCapability;
import eu.parvis.registration.organisation.RegistrationCapability;
import eu.parvis.registration.person.PersonCapability;
import eu.parvis.request.RequestCapability;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.signin.password.SigninCapability;
import eu.parvis.signin.recovery.RecoveryCapability;
import eu.parvis.signin.terms.AcceptanceCapability;
import eu.parvis.terms.TermsCapability;
import eu.parvis.validation.ValidationCapability;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Generated calls never get a 5xx, and each answer is one that the contract declares; {@link ApiClient} checks that.
 * {@code -Dgenerated.requests=10000 -Dgenerated.seed=7} makes another run.
 */
@ExtendWith(VertxExtension.class)
class GeneratedRequestsTest {

    private static final int REQUESTS = Integer.getInteger("generated.requests", 600);
    private static final long SEED = Long.getLong("generated.seed", 2026);

    /** Sessions end and roles change by what is generated. */
    private static final int NEW_PEOPLE = 100;

    /** As in the examples of the contract. */
    private static final Secret PASSWORD = new Secret("Goéland.7-varech");

    private final RequestGenerator generator = new RequestGenerator(ContractCheck.document(), SEED);
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private Registry registry;
    private List<ApiClient> clients;
    private UUID organisation;
    private int people;

    @BeforeEach
    void open(Vertx vertx) {
        registry = Registry.open(
                vertx,
                Map.of(),
                AccountCapability.DESCRIPTOR,
                SigninCapability.DESCRIPTOR,
                RecoveryCapability.DESCRIPTOR,
                ProtectionCapability.DESCRIPTOR,
                RegistrationCapability.DESCRIPTOR,
                PersonCapability.DESCRIPTOR,
                ActivationCapability.DESCRIPTOR,
                TermsCapability.DESCRIPTOR,
                AcceptanceCapability.DESCRIPTOR,
                CompanyCapability.DESCRIPTOR,
                JournalCapability.DESCRIPTOR,
                DocumentCapability.DESCRIPTOR,
                MeCapability.DESCRIPTOR,
                PersonalDataCapability.DESCRIPTOR,
                DeletionCapability.DESCRIPTOR,
                RequestCapability.DESCRIPTOR,
                OrderCapability.DESCRIPTOR,
                DeskCapability.DESCRIPTOR,
                ValidationCapability.DESCRIPTOR,
                CustomersCapability.DESCRIPTOR);
        organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
    }

    @Test
    void noGeneratedRequestGetsAFaultOrAnAnswerOutsideTheContract() {
        for (var count = 0; count < REQUESTS; count++) {
            if (count % NEW_PEOPLE == 0) {
                registry.clock.advance(Duration.ofMinutes(16));
                clients = clients();
            }
            send(generator.next());
        }

        System.out.println("seed " + SEED + ": " + statuses);
        for (var status : List.of(200, 201, 400, 401, 403, 404, 409)) {
            assertTrue(statuses.containsKey(status), "The calls reach too little: " + statuses);
        }
    }

    private void send(RequestGenerator.Call call) {
        var body = call.body().map(JsonObject::toBuffer).orElseGet(Buffer::buffer);
        var exchange = Await.done(client().send(call.method(), call.path(), body));
        statuses.merge(exchange.status(), 1, Integer::sum);
        assertTrue(exchange.status() < 500, () -> "seed " + SEED + ": " + exchange);
        answer(exchange).ifPresent(generator::learn);
    }

    private static Optional<JsonObject> answer(Exchange exchange) {
        return exchange.accepted()
                        && exchange.body().length() > 0
                        && exchange.body().getByte(0) == '{'
                ? Optional.of(exchange.json())
                : Optional.empty();
    }

    private ApiClient client() {
        var client = generator.one(clients).language(generator.one(List.of("fr", "en", "de")));
        return generator.chance(20)
                ? client.idempotencyKey(generator.one(List.of("\"same\"", "\"\"", "same")))
                : client;
    }

    /** Two administrators of one organisation, a user, somebody who is activating, an operator, and strangers. */
    private List<ApiClient> clients() {
        var members = List.of(
                registry.portal.api(member(Role.ADMINISTRATOR), Kind.OPEN),
                registry.portal.api(member(Role.ADMINISTRATOR), Kind.OPEN),
                registry.portal.api(member(Role.USER), Kind.OPEN),
                registry.portal.api(member(Role.ADMINISTRATOR), Kind.ACTIVATION),
                registry.portal.api(operator(), Kind.OPEN));
        var hash = registry.portal
                .ask(HashingApi.HASH, new HashingApi.Hash(PASSWORD))
                .phc();
        registry.rows.execute("UPDATE account SET password_hash = '" + hash + "' WHERE password_hash LIKE '$chosen'");
        var stranger = registry.portal.api();
        return Stream.concat(members.stream(), Stream.of(stranger, stranger.bearer("x".repeat(43))))
                .toList();
    }

    private UUID member(Role role) {
        return registry.member(organisation, email(), role).account();
    }

    private UUID operator() {
        var account = registry.activeAccount(email());
        registry.rows.execute("UPDATE account SET operator = true WHERE id = '" + account + "'");
        return account;
    }

    private String email() {
        var name = new StringBuilder("camille.verrier");
        Integer.toString(people++).chars().forEach(digit -> name.append((char) ('a' + digit - '0')));
        return name + "@members.example";
    }
}
