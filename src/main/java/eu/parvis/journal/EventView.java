package eu.parvis.journal;

import eu.parvis.audit.Entry.Outcome;
import eu.parvis.journal.JournalApi.Item;
import eu.parvis.journal.JournalApi.SentMail;
import eu.parvis.membership.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** JSON form of an event, as described in {@code openapi.yaml}. */
record EventView(
        String id,
        Instant at,
        EventKind kind,
        String event,
        Outcome outcome,
        String sentence,
        Author by,
        Optional<String> person,
        Optional<String> organisation,
        List<Role> roles,
        Optional<String> device,
        Optional<String> address,
        Optional<SentMail> mail) {

    enum Author {
        /** The person or, where nobody was signed in, somebody who named the account. */
        ACCOUNT,
        OTHER,
        PORTAL
    }

    static EventView of(Item item, EventText text) {
        return new EventView(
                item.id(),
                item.at(),
                item.kind(),
                item.event(),
                item.done() ? Outcome.DONE : Outcome.REFUSED,
                text.sentence(item),
                item.byOther()
                        ? Author.OTHER
                        : item.about() || item.mail().isPresent() ? Author.PORTAL : Author.ACCOUNT,
                item.person(),
                item.organisation(),
                item.roles(),
                text.device(item),
                item.address(),
                item.mail());
    }
}
