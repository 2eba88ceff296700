package eu.parvis.desk;

import static eu.parvis.http.Answers.answer;

import eu.parvis.catalogue.Catalogue;
import eu.parvis.catalogue.Reason;
import eu.parvis.desk.DeskApi.Age;
import eu.parvis.desk.DeskApi.AskFigures;
import eu.parvis.desk.DeskApi.Figures;
import eu.parvis.desk.DeskApi.Refusals;
import eu.parvis.desk.FiguresPages.Chart;
import eu.parvis.desk.FiguresPages.FiguresPage;
import eu.parvis.desk.FiguresPages.RefusalRow;
import eu.parvis.desk.FiguresPages.WaitingRow;
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
import java.util.stream.Stream;

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
        var days = figures.arrivals().stream()
                .map(arrivals -> Days.inWords(arrivals.day(), language))
                .toList();
        var ages = figures.ages().stream().map(age -> label(age, words)).toList();
        return new FiguresPage(
                Chart.of(
                        days,
                        figures.arrivals().stream()
                                .map(DeskApi.Arrivals::number)
                                .toList()),
                Chart.of(ages, figures.ages().stream().map(Age::number).toList()),
                figures.waiting().stream()
                        .map(waiting -> new WaitingRow(waiting.state().name(), waiting.number(), waiting.oldest()))
                        .toList(),
                figures.refusals().stream()
                        .map(refusals -> row(refusals, language))
                        .toList());
    }

    private static String label(Age age, Words words) {
        return age.toDays()
                .map(to -> words.text("desk.figures.age", age.fromDays(), to))
                .orElseGet(() -> words.text("desk.figures.age.last", age.fromDays()));
    }

    private RefusalRow row(Refusals refusals, Language language) {
        var reasons = Stream.concat(catalogue.documentRefusals().stream(), catalogue.requestRefusals().stream());
        return new RefusalRow(
                refusals.ofDocuments(),
                refusals.reason()
                        .map(code -> reasons.filter(reason -> reason.code().equals(code))
                                .findFirst()
                                .map(Reason::text)
                                .map(text -> text.in(language))
                                .orElse(code)),
                refusals.number());
    }
}
