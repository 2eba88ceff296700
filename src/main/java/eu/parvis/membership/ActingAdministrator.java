package eu.parvis.membership;

import eu.parvis.audit.Entry;
import eu.parvis.audit.Event;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.values.Language;
import java.util.List;
import java.util.UUID;

/**
 * An administrator, checked while the organisation is locked.
 *
 * @param organisationName for the mails
 */
public record ActingAdministrator(Actor actor, Member member, String organisationName) {

    public UUID organisation() {
        return actor.organisation();
    }

    public UUID account() {
        return actor.account();
    }

    public String name() {
        return member.person().name();
    }

    public Language language() {
        return member.language();
    }

    /** The notice to a member about their roles, in the name of this administrator. */
    public MembershipNotice notice(List<Role> roles) {
        return new MembershipNotice(name(), organisationName, roles);
    }

    public Entry entry(Event event, Object subject) {
        return Entry.done(event).by(account()).in(organisation()).on(subject).from(actor.address());
    }
}
