package eu.parvis.registration.person;

import eu.parvis.capability.Foundation;
import eu.parvis.membership.MembershipSettings;
import eu.parvis.work.Duty;
import eu.parvis.work.Job;
import eu.parvis.work.Worker;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;

/** Serves {@link PersonApi} and removes registrations whose address was not proved in time. */
public final class PersonVerticle extends VerticleBase {

    private final Foundation foundation;
    private final PersonRegistrations registrations;
    private final Verifications verifications;
    private final UnverifiedSweep unverified;
    private Worker<Job> worker;

    public PersonVerticle(Foundation foundation) {
        this.foundation = foundation;
        var services = PersonServices.of(foundation);
        this.registrations = new PersonRegistrations(services, foundation);
        this.verifications = new Verifications(services, registrations, foundation);
        this.unverified = new UnverifiedSweep(services);
    }

    @Override
    public Future<?> start() {
        var interval = foundation.configuration().get(MembershipSettings.class).sweep();
        worker = Duty.start(vertx, foundation, "person.unverified", interval, unverified::sweep);
        var bus = foundation.bus();
        return Future.all(List.of(
                bus.serve(PersonApi.REGISTER, registrations::register),
                bus.serve(PersonApi.FOLLOW, registrations::follow),
                bus.serve(PersonApi.SEND_AGAIN, registrations::sendAgain),
                bus.serve(PersonApi.CORRECT_EMAIL, registrations::correctEmail),
                bus.serve(PersonApi.VERIFY_BY_CODE, verifications::byCode),
                bus.serve(PersonApi.LINK, verifications::link),
                bus.serve(PersonApi.VERIFY_BY_LINK, verifications::byLink),
                bus.serve(PersonApi.RENEW_LINK, verifications::renew),
                bus.serve(PersonApi.DENY, verifications::deny)));
    }

    /** For tests, which advance the clock and then sweep. */
    UnverifiedSweep unverifiedSweep() {
        return unverified;
    }

    @Override
    public Future<?> stop() {
        worker.halt();
        return Future.succeededFuture();
    }
}
