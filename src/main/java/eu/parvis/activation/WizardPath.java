package eu.parvis.activation;

import eu.parvis.account.Account;
import eu.parvis.account.Account.Step;
import java.util.List;
import java.util.Set;

/**
 * One person's way through the wizard. Who registered the organisation answers for it and walks every step; who was
 * invited only makes the account their own.
 *
 * @param step the next one to take
 */
public record WizardPath(boolean founder, Step step) {

    private static final List<Step> OF_FOUNDER = List.of(Step.PASSWORD, Step.CONTACTS, Step.USERS, Step.CHALLENGES);
    private static final List<Step> OF_INVITED = List.of(Step.PASSWORD, Step.CHALLENGES);

    /** May be taken again as long as the wizard lasts. A password that was chosen is changed elsewhere. */
    private static final Set<Step> REPEATABLE = Set.of(Step.CONTACTS, Step.USERS);

    static WizardPath of(Account account, boolean founder) {
        var way = new WizardPath(founder, account.step());
        return account.step() == Step.DONE || way.steps().contains(account.step())
                ? way
                // their organisation is gone while others have invited them
                : new WizardPath(founder, Step.CHALLENGES);
    }

    /** In their order, without {@code DONE}. */
    public List<Step> steps() {
        return founder ? OF_FOUNDER : OF_INVITED;
    }

    /** Whether this step may be taken now: because it is the next one, or once more. */
    public boolean isOpen(Step wanted) {
        return wanted == step || isRepeatable(wanted);
    }

    private boolean isRepeatable(Step wanted) {
        return REPEATABLE.contains(wanted)
                && steps().contains(wanted)
                && wanted.compareTo(step) < 0
                && step != Step.DONE;
    }

    /** What is next once this step is taken. */
    Step after(Step taken) {
        return taken == step ? following(taken) : step;
    }

    private Step following(Step taken) {
        var next = steps().indexOf(taken) + 1;
        return next < steps().size() ? steps().get(next) : Step.DONE;
    }
}
