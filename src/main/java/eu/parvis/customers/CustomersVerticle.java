package eu.parvis.customers;

import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;

/** Serves {@link CustomersApi}. */
final class CustomersVerticle extends VerticleBase {

    private final Bus bus;
    private final Customers customers;
    private final OrganisationDecisions decisions;

    CustomersVerticle(Foundation foundation) {
        var services = CustomersServices.of(foundation);
        this.bus = foundation.bus();
        this.customers = new Customers(services);
        this.decisions = new OrganisationDecisions(services, customers);
    }

    @Override
    public Future<?> start() {
        return Future.join(List.of(
                bus.serve(CustomersApi.SEARCH, customers::search),
                bus.serve(CustomersApi.PENDING, customers::pending),
                bus.serve(CustomersApi.ORGANISATION, customers::organisation),
                bus.serve(CustomersApi.PERSON, customers::person),
                bus.serve(CustomersApi.DECIDE, decisions::decide)));
    }
}
