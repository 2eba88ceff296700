package eu.parvis.mail;

import eu.parvis.values.Language;
import eu.parvis.values.Person;

/** The reader of a mail, and the language of the mail. */
public record Addressee(String name, String email, Language language) {

    public static Addressee of(Person person, Language language) {
        return new Addressee(person.name(), person.email().value(), language);
    }
}
