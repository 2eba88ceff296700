package eu.parvis.registration;

import eu.parvis.bus.Bus;
import eu.parvis.config.Configuration;
import eu.parvis.crypto.Ids;
import eu.parvis.crypto.SecretBox;
import eu.parvis.crypto.Tokens;
import eu.parvis.db.Database;
import eu.parvis.mail.MailStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.security.SecureRandom;
import java.time.Clock;

/** Answers {@link RegistrationApi}, and clears away what nobody finished. */
public final class RegistrationVerticle extends VerticleBase {

    private final Tools tools;
    private final Drafts drafts;
    private final Registrations registrations;
    private final Followed followed;
    private final Offers offers;
    private final Abandoned abandoned;
    private boolean sweeping;

    /** What the rules of this package work with. */
    record Tools(
            Bus bus,
            Database database,
            Configuration configuration,
            SecretBox box,
            Clock clock,
            SecureRandom random,
            RegistrationRepository repository,
            MailStore mails,
            Tokens tokens,
            Ids ids) {}

    public RegistrationVerticle(
            Bus bus, Database database, Configuration configuration, SecretBox box, Clock clock, SecureRandom random) {
        this.tools = new Tools(
                bus,
                database,
                configuration,
                box,
                clock,
                random,
                new RegistrationRepository(),
                new MailStore(box, clock),
                new Tokens(random),
                new Ids(random));
        this.drafts = new Drafts(tools);
        var enrolment = new Enrolment(tools, drafts);
        this.followed = new Followed(tools, drafts, enrolment);
        this.registrations = new Registrations(tools, drafts, enrolment, followed);
        this.offers = new Offers(tools, drafts, enrolment);
        this.abandoned = new Abandoned(tools);
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(tools.configuration().registration().sweep().toMillis(), tick -> sweep());
        var bus = tools.bus();
        return Future.all(
                Future.all(
                        bus.serve(RegistrationApi.KEEP, drafts::keep),
                        bus.serve(RegistrationApi.RECALL, command -> drafts.recall(command.token()))),
                Future.all(
                        bus.serve(RegistrationApi.REGISTER, registrations::register),
                        bus.serve(RegistrationApi.CORRECT_EMAIL, registrations::correctEmail)),
                Future.all(
                        bus.serve(RegistrationApi.FOLLOW, command -> followed.follow(command.token())),
                        bus.serve(RegistrationApi.SEND_AGAIN, followed::sendAgain)),
                Future.all(
                        bus.serve(RegistrationApi.OFFER, offers::offer),
                        bus.serve(RegistrationApi.ACCEPT, offers::accept)));
    }

    /** What the sweep does, for tests that move the time. */
    Abandoned abandoned() {
        return abandoned;
    }

    private void sweep() {
        if (!sweeping) {
            sweeping = true;
            abandoned.sweep().onComplete(swept -> sweeping = false);
        }
    }
}
