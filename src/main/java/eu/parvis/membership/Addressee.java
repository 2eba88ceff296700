package eu.parvis.membership;

import eu.parvis.account.Account;
import eu.parvis.values.Language;
import eu.parvis.values.Person;

/** The recipient of a mail, and its language. */
public record Addressee(String name, String email, Language language) {

    public static Addressee of(Account account) {
        return new Addressee(account.name(), account.email(), account.language());
    }

    public static Addressee of(Member member) {
        return of(member.person(), member.language());
    }

    public static Addressee of(Person person, Language language) {
        return new Addressee(person.name(), person.email().value(), language);
    }
}
