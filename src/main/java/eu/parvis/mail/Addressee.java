package eu.parvis.mail;

import eu.parvis.values.Language;
import eu.parvis.values.Person;
import java.util.Optional;
import java.util.UUID;

/**
 * The reader of a mail, and the language of the mail.
 *
 * @param account of the reader, if the mail is about it
 */
public record Addressee(String name, String email, Language language, Optional<UUID> account) {

    public Addressee(String name, String email, Language language) {
        this(name, email, language, Optional.empty());
    }

    public static Addressee of(Person person, Language language) {
        return new Addressee(person.name(), person.email().value(), language);
    }

    public Addressee of(UUID owned) {
        return new Addressee(name, email, language, Optional.of(owned));
    }
}
