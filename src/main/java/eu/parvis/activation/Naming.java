package eu.parvis.activation;

import eu.parvis.activation.ActivationApi.Choice;
import eu.parvis.activation.ActivationApi.NameContacts;
import eu.parvis.membership.Member;
import eu.parvis.organisation.Contact;
import eu.parvis.organisation.Contact.Kind;
import eu.parvis.values.Person;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Resolves the choices of contacts to persons. A person with the address of a member is that member.
 *
 * @param members of the organisation
 * @param me account of the person who chooses
 */
record Naming(List<Member> members, UUID me, Person myself) {

    List<Contact> contacts(NameContacts choices) {
        var legal = contact(Kind.LEGAL_REPRESENTATIVE, choices.legalRepresentative(), Optional.empty());
        var billing = contact(Kind.BILLING_CONTACT, choices.billingContact(), Optional.of(legal));
        var administrative = choices.administrativeContact()
                .map(choice -> contact(Kind.ADMINISTRATIVE_CONTACT, choice, Optional.of(legal)));
        return Stream.concat(Stream.of(legal, billing), administrative.stream()).toList();
    }

    private Contact contact(Kind kind, Choice choice, Optional<Contact> legal) {
        return switch (choice.who()) {
            case ME -> new Contact(kind, Optional.of(me), myself);
            case LEGAL_REPRESENTATIVE ->
                new Contact(
                        kind, legal.orElseThrow().account(), legal.orElseThrow().person());
            case OTHER -> {
                var person = choice.person().orElseThrow();
                yield new Contact(kind, account(person), person);
            }
        };
    }

    private Optional<UUID> account(Person person) {
        return members.stream()
                .filter(member ->
                        member.person().email().key().equals(person.email().key()))
                .map(Member::account)
                .findFirst();
    }
}
