package eu.parvis.journal;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.mail.MailApi;
import eu.parvis.membership.Role;
import eu.parvis.session.DeviceName;
import eu.parvis.words.Words;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads what happened at a person's account. */
public final class JournalApi {

    /** One page, the newest first. {@code INVALID} for a cursor that is not one of this person's. */
    public static final Address<Read, Page> READ =
            Address.of("journal.read", Read.class, Page.class).asQuestion();

    private JournalApi() {}

    /**
     * Says an event in words, without the names of persons.
     *
     * @param event its name in the journal
     * @param about whether somebody else did it to the reader
     */
    public static String sentence(Words words, String event, boolean done, boolean about) {
        return new EventText(words).sentence(event, done, about);
    }

    /**
     * Asks for a page.
     *
     * @param kind empty for all
     * @param before cursor of the page before; empty for the newest
     */
    @MessageName("journal.read")
    public record Read(UUID account, Optional<EventKind> kind, Optional<String> before, int limit) implements Message {}

    /**
     * A page.
     *
     * @param before cursor of the page after this one; empty if there is none
     */
    @MessageName("journal.page")
    public record Page(List<Item> items, Optional<String> before) implements Message {

        public Page {
            items = List.copyOf(items);
        }
    }

    /**
     * An event or a mail.
     *
     * @param id always the same for the same event
     * @param event name of the event, or occasion of the mail
     * @param done false if the act was refused
     * @param about somebody else did this to the person
     * @param person who did it or, of an act by the reader, whom it concerns; empty if the reader may not know the name
     * @param byOther somebody else did it, with or without a name
     * @param organisation its name
     * @param address network address that the act came from; empty for an act of somebody else
     * @param mail its delivery, if it is a mail
     */
    public record Item(
            String id,
            Instant at,
            EventKind kind,
            String event,
            boolean done,
            boolean about,
            boolean byOther,
            Optional<String> person,
            Optional<String> organisation,
            List<Role> roles,
            DeviceName device,
            Optional<String> address,
            Optional<SentMail> mail) {

        public Item {
            roles = List.copyOf(roles);
        }
    }

    /**
     * A mail to the person.
     *
     * @param reference in its subject
     */
    public record SentMail(String reference, MailApi.State state) {}
}
