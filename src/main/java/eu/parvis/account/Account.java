package eu.parvis.account;

import eu.parvis.values.Language;
import eu.parvis.values.Person;
import java.util.UUID;

/**
 * A person who may sign in. What proves them is never in here.
 *
 * @param identifier two letters and six digits (CG-34)
 * @param language of every page, error and mail of this person
 */
public record Account(UUID id, String identifier, Person person, Language language, State state, Step step) {

    public enum State {
        /** Registered or invited; may only activate. */
        PENDING,
        ACTIVE,
        CLOSED
    }

    /** Where the activation wizard stands; {@code DONE} once the account is active. */
    public enum Step {
        PASSWORD,
        CONTACTS,
        USERS,
        CHALLENGES,
        DONE
    }

    public String name() {
        return person.name();
    }

    public String email() {
        return person.email().value();
    }
}
