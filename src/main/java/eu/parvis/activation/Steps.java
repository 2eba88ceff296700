package eu.parvis.activation;

import eu.parvis.account.Account;
import eu.parvis.account.Account.Step;
import eu.parvis.account.AccountStore;
import eu.parvis.activation.ActivationApi.By;
import eu.parvis.activation.ActivationApi.StepResult;
import eu.parvis.audit.AuditStore;
import eu.parvis.audit.Entry;
import eu.parvis.audit.Event;
import eu.parvis.bus.Failure;
import eu.parvis.db.Database;
import eu.parvis.db.Sql;
import eu.parvis.membership.InvitationStore;
import eu.parvis.membership.Membership;
import eu.parvis.membership.MembershipStore;
import eu.parvis.membership.Role;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * Common parts of all steps: checks that the step is due, and takes it once even if several requests arrive together.
 */
final class Steps {

    private static final String WRONG_STEP = "activation.step";

    private final Database database;
    private final AccountStore accounts = new AccountStore();
    private final MembershipStore members = new MembershipStore();
    private final AuditStore journal;
    private final Clock clock;

    Steps(Database database, Clock clock) {
        this.database = database;
        this.journal = new AuditStore(clock);
        this.clock = clock;
    }

    /** A person in the wizard. */
    record WizardUser(Account account, List<Membership> memberships, WizardPath path) {

        static WizardUser of(Account account, List<Membership> memberships) {
            return new WizardUser(
                    account,
                    memberships,
                    WizardPath.of(account, memberships.stream().anyMatch(Membership::founder)));
        }

        /** Names of the organisations. */
        List<String> organisations() {
            return memberships.stream().map(Membership::name).toList();
        }

        /** The person's roles in this organisation. */
        List<Role> roles(UUID organisation) {
            return memberships.stream()
                    .filter(membership -> membership.organisation().equals(organisation))
                    .findFirst()
                    .map(Membership::roles)
                    .orElse(List.of());
        }

        /** The organisation that this person registered. */
        Optional<UUID> foundedOrganisation() {
            return memberships.stream()
                    .filter(Membership::founder)
                    .map(Membership::organisation)
                    .findFirst();
        }
    }

    Instant now() {
        return clock.instant();
    }

    Future<WizardUser> wizardUser(UUID account) {
        return wizardUser(database, accounts.byId(database, account));
    }

    private Future<WizardUser> wizardUser(Sql sql, Future<Optional<Account>> account) {
        return account.map(found -> found.orElseThrow(Steps::unauthenticated))
                .compose(person -> members.memberships(sql, person.id())
                        .map(memberships -> WizardUser.of(person, shownInWizard(memberships))));
    }

    /**
     * The memberships that matter in the wizard: the organisation the person registered, and the one that created the
     * account. Other invitations do not matter here.
     */
    private static List<Membership> shownInWizard(List<Membership> memberships) {
        return memberships.stream()
                .filter(membership -> membership.founder() || membership.countsAsMember())
                .toList();
    }

    private static Failure unauthenticated() {
        return Failure.of(Failure.Kind.UNAUTHENTICATED, "problem.unauthenticated");
    }

    /** Checks that the step may be taken, before expensive work such as hashing; {@link #take} checks again. */
    Future<WizardUser> enter(By by, Step step) {
        return recordSkips(by, step, wizardUser(by.account()).map(wizardUser -> requireOpen(wizardUser, step)));
    }

    /** Takes a step in one transaction, with the account locked. */
    <T> Future<T> take(By by, Step step, BiFunction<Sql, WizardUser, Future<T>> work) {
        return recordSkips(
                by,
                step,
                inTransaction(by, step, work)
                        .recover(cause -> InvitationStore.isRetryable(cause)
                                ? inTransaction(by, step, work)
                                : Future.failedFuture(cause)));
    }

    private <T> Future<T> inTransaction(By by, Step step, BiFunction<Sql, WizardUser, Future<T>> work) {
        return database.inTransaction(sql -> wizardUser(sql, accounts.lock(sql, by.account()))
                .map(wizardUser -> requireOpen(wizardUser, step))
                .compose(wizardUser -> work.apply(sql, wizardUser)));
    }

    private static WizardUser requireOpen(WizardUser wizardUser, Step step) {
        if (!wizardUser.path().isOpen(step)) {
            throw wrongStep(wizardUser);
        }
        return wizardUser;
    }

    private static Failure wrongStep(WizardUser wizardUser) {
        return Failure.of(Failure.Kind.CONFLICT, WRONG_STEP, wizardUser.path().step());
    }

    /**
     * Records an attempt to skip a step in the journal. A repeated step, such as by a second click, is not recorded.
     */
    private <T> Future<T> recordSkips(By by, Step wanted, Future<T> attempt) {
        return attempt.recover(cause -> isSkip(cause, wanted)
                ? journal.record(database, skipEntry(by, wanted))
                        .recover(Failure::withoutEffect)
                        .compose(recorded -> Future.failedFuture(cause))
                : Future.failedFuture(cause));
    }

    private static boolean isSkip(Throwable cause, Step wanted) {
        return cause instanceof Failure failure
                && failure.messageId().equals(WRONG_STEP)
                && Step.valueOf(failure.arguments().get(0)).compareTo(wanted) < 0;
    }

    private static Entry skipEntry(By by, Step wanted) {
        return Entry.refused(ActivationEvent.ACTIVATION_STEP_REFUSED)
                .by(by.account())
                .on(wanted)
                .from(by.address());
    }

    /** Moves the wizard to the step after this one. */
    Future<StepResult> leave(Sql sql, WizardUser wizardUser, Step taken) {
        var next = wizardUser.path().after(taken);
        return accounts.moveStep(
                        sql, wizardUser.account().id(), wizardUser.account().step(), next)
                .map(moved -> {
                    if (!moved) {
                        throw wrongStep(wizardUser);
                    }
                    return new StepResult(next, Optional.empty());
                });
    }

    Future<Void> record(Sql sql, By by, WizardUser wizardUser, Event event) {
        var entry = Entry.done(event).by(by.account()).from(by.address());
        return journal.record(
                sql, wizardUser.foundedOrganisation().map(entry::in).orElse(entry));
    }
}
