package eu.parvis.journal;

import eu.parvis.journal.JournalApi.Item;
import eu.parvis.values.Language;
import eu.parvis.words.Words;
import java.util.Optional;
import java.util.Set;

/**
 * Says in words what happened. Ids of the sentences: {@code journal.event.<EVENT>}, for a refused act with {@code
 * .refused}, for an act of somebody else on the reader with {@code .about}.
 */
final class EventText {

    private static final String EVENT = "journal.event.";
    private static final Set<String> IDS = Words.of(Language.FR).ids();

    private final Words words;

    EventText(Words words) {
        this.words = words;
    }

    String sentence(Item item) {
        return item.mail()
                .map(mail -> words.text("journal.mail." + mail.state(), words.text("mail." + item.event() + ".title")))
                .orElseGet(() -> sentence(item.event(), item.done(), item.about(), item.person()));
    }

    /** Of an event whose other person is not named. */
    String sentence(String event, boolean done, boolean about) {
        return sentence(event, done, about, Optional.empty());
    }

    private String sentence(String event, boolean done, boolean about, Optional<String> person) {
        return words.text(id(event, done, about), person.orElseGet(() -> words.text("journal.somebody")));
    }

    private static String id(String event, boolean done, boolean about) {
        var id = EVENT + event;
        if (about && IDS.contains(id + ".about")) {
            return id + ".about";
        }
        if (!done && IDS.contains(id + ".refused")) {
            return id + ".refused";
        }
        // An event that only a newer version of the portal knows.
        return IDS.contains(id) ? id : "journal.unknown";
    }

    /** Who did it, if it was not the reader. */
    Optional<String> author(Item item) {
        return item.byOther()
                ? Optional.of(item.person()
                        .map(name -> words.text("journal.by", name))
                        .orElseGet(() -> words.text("journal.by.somebody")))
                : Optional.empty();
    }

    Optional<String> device(Item item) {
        return item.device().text(words);
    }

    /** Compares a network address with the present one; an address does not tell a place reliably. */
    Optional<String> place(Item item, String here) {
        return item.address()
                .map(address -> words.text(address.equals(here) ? "journal.address.here" : "journal.address", address));
    }
}
