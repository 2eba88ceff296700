package eu.parvis.activation;

import eu.parvis.account.Account;
import eu.parvis.account.Account.Step;
import eu.parvis.account.AccountStore;
import eu.parvis.activation.ActivationApi.By;
import eu.parvis.activation.ActivationApi.SetChallenges;
import eu.parvis.activation.ActivationApi.StepResult;
import eu.parvis.activation.Steps.WizardUser;
import eu.parvis.bus.Failure;
import eu.parvis.db.Sql;
import eu.parvis.membership.Membership;
import eu.parvis.membership.MembershipStore;
import eu.parvis.organisation.OrganisationStore;
import eu.parvis.request.RequestStore;
import eu.parvis.session.SessionApi;
import eu.parvis.session.SessionStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Step 4: stores the challenge set (CG-51). This activates the account, and for a founder also the organisation (D4).
 */
final class ChallengesStep {

    private final Steps steps;
    private final Challenges challenges;
    private final AccountStore accounts = new AccountStore();
    private final OrganisationStore organisations = new OrganisationStore();
    private final MembershipStore members = new MembershipStore();
    private final RequestStore requests = new RequestStore();
    private final SessionStore sessions;

    ChallengesStep(Steps steps, Challenges challenges, SessionStore sessions) {
        this.steps = steps;
        this.challenges = challenges;
        this.sessions = sessions;
    }

    Future<StepResult> set(SetChallenges command) {
        return steps.enter(command.by(), Step.CHALLENGES)
                .compose(challenges::profile)
                .map(profile -> ChallengeSet.of(command, profile))
                .compose(set -> challenges
                        .hash(set)
                        .compose(phcs -> steps.take(
                                command.by(),
                                Step.CHALLENGES,
                                (sql, wizardUser) -> store(sql, command.by(), wizardUser, set, phcs))));
    }

    private Future<StepResult> store(Sql sql, By by, WizardUser wizardUser, ChallengeSet set, List<String> phcs) {
        var account = wizardUser.account();
        var now = steps.now();
        return challenges
                .store(sql, account.id(), set, phcs, now)
                .compose(replaced -> steps.record(sql, by, wizardUser, ActivationEvent.ACTIVATION_CHALLENGES_CHOSEN))
                .compose(recorded -> activate(sql, by, wizardUser, account))
                .compose(
                        active -> sessions.endOthers(sql, account.id(), by.session(), SessionApi.Ending.ACTIVATED, now))
                .compose(ended -> sessions.rotate(sql, by.session(), SessionApi.Kind.OPEN, now))
                .map(session -> new StepResult(Step.DONE, Optional.of(session)));
    }

    private Future<Void> activate(Sql sql, By by, WizardUser wizardUser, Account account) {
        return accounts.activate(sql, account.id(), steps.now())
                .compose(activated -> activated
                        ? Future.succeededFuture()
                        : Future.failedFuture(Failure.of(Failure.Kind.CONFLICT, "activation.step", Step.PASSWORD)))
                .compose(active -> members.acceptByActivating(sql, account.id(), steps.now()))
                .compose(accepted ->
                        requests.linkOwn(sql, account.id(), account.person().email()))
                .compose(accepted -> steps.record(sql, by, wizardUser, ActivationEvent.ACCOUNT_ACTIVATED))
                .compose(recorded -> activateFounded(sql, by, wizardUser));
    }

    private Future<Void> activateFounded(Sql sql, By by, WizardUser wizardUser) {
        Future<Void> activated = Future.succeededFuture();
        for (var organisation : foundedOrganisations(wizardUser)) {
            activated = activated.compose(before -> organisations.activate(sql, organisation, steps.now()));
        }
        return wizardUser.path().founder()
                ? activated.compose(all -> steps.record(sql, by, wizardUser, ActivationEvent.ORGANISATION_ACTIVATED))
                : activated;
    }

    private static List<UUID> foundedOrganisations(WizardUser wizardUser) {
        return wizardUser.memberships().stream()
                .filter(Membership::founder)
                .map(Membership::organisation)
                .toList();
    }
}
