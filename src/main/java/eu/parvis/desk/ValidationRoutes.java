package eu.parvis.desk;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.catalogue.Catalogue;
import eu.parvis.catalogue.CheckedThing;
import eu.parvis.desk.DeskApi.WithdrawValidation;
import eu.parvis.desk.ValidationPages.CalendarPage;
import eu.parvis.desk.ValidationPages.CalendarRow;
import eu.parvis.desk.ValidationPages.ValidationPage;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.PathId;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.session.SessionGuard;
import eu.parvis.validation.ValidationApi;
import eu.parvis.validation.ValidationApi.AskCalendar;
import eu.parvis.validation.ValidationApi.AskValidation;
import eu.parvis.validation.ValidationApi.Calendar;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The validation calendar, and the page of a validation. */
public final class ValidationRoutes implements Routes {

    private static final String PAGE = "/desk/validations";
    private static final String ONE = PAGE + "/:id";
    private static final String WITHDRAWN = "withdrawn";

    private final Site site;
    private final Catalogue catalogue;
    private final OperatorGuard guard;

    public ValidationRoutes(Site site, SessionGuard sessions) {
        this.site = site;
        this.catalogue = Catalogue.of(site.configuration());
        this.guard = new OperatorGuard(site, sessions);
    }

    @Override
    public void pages(Router router) {
        guard.page(router.get(PAGE)).handler(answer(this::showCalendar));
        guard.page(router.get(ONE)).handler(answer(rc -> show(rc, 200, Form.empty(), List.of())));
        guard.page(router.post(ONE + "/withdrawal")).handler(answer(this::withdraw));
    }

    private Future<Void> showCalendar(RoutingContext rc) {
        var input = Input.form(rc.queryParams());
        var query = DeskInput.calendar(input);
        return site.bus()
                .request(ValidationApi.CALENDAR, query)
                .compose(calendar -> site.pages().show(rc, page(rc, input.form(), query, calendar)));
    }

    private CalendarPage page(RoutingContext rc, Form form, AskCalendar query, Calendar calendar) {
        return new CalendarPage(
                form,
                Arrays.stream(CheckedThing.values()).map(Enum::name).toList(),
                calendar.lines().stream()
                        .map(line ->
                                CalendarRow.of(line, catalogue, Visit.of(rc).language()))
                        .toList(),
                calendar.next()
                        .map(cursor -> PAGE + "?" + QueueRoutes.filters(form, List.of("thing", "organisation"))
                                + "after=" + cursor),
                query.after().isEmpty());
    }

    private Future<Void> show(RoutingContext rc, int status, Form form, List<FieldError> faults) {
        return site.bus()
                .request(ValidationApi.SHOW, new AskValidation(PathId.of(rc)))
                .compose(shown -> site.pages()
                        .show(
                                rc,
                                status,
                                ValidationPage.of(
                                        shown,
                                        catalogue,
                                        Visit.of(rc).language(),
                                        form.with(faults, site.pages().words(rc)),
                                        done(rc))));
    }

    private Future<Void> withdraw(RoutingContext rc) {
        var input = Input.of(rc);
        return Answers.submit(
                rc,
                () -> {
                    var reason = DeskInput.withdrawal(input);
                    input.end();
                    return site.bus()
                            .request(
                                    DeskApi.WITHDRAW_VALIDATION,
                                    new WithdrawValidation(OperatorGuard.operator(rc), PathId.of(rc), reason))
                            .compose(withdrawn ->
                                    site.notices().seeOther(rc, PAGE + "/" + PathId.of(rc), List.of(WITHDRAWN)));
                },
                (status, faults) -> show(rc, status, input.form(), faults),
                Failure.Kind.FORBIDDEN);
    }

    private Optional<String> done(RoutingContext rc) {
        return site.notices().take(rc).stream()
                .filter(WITHDRAWN::equals)
                .findFirst()
                .map(act -> site.pages().words(rc).text("validation.done." + act));
    }
}
