package eu.parvis.organisation;

import eu.parvis.crypto.Shown;
import eu.parvis.values.Person;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The organisation's contact in one matter (CG-42, CG-43, decision D2).
 *
 * @param account the contact's account, if there is one
 */
public record Contact(Kind kind, Optional<UUID> account, Person person) {

    public enum Kind {
        LEGAL_REPRESENTATIVE,
        BILLING_CONTACT,
        ADMINISTRATIVE_CONTACT
    }

    /** Hash of what a page shows of the contacts. */
    public static String shown(List<Contact> contacts) {
        return Shown.hash(persons(contacts));
    }

    /** The kinds that every organisation needs and that these contacts lack. */
    public static List<Kind> missing(List<Contact> contacts) {
        var named = persons(contacts).keySet();
        return Stream.of(Kind.LEGAL_REPRESENTATIVE, Kind.BILLING_CONTACT)
                .filter(kind -> !named.contains(kind))
                .toList();
    }

    /** Whether both name the same persons. */
    public static boolean areEqual(List<Contact> some, List<Contact> others) {
        return persons(some).equals(persons(others));
    }

    private static Map<Kind, Person> persons(List<Contact> contacts) {
        var persons = new EnumMap<Kind, Person>(Kind.class);
        contacts.forEach(contact -> persons.put(contact.kind(), contact.person()));
        return persons;
    }
}
