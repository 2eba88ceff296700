package eu.parvis.registration.organisation;

import eu.parvis.capability.Foundation;
import eu.parvis.membership.MembershipSettings;
import eu.parvis.work.Duty;
import eu.parvis.work.Job;
import eu.parvis.work.Worker;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Serves {@link RegistrationApi} and removes organisations that were not activated in time. */
public final class RegistrationVerticle extends VerticleBase {

    private final Foundation foundation;
    private final RegistrationServices services;
    private final Drafts drafts;
    private final Registrations registrations;
    private final RegistrationStatus status;
    private final OwnerOffers offers;
    private final OwnOrganisations own;
    private final UnactivatedSweep unactivated;
    private Worker<Job> worker;

    public RegistrationVerticle(Foundation foundation) {
        this.foundation = foundation;
        this.services = RegistrationServices.of(foundation);
        this.drafts = new Drafts(services);
        var enrolment = new Enrolment(services, drafts);
        this.status = new RegistrationStatus(services, drafts, enrolment);
        this.registrations = new Registrations(services, drafts, enrolment, status);
        this.offers = new OwnerOffers(services, drafts, enrolment);
        this.own = new OwnOrganisations(services, enrolment);
        this.unactivated = new UnactivatedSweep(services);
    }

    @Override
    public Future<?> start() {
        worker = Duty.start(
                vertx,
                foundation,
                "registration.unactivated",
                services.configuration().get(MembershipSettings.class).sweep(),
                unactivated::sweep);
        var bus = services.bus();
        return Future.all(
                Future.all(
                        bus.serve(RegistrationApi.BEGIN_DRAFT, drafts::begin),
                        bus.serve(RegistrationApi.SAVE_DRAFT, drafts::save),
                        bus.serve(RegistrationApi.RECALL, command -> drafts.recall(command.token())),
                        bus.serve(RegistrationApi.LIST, command -> drafts.list(command.tokens())),
                        bus.serve(RegistrationApi.DISCARD, command -> drafts.discard(command.token()))),
                Future.all(
                        bus.serve(RegistrationApi.REGISTER, registrations::register),
                        bus.serve(RegistrationApi.CORRECT_EMAIL, registrations::correctEmail)),
                Future.all(
                        bus.serve(RegistrationApi.FOLLOW, command -> status.follow(command.token())),
                        bus.serve(RegistrationApi.SEND_AGAIN, status::sendAgain)),
                Future.all(
                        bus.serve(RegistrationApi.OFFER, offers::offer),
                        bus.serve(RegistrationApi.ACCEPT, offers::accept),
                        bus.serve(RegistrationApi.ADD, own::add)));
    }

    /** For tests, which advance the clock and then sweep. */
    UnactivatedSweep unactivatedSweep() {
        return unactivated;
    }

    @Override
    public Future<?> stop() {
        worker.halt();
        return Future.succeededFuture();
    }
}
