package eu.parvis.request;

import eu.parvis.catalogue.HolderKind;
import eu.parvis.values.Person;
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
 */
public record Holder(
        HolderKind kind,
        Optional<UUID> account,
        Optional<Person> person,
        Optional<String> name,
        Optional<Instant> confirmedAt) {

    public static Holder unnamed(HolderKind kind) {
        return new Holder(kind, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
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

    boolean is(UUID person) {
        return account.filter(person::equals).isPresent();
    }

    /** Whether the person must still confirm the own data. A service needs no confirmation. */
    public boolean mustConfirm() {
        return kind == HolderKind.PERSON && confirmedAt.isEmpty();
    }
}
