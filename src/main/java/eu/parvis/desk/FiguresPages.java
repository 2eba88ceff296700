package eu.parvis.desk;

import eu.parvis.http.PageModel;
import eu.parvis.http.Template;
import java.time.Instant;
import java.util.List;

/** Page models of {@link FiguresRoutes}. */
final class FiguresPages {

    private FiguresPages() {}

    /** The figures of the desk, each as a chart and as a table. */
    @Template("desk/figures.html")
    record FiguresPage(List<State> waiting, Chart ages, Chart arrivals, Chart refusedDocuments, Chart refusedRequests)
            implements PageModel {}

    /** Requests in a state, by the time that they have been in it. */
    record State(String state, int number, Instant oldest, Chart ages) {}
}
