package eu.parvis.activation;

import eu.parvis.account.Account;
import eu.parvis.account.Account.Step;
import eu.parvis.account.AccountStore;
import eu.parvis.activation.ActivationApi.By;
import eu.parvis.activation.ActivationApi.Moved;
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
    record Walker(Account account, List<Membership> memberships, WizardPath way) {

        static Walker of(Account account, List<Membership> memberships) {
            return new Walker(
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
        Optional<UUID> founded() {
            return memberships.stream()
                    .filter(Membership::founder)
                    .map(Membership::organisation)
                    .findFirst();
        }
    }

    Instant now() {
        return clock.instant();
    }

    Future<Walker> walker(UUID account) {
        return walker(database, accounts.byId(database, account));
    }

    private Future<Walker> walker(Sql sql, Future<Optional<Account>> account) {
        return account.map(found -> found.orElseThrow(Steps::gone))
                .compose(person -> members.memberships(sql, person.id())
                        .map(memberships -> Walker.of(person, theirs(memberships))));
    }

    /**
     * The memberships that matter in the wizard: the organisation the person registered, and the one that created the
     * account. Other invitations do not matter here.
     */
    private static List<Membership> theirs(List<Membership> memberships) {
        return memberships.stream()
                .filter(membership -> membership.founder() || membership.theirs())
                .toList();
    }

    private static Failure gone() {
        return Failure.of(Failure.Kind.UNAUTHENTICATED, "problem.unauthenticated");
    }

    /** Checks that the step may be taken, before expensive work such as hashing; {@link #take} checks again. */
    Future<Walker> enter(By by, Step step) {
        return noted(by, step, walker(by.account()).map(walker -> admitted(walker, step)));
    }

    /** Takes a step in one transaction, with the account locked. */
    <T> Future<T> take(By by, Step step, BiFunction<Sql, Walker, Future<T>> work) {
        return noted(
                by,
                step,
                inTransaction(by, step, work)
                        .recover(cause -> InvitationStore.again(cause)
                                ? inTransaction(by, step, work)
                                : Future.failedFuture(cause)));
    }

    private <T> Future<T> inTransaction(By by, Step step, BiFunction<Sql, Walker, Future<T>> work) {
        return database.inTransaction(sql -> walker(sql, accounts.lock(sql, by.account()))
                .map(walker -> admitted(walker, step))
                .compose(walker -> work.apply(sql, walker)));
    }

    private static Walker admitted(Walker walker, Step step) {
        if (!walker.way().isOpen(step)) {
            throw wrongStep(walker);
        }
        return walker;
    }

    private static Failure wrongStep(Walker walker) {
        return Failure.of(Failure.Kind.CONFLICT, WRONG_STEP, walker.way().step());
    }

    /**
     * Records an attempt to skip a step in the journal. A repeated step, such as by a second click, is not recorded.
     */
    private <T> Future<T> noted(By by, Step wanted, Future<T> attempt) {
        return attempt.recover(cause -> isSkip(cause, wanted)
                ? journal.record(database, refused(by, wanted)).compose(noted -> Future.failedFuture(cause))
                : Future.failedFuture(cause));
    }

    private static boolean isSkip(Throwable cause, Step wanted) {
        return cause instanceof Failure failure
                && failure.messageId().equals(WRONG_STEP)
                && Step.valueOf(failure.arguments().get(0)).compareTo(wanted) < 0;
    }

    private static Entry refused(By by, Step wanted) {
        return Entry.refused(ActivationEvent.ACTIVATION_STEP_REFUSED)
                .by(by.account())
                .on(wanted)
                .from(by.address());
    }

    /** Moves the wizard to the step after this one. */
    Future<Moved> leave(Sql sql, Walker walker, Step taken) {
        var next = walker.way().after(taken);
        return accounts.moveStep(sql, walker.account().id(), walker.account().step(), next)
                .map(moved -> {
                    if (!moved) {
                        throw wrongStep(walker);
                    }
                    return new Moved(next, Optional.empty());
                });
    }

    Future<Void> record(Sql sql, By by, Walker walker, Event event) {
        var entry = Entry.done(event).by(by.account()).from(by.address());
        return journal.record(sql, walker.founded().map(entry::in).orElse(entry));
    }
}
