package eu.parvis.organisation;

import eu.parvis.contact.Language;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A person in an organisation.
 *
 * @param founder registered the organisation, and walks the long wizard
 * @param mails the group of the mails that invited them; empty for who needed none
 * @param mailedAt when the person was last written to because of the invitation
 */
public record Member(
        UUID organisation,
        UUID account,
        Person person,
        Language language,
        List<Role> roles,
        State state,
        boolean founder,
        Optional<UUID> mails,
        Optional<Instant> mailedAt,
        Instant createdAt) {

    public enum State {
        /** Has not yet activated their account. */
        INVITED,
        ACTIVE,
        DEACTIVATED
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** Whether the account exists because this organisation invited somebody who had none. */
    public boolean madeAccount() {
        return mails.isPresent();
    }

    /** Somebody on whom the organisation can count. */
    public boolean administers() {
        return state == State.ACTIVE && is(Role.ADMINISTRATOR);
    }
}
