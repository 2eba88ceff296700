package eu.parvis.membership;

import eu.parvis.values.Language;
import eu.parvis.values.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A person in an organisation.
 *
 * @param id as the organisation calls them
 * @param person who was invited and has not accepted, as the inviter described them; anybody else as they are
 * @param founder registered the organisation, and walks the long wizard
 * @param madeAccount the account exists because this organisation invited somebody who had none
 * @param mails the group of the mails that invited them; empty for who needed none
 * @param mailedAt when the person was last written to because of the invitation
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
        /** Has not said yes: neither by activating the account that was made for it, nor by accepting. */
        INVITED,
        ACTIVE,
        DEACTIVATED
    }

    Member in(State other) {
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

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** Somebody on whom the organisation can count. */
    public boolean administers() {
        return state == State.ACTIVE && is(Role.ADMINISTRATOR);
    }
}
