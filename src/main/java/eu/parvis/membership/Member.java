package eu.parvis.membership;

import eu.parvis.crypto.Shown;
import eu.parvis.mail.Addressee;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A person in an organisation.
 *
 * @param id member id in this organisation
 * @param person until the person accepts, the data typed by the inviter; then that of the account
 * @param founder registered the organisation and takes all wizard steps
 * @param madeAccount the account was created by this organisation's invitation
 * @param mails group of the invitation mails; empty if none were needed
 * @param mailedAt when the last invitation mail was queued
 */
public record Member(
        UUID id,
        UUID organisation,
        UUID account,
        Person person,
        Language language,
        List<Role> roles,
        State state,
        boolean founder,
        boolean madeAccount,
        Optional<UUID> invitedBy,
        Optional<UUID> mails,
        Optional<Instant> mailedAt,
        Instant createdAt) {

    public enum State {
        /** Has not accepted yet, neither by activating the account created for the invitation nor explicitly. */
        INVITED,
        ACTIVE,
        DEACTIVATED,
        /** The invitation was withdrawn. Only in the answer to the withdrawal, because the row is deleted. */
        WITHDRAWN
    }

    Member with(State other) {
        return new Member(
                id,
                organisation,
                account,
                person,
                language,
                roles,
                other,
                founder,
                madeAccount,
                invitedBy,
                mails,
                mailedAt,
                createdAt);
    }

    /** Hash of what others see of the member. */
    String shown() {
        return shown(person, roles, state);
    }

    /** Without the telephone number, because every member may read the hash, and could try all numbers. */
    static String shown(Person person, List<Role> roles, State state) {
        return Shown.hash(List.of(person.withoutPhone(), roles.stream().sorted().toList(), state));
    }

    public Addressee addressee() {
        var addressee = Addressee.of(person, language);
        // The address of an invitation need not be that of the account any more.
        return state == State.ACTIVE ? addressee.of(account) : addressee;
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** Whether the member is an active administrator. */
    public boolean administers() {
        return state == State.ACTIVE && is(Role.ADMINISTRATOR);
    }
}
