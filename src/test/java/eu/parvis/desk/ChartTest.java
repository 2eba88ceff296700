package eu.parvis.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.desk.Chart.Bar;
import eu.parvis.desk.Chart.Value;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartTest {

    @ParameterizedTest
    @CsvSource({
        "0, 2",
        "1, 2",
        "2, 2",
        "3, 4",
        "5, 6",
        "7, 10",
        "10, 10",
        "11, 20",
        "61, 100",
        "101, 200",
        "7001, 10000"
    })
    void theAxisEndsAtARoundNumberThatHasARoundHalf(int most, int end) {
        assertEquals(end, Chart.end(List.of(new Value("one", most))));
    }

    @Test
    void aBarIsAsLongAsItsShareOfTheAxis() {
        var chart = Chart.rows(List.of(new Value("few", 1), new Value("most", 3), new Value("none", 0)));

        assertEquals(
                List.of("25.00", "75.00", "0.00"),
                chart.bars().stream().map(Bar::part).toList());
        assertEquals("most", chart.most().label());
        assertEquals(4, chart.total());
    }

    @Test
    void aLongNameIsBrokenIntoLinesAndMovesTheNextRowsDown() {
        var chart = Chart.rows(List.of(
                new Value("The identity document has expired on the day of the request", 1), new Value("Other", 1)));

        assertEquals(
                List.of("The identity document has expired", "on the day of the request"),
                chart.bars().get(0).lines());
        assertEquals("72", chart.bars().get(1).at());
    }

    @Test
    void theLastDayAndThoseWholeWeeksBeforeAreNamed() {
        var days = IntStream.rangeClosed(1, 30)
                .mapToObj(day -> new Value("day " + day, Integer.toString(day), day))
                .toList();

        assertEquals(
                List.of("2", "9", "16", "23", "30"),
                Chart.columns(days).bars().stream()
                        .filter(Bar::marked)
                        .map(bar -> bar.lines().get(0))
                        .toList());
    }
}
