package eu.parvis.request;

import eu.parvis.catalogue.HolderKind;
import eu.parvis.values.Person;
import eu.parvis.values.PersonName;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Whom or what the certificate will name.
 *
 * @param account of the person, if the person has one here
 * @param person empty for a service, and in a draft before the person is named
 * @param name of a service; empty for a person, and in a draft before the service is named
 * @param confirmedAt when the person confirmed the own data
 * @param orderedName the name as ordered, where the person has corrected it
 * @param declined the last answer of the person was a refusal
 */
public record Holder(
        HolderKind kind,
        Optional<UUID> account,
        Optional<Person> person,
        Optional<String> name,
        Optional<Instant> confirmedAt,
        Optional<String> orderedName,
        Optional<Declined> declined) {

    public static Holder unnamed(HolderKind kind) {
        return new Holder(
                kind,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The person who orders, whose data are those of the account. */
    static Holder orderer(UUID account, Person person, Instant at) {
        return new Holder(
                HolderKind.ME,
                Optional.of(account),
                Optional.of(person),
                Optional.empty(),
                Optional.of(at),
                Optional.empty(),
                Optional.empty());
    }

    static Holder person(Optional<Person> person) {
        return new Holder(
                HolderKind.PERSON,
                Optional.empty(),
                person,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Holder service(Optional<String> name) {
        return new Holder(
                HolderKind.SERVICE,
                Optional.empty(),
                Optional.empty(),
                name,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The person confirms the own data, corrected where a name is given. */
    Holder confirmed(Optional<PersonName> firstName, Optional<PersonName> lastName, Instant at) {
        var before = person.orElseThrow();
        var corrected = new Person(
                firstName.orElse(before.firstName()),
                lastName.orElse(before.lastName()),
                before.email(),
                before.phone());
        var ordered = orderedName.orElse(before.name());
        return new Holder(
                kind,
                account,
                Optional.of(corrected),
                name,
                Optional.of(at),
                Optional.of(ordered).filter(text -> !text.equals(corrected.name())),
                Optional.empty());
    }

    Holder declined(Optional<String> reason, Instant at) {
        return new Holder(
                kind, account, person, name, Optional.empty(), orderedName, Optional.of(new Declined(at, reason)));
    }

    /** A name for lists; empty if the holder is not named yet. */
    public String label() {
        return person.map(Person::name).or(() -> name).orElse("");
    }

    /** A name by which lists are sorted; empty if the holder is not named yet. */
    String sortName() {
        return person.map(named ->
                        named.lastName().value() + " " + named.firstName().value())
                .or(() -> name)
                .orElse("");
    }

    public boolean isNamed() {
        return !label().isEmpty();
    }

    /** Whether both name the same person or service. */
    boolean isSameAs(Holder other) {
        return kind == other.kind && person.equals(other.person) && name.equals(other.name);
    }

    /**
     * Whether documents about this holder are about the other, too: of a person with the same account, name or address,
     * so that a spelling can be corrected. Those of a service are about the organisation.
     */
    boolean sharesDocumentsWith(Holder other) {
        return person.isEmpty()
                || (account.isPresent() && account.equals(other.account))
                || other.person.filter(named -> isNearly(person.get(), named)).isPresent();
    }

    private static boolean isNearly(Person one, Person other) {
        return one.name().equalsIgnoreCase(other.name())
                || one.email().key().equals(other.email().key());
    }

    /** Whether somebody else ordered for this person. */
    public boolean isInvited(UUID reader) {
        return kind == HolderKind.PERSON && account.filter(reader::equals).isPresent();
    }

    /** Whether the person must still confirm the own data. A service needs no confirmation. */
    public boolean mustConfirm() {
        return kind == HolderKind.PERSON && confirmedAt.isEmpty();
    }

    /** Whether the person has refused; the person who ordered must act. */
    public boolean hasDeclined() {
        return mustConfirm() && declined.isPresent();
    }
}
