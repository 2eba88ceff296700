package eu.parvis.desk;

import eu.parvis.desk.DeskApi.AskFigures;
import eu.parvis.desk.DeskApi.Figures;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;

/** Reads the figures of the desk. */
final class FiguresReading {

    private static final int DAYS_OF_ARRIVALS = 30;
    private static final int DAYS_OF_REFUSALS = 90;

    private final DeskServices services;

    FiguresReading(DeskServices services) {
        this.services = services;
    }

    Future<Figures> figures(AskFigures query) {
        var sql = services.database();
        var now = services.now();
        var today = LocalDate.ofInstant(now, services.zone());
        var arrivals = services.figures().arrivals(sql, first(today, DAYS_OF_ARRIVALS), today, services.zone());
        var waiting = services.figures().waiting(sql, now);
        var ages = services.figures().ages(sql, now);
        var refusals = services.figures().refusals(sql, beginning(first(today, DAYS_OF_REFUSALS)));
        return Future.all(arrivals, waiting, ages, refusals)
                .map(read -> new Figures(arrivals.result(), waiting.result(), ages.result(), refusals.result()));
    }

    /** The first of so many days, of which today is the last. */
    private static LocalDate first(LocalDate today, int days) {
        return today.minusDays(days - 1L);
    }

    private Instant beginning(LocalDate day) {
        return day.atStartOfDay(services.zone()).toInstant();
    }
}
