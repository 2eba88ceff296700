package eu.parvis.desk;

import eu.parvis.http.PageModel;
import eu.parvis.http.Template;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Page models of {@link FiguresRoutes}. */
final class FiguresPages {

    private FiguresPages() {}

    /** The figures of the desk, each as a chart and as a table. */
    @Template("desk/figures.html")
    record FiguresPage(Chart arrivals, Chart ages, List<WaitingRow> waiting, List<RefusalRow> refusals)
            implements PageModel {}

    record WaitingRow(String state, int number, Instant oldest) {}

    /** Refusals for one reason; without a text: typed reasons. */
    record RefusalRow(boolean ofDocuments, Optional<String> reason, int number) {}

    /**
     * Columns of a chart.
     *
     * @param width of the drawing
     */
    record Chart(List<Bar> bars, int width) {

        private static final int HEIGHT = 100;
        private static final int STEP = 20;

        /** Columns that fit into the narrowest drawing, so that a single one is no wall. */
        private static final int LEAST = 10;

        static Chart of(List<String> labels, List<Integer> numbers) {
            var most = Math.max(
                    1, numbers.stream().mapToInt(Integer::intValue).max().orElse(1));
            var bars = IntStream.range(0, numbers.size())
                    .mapToObj(i -> new Bar(
                            labels.get(i),
                            numbers.get(i),
                            i * STEP,
                            HEIGHT - numbers.get(i) * HEIGHT / most,
                            numbers.get(i) * HEIGHT / most))
                    .toList();
            return new Chart(bars, Math.max(LEAST * STEP, numbers.size() * STEP));
        }
    }

    /** A column of a chart, with its place in the drawing. */
    record Bar(String label, int number, int x, int y, int height) {}
}
