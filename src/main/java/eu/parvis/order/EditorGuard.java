package eu.parvis.order;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.draft.FormDraftGuard;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.PathId;
import eu.parvis.http.ShownField;
import eu.parvis.http.Site;
import eu.parvis.order.OrderPages.Difference;
import eu.parvis.request.RequestApi;
import eu.parvis.request.RequestApi.Change;
import eu.parvis.request.RequestApi.Detail;
import eu.parvis.request.RequestApi.Show;
import eu.parvis.request.RequestState;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Admits the persons who may change a request to its forms. Two editors notice each other: the second one sees the
 * stored values beside the own typed values, and nothing is overwritten.
 */
final class EditorGuard {

    private final Site site;
    private final Bus bus;
    private final FormDraftGuard drafts;

    EditorGuard(Site site, FormDraftGuard drafts) {
        this.site = site;
        this.bus = site.bus();
        this.drafts = drafts;
    }

    static boolean isOutdated(Throwable cause) {
        return cause instanceof Failure failure && failure.kind() == Failure.Kind.PRECONDITION_FAILED;
    }

    /** The request, if the person may change it; also once it cannot be changed any more. */
    static Future<Detail> request(Bus bus, RoutingContext rc) {
        var by = RequesterGuard.requester(rc);
        return bus.request(RequestApi.SHOW, new Show(by, PathId.of(rc))).map(detail -> {
            if (!RequestPages.mayEdit(by, detail.request().orderedBy())) {
                throw Failure.of(Failure.Kind.FORBIDDEN, "request.notYours");
            }
            return detail;
        });
    }

    /** The request, if it can be changed. */
    static Future<Detail> editable(Bus bus, RoutingContext rc) {
        return request(bus, rc).map(detail -> {
            if (!detail.request().state().isEditable()) {
                throw Failure.of(Failure.Kind.CONFLICT, "request.notEditable");
            }
            return detail;
        });
    }

    /** The page of a form; 409 is its status if somebody else has changed the request meanwhile. */
    interface StepPage {
        Future<Void> show(Detail detail, int status, Form form);
    }

    /**
     * Executes a submitted form.
     *
     * @param reading reads the change from the form
     * @param next the step after it
     */
    Future<Void> change(RoutingContext rc, Function<Detail, Change> reading, String next, StepPage page) {
        return editable(bus, rc)
                .compose(detail -> Answers.submit(
                        rc,
                        () -> bus.request(RequestApi.CHANGE, reading.apply(detail))
                                .compose(changed -> drafts.forget(rc)
                                        .compose(forgotten -> respondWithNext(rc, detail, changed, next))),
                        (status, faults) -> drafts.refused(rc, Input.of(rc), faults)
                                .compose(form -> page.show(detail, status, form))))
                .recover(cause -> isOutdated(cause) ? respondWithChange(rc, page) : Future.failedFuture(cause));
    }

    /**
     * A step of an order leads to the next one, or back to the summary if all steps were finished before; a change of a
     * submitted request leads back to its page.
     */
    private Future<Void> respondWithNext(RoutingContext rc, Detail before, Detail changed, String next) {
        var request = changed.request();
        var path = OrderRoutes.path(request);
        var finished = OrderRoutes.unfinished(before.request()).isEmpty();
        return request.state() == RequestState.DRAFT
                ? Answers.seeOther(rc, path + (finished ? "/submission" : next))
                : site.notices().seeOther(rc, path, List.of("changed"));
    }

    /** The form comes back as typed; another click stores it over the present values. */
    private Future<Void> respondWithChange(RoutingContext rc, StepPage page) {
        return editable(bus, rc).compose(detail -> {
            ShownField.renew(rc, detail.request().shown());
            return drafts.refused(rc, Input.of(rc), List.of(FieldError.of("", "order.changed")))
                    .compose(form -> page.show(detail, 409, form));
        });
    }

    /** The fields that are stored otherwise than typed. */
    static List<Difference> differences(Map<String, String> stored, Form typed, List<String> fields) {
        return fields.stream()
                .filter(field ->
                        stored.containsKey(field) && !typed.value(field).strip().equals(stored.get(field)))
                .map(field -> new Difference(field, stored.get(field)))
                .toList();
    }
}
