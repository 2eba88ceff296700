package eu.parvis.account;

import eu.parvis.mail.Addressee;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import java.util.UUID;

/**
 * A person who may sign in. Contains no credentials.
 *
 * @param identifier two letters and six digits (CG-34)
 * @param language of all pages, errors and mails of this person
 */
public record Account(UUID id, String identifier, Person person, Language language, State state, Step step) {

    public enum State {
        /** Registered or invited, not yet activated; may only use the activation wizard. */
        PENDING,
        ACTIVE,
        CLOSED
    }

    /** The current step of the activation wizard; {@code DONE} once the account is active. */
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

    public Addressee addressee() {
        return Addressee.of(person, language).of(id);
    }
}
