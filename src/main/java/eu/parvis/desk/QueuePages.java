package eu.parvis.desk;

import eu.parvis.catalogue.Catalogue;
import eu.parvis.desk.DeskApi.HeldBy;
import eu.parvis.desk.DeskApi.QueueLine;
import eu.parvis.desk.DeskPages.Option;
import eu.parvis.http.Form;
import eu.parvis.http.PageModel;
import eu.parvis.http.Template;
import eu.parvis.values.Language;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Page model of {@link QueueRoutes}. */
final class QueuePages {

    private QueuePages() {}

    /** The lists that operators use most, as links. */
    enum Shortcut {
        WAITING,
        FREE,
        MINE,
        OTHER
    }

    /**
     * The queue.
     *
     * @param form the filters
     * @param shortcut the list that is shown
     * @param next path of the next page
     * @param first whether this is the first page
     * @param validationsDue how many are to be checked again
     */
    @Template("desk/queue.html")
    record QueuePage(
            Form form,
            Shortcut shortcut,
            List<Row> rows,
            List<Option> states,
            List<Option> products,
            List<Option> holders,
            Optional<String> next,
            boolean first,
            int validationsDue,
            Optional<String> done)
            implements PageModel {}

    /**
     * A request in the queue.
     *
     * @param age how long it has been in its state
     * @param due empty if it does not wait for the desk
     */
    record Row(
            String id,
            String number,
            String product,
            String holder,
            Optional<String> establishment,
            String state,
            Instant since,
            String age,
            Optional<Due> due,
            Optional<Held> held) {

        static Row of(QueueLine line, Catalogue catalogue, Language language, UUID reader, Instant now) {
            return new Row(
                    line.id().toString(),
                    Integer.toString(line.number()),
                    DeskPages.productName(catalogue, line.product(), language),
                    line.holder(),
                    line.establishment(),
                    line.state().name(),
                    line.since(),
                    Elapsed.inWords(Duration.between(line.since(), now), language),
                    line.due().map(due -> Due.of(line.since(), due, now, language)),
                    line.heldBy().map(heldBy -> Held.of(heldBy, reader)));
        }
    }

    /** The operator who has a request. */
    record Held(String name, Instant since, boolean mine) {

        private static Held of(HeldBy heldBy, UUID reader) {
            return new Held(heldBy.name(), heldBy.since(), heldBy.operator().equals(reader));
        }
    }

    /**
     * When a request is to be checked.
     *
     * @param time until then, or since then, in words
     */
    record Due(Urgency urgency, String time) {

        private static Due of(Instant since, Instant due, Instant now, Language language) {
            var left = Duration.between(now, due);
            var half = Duration.between(since, due).dividedBy(2);
            return new Due(
                    left.isNegative() ? Urgency.LATE : left.compareTo(half) < 0 ? Urgency.SOON : Urgency.IN_TIME,
                    Elapsed.inWords(left.abs(), language));
        }
    }

    /** SOON: less than half of the time is left. */
    enum Urgency {
        IN_TIME,
        SOON,
        LATE
    }
}
