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

    Entry entry(Event event, Member subject) {
        return Entry.done(event)
                .by(account())
                .in(organisation())
                .on(subject.account())
                .from(actor.address());
    }

    /** An entry about a change that administrators and the member may see. */
    Entry change(Event event, Member subject) {
        return entry(event, subject).changes(subject.id());
    }
}
