package eu.parvis.activation;

import eu.parvis.account.Account.Step;
import eu.parvis.activation.ActivationApi.CatchUp;
import eu.parvis.activation.ActivationApi.Enter;
import eu.parvis.activation.ActivationApi.FoundedOrganisation;
import eu.parvis.activation.ActivationApi.Show;
import eu.parvis.activation.ActivationApi.Standing;
import eu.parvis.activation.ActivationApi.StepResult;
import eu.parvis.activation.Steps.WizardUser;
import eu.parvis.db.Database;
import eu.parvis.membership.MembershipStore;
import eu.parvis.organisation.Organisation;
import eu.parvis.organisation.OrganisationStore;
import eu.parvis.session.SessionApi;
import eu.parvis.session.SessionStore;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** Reports the progress in the wizard. */
final class Activations {

    private final Steps steps;
    private final Database database;
    private final OrganisationStore organisations = new OrganisationStore();
    private final MembershipStore members = new MembershipStore();
    private final SessionStore sessions;

    Activations(Steps steps, Database database, SessionStore sessions) {
        this.steps = steps;
        this.database = database;
        this.sessions = sessions;
    }

    Future<Standing> show(Show question) {
        return steps.wizardUser(question.account()).compose(this::standing);
    }

    Future<Standing> enter(Enter command) {
        return steps.enter(command.by(), command.step()).compose(this::standing);
    }

    private Future<Standing> standing(WizardUser wizardUser) {
        return founded(wizardUser)
                .map(founded ->
                        new Standing(wizardUser.account(), wizardUser.path(), wizardUser.organisations(), founded));
    }

    private Future<Optional<FoundedOrganisation>> founded(WizardUser wizardUser) {
        return wizardUser.foundedOrganisation().isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : organisations
                        .byId(database, wizardUser.foundedOrganisation().get())
                        .compose(found -> founded(found.orElseThrow()))
                        .map(Optional::of);
    }

    private Future<FoundedOrganisation> founded(Organisation organisation) {
        var id = organisation.id();
        return organisations
                .contacts(database, id)
                .compose(contacts -> members.members(database, id)
                        .map(members -> new FoundedOrganisation(
                                id, organisation.name(), organisation.details().country(), contacts, members)));
    }

    Future<StepResult> catchUp(CatchUp command) {
        return steps.wizardUser(command.by().account())
                .compose(wizardUser ->
                        renewSession(command.by().session(), wizardUser.path().step()));
    }

    private Future<StepResult> renewSession(UUID session, Step step) {
        var kind = step == Step.DONE ? SessionApi.Kind.OPEN : SessionApi.Kind.ACTIVATION;
        return sessions.rotate(database, session, kind, steps.now())
                .map(opened -> new StepResult(step, Optional.of(opened)));
    }
}
