package eu.parvis.customers;

import eu.parvis.Await;
import eu.parvis.bus.Address;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Message;
import eu.parvis.capability.Capability;
import eu.parvis.company.CompanyApi.State;
import eu.parvis.company.Verification.Kind;
import eu.parvis.company.VerificationStore;
import eu.parvis.desk.DeskApi.Operator;
import eu.parvis.desk.DeskCapability;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.request.Orders;
import eu.parvis.request.Requester;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Menuiserie Kervella with an administrator, and the registration desk with an operator. */
final class DeskOffice {

    static final String NOLWENN = "nolwenn.kervella@kervella.example";

    final Orders orders;
    final Registry registry;
    final UUID organisation;
    final Requester nolwenn;
    final Operator yann;

    DeskOffice(Vertx vertx, Capability... more) {
        this(vertx, Map.of(), more);
    }

    DeskOffice(Vertx vertx, Map<String, String> changes, Capability... more) {
        orders = new Orders(
                vertx,
                changes,
                Stream.concat(Stream.of(DeskCapability.DESCRIPTOR, CustomersCapability.DESCRIPTOR), Stream.of(more))
                        .toArray(Capability[]::new));
        registry = orders.registry;
        organisation = orders.organisation;
        nolwenn = orders.member(NOLWENN, Role.ADMINISTRATOR, Role.USER);
        yann = operator("yann.legoff@authority.example");
    }

    Operator operator(String email) {
        var account = registry.activeAccount(email);
        registry.rows.execute("UPDATE account SET operator = true WHERE id = '" + account + "'");
        return new Operator(account, "192.0.2.9");
    }

    /** What the register answers about the organisation, now or after another answer. */
    void registerSays(UUID about, State state) {
        Await.done(VerificationStore.queue(
                registry.database, about, Kind.SIRET, Registry.SIRET, registry.clock.instant()));
        registry.rows.execute("UPDATE verification SET state = '" + state + "', source = 'DIRECTORY', detail = '{}',"
                + " checked_at = '" + registry.clock.instant() + "' WHERE organisation_id = '" + about + "'");
    }

    <Q extends Message, A extends Message> A ask(Address<Q, A> address, Q question) {
        return registry.portal.ask(address, question);
    }

    <Q extends Message> String failure(Address<Q, ?> address, Q command) {
        var failure = (Failure) Await.failure(registry.portal.start(address, command));
        return failure.kind() + " " + failure.messageId();
    }

    void close() {
        Await.done(registry.portal.vertx.close());
    }
}
