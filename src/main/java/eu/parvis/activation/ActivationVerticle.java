package eu.parvis.activation;

import eu.parvis.account.PasswordSettings;
import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import eu.parvis.crypto.TemporaryPasswords;
import eu.parvis.mail.MailStore;
import eu.parvis.membership.InvitationStore;
import eu.parvis.membership.RepresentativeStore;
import eu.parvis.session.SessionStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Serves {@link ActivationApi}. */
public final class ActivationVerticle extends VerticleBase {

    private final Bus bus;
    private final Activations activations;
    private final PasswordStep password;
    private final ContactsStep contacts;
    private final ContactChange contactChange;
    private final UsersStep users;
    private final ChallengesStep challenges;
    private final Replacement replacement;

    public ActivationVerticle(Foundation foundation) {
        var configuration = foundation.configuration();
        var database = foundation.database();
        var steps = new Steps(database, foundation.clock());
        var sessions = new SessionStore(configuration, foundation.random());
        var mails = new MailStore(foundation);
        var policy = configuration.get(PasswordSettings.class).policy();
        var sets = new Challenges(foundation.bus(), database);
        this.bus = foundation.bus();
        this.activations = new Activations(steps, database, sessions);
        this.password = new PasswordStep(steps, bus, database, policy, sessions, mails);
        var representatives = new RepresentativeStore(foundation);
        this.contacts = new ContactsStep(steps, representatives);
        this.contactChange = new ContactChange(bus, database, representatives);
        this.users = new UsersStep(
                steps, bus, database, new InvitationStore(foundation), new TemporaryPasswords(foundation.random()));
        this.challenges = new ChallengesStep(steps, sets, sessions);
        this.replacement = new Replacement(steps, sets, bus, database, mails, foundation.random());
    }

    @Override
    public Future<?> start() {
        return Future.all(
                Future.all(
                        bus.serve(ActivationApi.SHOW, activations::show),
                        bus.serve(ActivationApi.ENTER, activations::enter),
                        bus.serve(ActivationApi.CATCH_UP, activations::catchUp)),
                Future.all(
                        bus.serve(ActivationApi.CHOOSE_PASSWORD, password::choose),
                        bus.serve(ActivationApi.NAME_CONTACTS, contacts::name),
                        bus.serve(ActivationApi.CHANGE_CONTACTS, contactChange::change),
                        bus.serve(ActivationApi.ADD_USERS, users::add),
                        bus.serve(ActivationApi.SET_CHALLENGES, challenges::set),
                        bus.serve(ActivationApi.REPLACE_CHALLENGES, replacement::replace)));
    }
}
