package eu.parvis.journal;

import eu.parvis.http.CsvTable;
import eu.parvis.journal.JournalApi.Item;
import eu.parvis.journal.JournalApi.SentMail;
import eu.parvis.words.Words;
import io.vertx.core.buffer.Buffer;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes events as CSV. */
final class JournalTable {

    private static final List<String> COLUMNS = List.of(
            "at", "kind", "what", "outcome", "author", "organisation", "roles", "device", "address", "reference");

    private final Words words;
    private final EventText text;
    private final ZoneId zone;

    JournalTable(Words words, ZoneId zone) {
        this.words = words;
        this.text = new EventText(words);
        this.zone = zone;
    }

    Buffer of(List<Item> items) {
        var table = new CsvTable();
        table.row(COLUMNS.stream()
                .map(column -> words.text("journal.column." + column))
                .toList());
        items.forEach(item -> table.row(cells(item)));
        return table.content();
    }

    private List<String> cells(Item item) {
        return Stream.of(
                        time(item),
                        words.text("journal.kind." + item.kind()),
                        text.sentence(item),
                        words.text(item.done() ? "journal.outcome.DONE" : "journal.outcome.REFUSED"),
                        text.author(item).orElse(""),
                        item.organisation().orElse(""),
                        item.roles().stream()
                                .map(role -> words.text("organisation.role." + role))
                                .collect(Collectors.joining(", ")),
                        text.device(item).orElse(""),
                        item.address().orElse(""),
                        item.mail().map(SentMail::reference).orElse(""))
                .toList();
    }

    /** With the offset from UTC, because the hour before the change to winter time occurs twice. */
    private String time(Item item) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                item.at().atZone(zone).truncatedTo(ChronoUnit.SECONDS));
    }
}
