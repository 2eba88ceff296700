package eu.parvis.activation;

import eu.parvis.account.Account;
import eu.parvis.account.Account.Step;
import java.util.List;
import java.util.Set;

/**
 * The wizard steps of one person. The founder, who registered the organisation, takes all steps; an invited person only
 * chooses a password and a challenge set.
 *
 * @param step the next step
 */
public record WizardPath(boolean founder, Step step) {

    private static final List<Step> OF_FOUNDER = List.of(Step.PASSWORD, Step.CONTACTS, Step.USERS, Step.CHALLENGES);
    private static final List<Step> OF_INVITED = List.of(Step.PASSWORD, Step.CHALLENGES);

    /** Steps that can be repeated until the wizard ends. A chosen password is changed elsewhere. */
    private static final Set<Step> REPEATABLE = Set.of(Step.CONTACTS, Step.USERS);

    static WizardPath of(Account account, boolean founder) {
        var path = new WizardPath(founder, account.step());
        return account.step() == Step.DONE || path.steps().contains(account.step())
                ? path
                // The organisation was removed, but the person is invited to others.
                : new WizardPath(founder, Step.CHALLENGES);
    }

    /** The steps in order, without {@code DONE}. */
    public List<Step> steps() {
        return founder ? OF_FOUNDER : OF_INVITED;
    }

    /** Whether this step may be taken now: it is the next one, or it can be repeated. */
    public boolean isOpen(Step wanted) {
        return wanted == step || isRepeatable(wanted);
    }

    private boolean isRepeatable(Step wanted) {
        return REPEATABLE.contains(wanted)
                && steps().contains(wanted)
                && wanted.compareTo(step) < 0
                && step != Step.DONE;
    }

    /** The next step after this one. */
    Step after(Step taken) {
        return taken == step ? next(taken) : step;
    }

    private Step next(Step taken) {
        var next = steps().indexOf(taken) + 1;
        return next < steps().size() ? steps().get(next) : Step.DONE;
    }
}
