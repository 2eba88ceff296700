package eu.parvis.journal;

import eu.parvis.http.PageModel;
import eu.parvis.http.Template;
import eu.parvis.journal.JournalApi.Item;
import eu.parvis.membership.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Page models of {@link JournalRoutes}. */
final class JournalPages {

    private JournalPages() {}

    /**
     * What happened at the person's account.
     *
     * @param kind that is shown; empty for all
     * @param newest whether these are the newest
     * @param older path of the next page
     * @param most how many events an export contains
     */
    @Template("journal/journal.html")
    record JournalPage(
            List<Row> rows,
            List<EventKind> kinds,
            Optional<EventKind> kind,
            boolean newest,
            Optional<String> older,
            int most)
            implements PageModel {}

    /**
     * An event or a mail.
     *
     * @param author who did it, if it was not the reader
     * @param place what can be said of where it was
     * @param reference of a mail
     */
    record Row(
            Instant at,
            String sentence,
            boolean refused,
            Optional<String> author,
            Optional<String> organisation,
            List<String> roles,
            Optional<String> device,
            Optional<String> place,
            Optional<String> reference) {

        static Row of(Item item, EventText text, String here) {
            return new Row(
                    item.at(),
                    text.sentence(item),
                    !item.done(),
                    text.author(item),
                    item.organisation(),
                    Role.names(item.roles()),
                    text.device(item),
                    text.place(item, here),
                    item.mail().map(JournalApi.SentMail::reference));
        }
    }
}
