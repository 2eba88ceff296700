package eu.parvis.desk;

import static eu.parvis.http.Answers.answer;

import eu.parvis.catalogue.Catalogue;
import eu.parvis.catalogue.Reason;
import eu.parvis.desk.Chart.Value;
import eu.parvis.desk.DeskApi.Age;
import eu.parvis.desk.DeskApi.AskFigures;
import eu.parvis.desk.DeskApi.Figures;
import eu.parvis.desk.DeskApi.Refusals;
import eu.parvis.desk.FiguresPages.FiguresPage;
import eu.parvis.desk.FiguresPages.State;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.session.SessionGuard;
import eu.parvis.values.Language;
import eu.parvis.words.Days;
import eu.parvis.words.Words;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** The page with the figures of the desk. */
public final class FiguresRoutes implements Routes {

    private final Site site;
    private final Catalogue catalogue;
    private final OperatorGuard guard;

    public FiguresRoutes(Site site, SessionGuard sessions) {
        this.site = site;
        this.catalogue = Catalogue.of(site.configuration());
        this.guard = new OperatorGuard(site, sessions);
    }

    @Override
    public void pages(Router router) {
        guard.page(router.get("/desk/figures")).handler(answer(this::show));
    }

    private Future<Void> show(RoutingContext rc) {
        return site.bus()
                .request(DeskApi.FIGURES, new AskFigures(OperatorGuard.operator(rc)))
                .compose(figures ->
                        site.pages().show(rc, page(figures, Visit.of(rc).language())));
    }

    private FiguresPage page(Figures figures, Language language) {
        var words = Words.of(language);
        var end = Chart.end(figures.waiting().stream()
                .flatMap(waiting -> waiting.ages().stream())
                .map(age -> new Value("", age.number()))
                .toList());
        return new FiguresPage(
                figures.waiting().stream()
                        .map(waiting -> new State(
                                waiting.state().name(),
                                waiting.number(),
                                waiting.oldest(),
                                Chart.rows(ages(waiting.ages(), words), end)))
                        .toList(),
                Chart.rows(ages(figures.ages(), words)),
                Chart.columns(figures.arrivals().stream()
                        .map(arrivals -> new Value(
                                Days.inWords(arrivals.day(), language),
                                Days.shortly(arrivals.day(), language),
                                arrivals.number()))
                        .toList()),
                Chart.rows(refusals(figures, true, catalogue.documentRefusals(), language)),
                Chart.rows(refusals(figures, false, catalogue.requestRefusals(), language)));
    }

    private static List<Value> ages(List<Age> ages, Words words) {
        return ages.stream()
                .map(age -> new Value(label(age, words), age.number()))
                .toList();
    }

    private static String label(Age age, Words words) {
        if (age.toDays().isEmpty()) {
            return words.text("desk.figures.age.last", age.fromDays());
        }
        return age.fromDays() == 0
                ? words.text("desk.figures.age.first")
                : words.text("desk.figures.age", age.fromDays(), age.toDays().get() - 1);
    }

    private static List<Value> refusals(Figures figures, boolean ofDocuments, List<Reason> reasons, Language language) {
        return figures.refusals().stream()
                .filter(refusals -> refusals.ofDocuments() == ofDocuments)
                .map(refusals -> new Value(reason(refusals, reasons, language), refusals.number()))
                .toList();
    }

    private static String reason(Refusals refusals, List<Reason> reasons, Language language) {
        return refusals.reason()
                .map(code -> reasons.stream()
                        .filter(reason -> reason.code().equals(code))
                        .findFirst()
                        .map(reason -> reason.text().in(language))
                        .orElse(code))
                .orElseGet(() -> Words.of(language).text("desk.figures.typed"));
    }
}
