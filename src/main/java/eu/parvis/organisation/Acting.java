package eu.parvis.organisation;

import eu.parvis.audit.Entry;
import eu.parvis.audit.Event;
import eu.parvis.organisation.OrganisationApi.Actor;
import eu.parvis.values.Language;
import java.util.List;
import java.util.UUID;

/**
 * An administrator at work, while their organisation is locked.
 *
 * @param organisationName for the mails
 */
record Acting(Actor actor, Member member, String organisationName) {

    UUID organisation() {
        return actor.organisation();
    }

    UUID account() {
        return actor.account();
    }

    String name() {
        return member.person().name();
    }

    Language language() {
        return member.language();
    }

    Welcome welcome(List<Role> roles) {
        return new Welcome(name(), organisationName, roles);
    }

    Entry entry(Event event, Object subject) {
        return Entry.done(event).by(account()).in(organisation()).on(subject).from(actor.address());
    }
}
