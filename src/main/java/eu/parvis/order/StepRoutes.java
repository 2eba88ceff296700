package eu.parvis.order;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.bus.Malformed;
import eu.parvis.catalogue.Catalogue;
import eu.parvis.catalogue.HolderKind;
import eu.parvis.catalogue.Product;
import eu.parvis.draft.FormDraftGuard;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.PathId;
import eu.parvis.http.PersonInput;
import eu.parvis.http.Routes;
import eu.parvis.http.ShownField;
import eu.parvis.http.Site;
import eu.parvis.order.OrderPages.Difference;
import eu.parvis.order.OrderPages.Duration;
import eu.parvis.order.OrderPages.DurationPage;
import eu.parvis.order.OrderPages.HolderPage;
import eu.parvis.order.OrderPages.Subject;
import eu.parvis.request.CertificateRequest;
import eu.parvis.request.Holder;
import eu.parvis.request.RequestApi;
import eu.parvis.request.RequestApi.Change;
import eu.parvis.request.RequestApi.Detail;
import eu.parvis.request.RequestApi.Show;
import eu.parvis.request.RequestState;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The steps of an order between its product and its summary; a submitted request is changed by the same pages. Two
 * editors notice each other: the second one sees what is stored now beside the own typed values.
 */
final class StepRoutes implements Routes {

    private static final String HOLDER = "holder";

    private final Site site;
    private final Bus bus;
    private final SessionGuard guard;
    private final Catalogue catalogue;
    private final FormDraftGuard drafts;

    StepRoutes(Site site, SessionGuard guard, Catalogue catalogue) {
        this.site = site;
        this.bus = site.bus();
        this.guard = guard;
        this.catalogue = catalogue;
        this.drafts = new FormDraftGuard(site);
    }

    @Override
    public void pages(Router router) {
        router.get("/requests/:id/holder").handler(guard.browser()).handler(answer(this::showHolder));
        router.post("/requests/:id/holder")
                .handler(guard.lateForms(drafts::keepLate).browser())
                .handler(drafts.keeping())
                .handler(answer(this::changeHolder));
        router.get("/requests/:id/duration").handler(guard.browser()).handler(answer(this::showDuration));
        router.post("/requests/:id/duration")
                .handler(guard.lateForms(drafts::keepLate).browser())
                .handler(drafts.keeping())
                .handler(answer(this::changeDuration));
    }

    /** The request, if the person may change it. */
    static Future<Detail> editable(Bus bus, RoutingContext rc) {
        var by = RequesterGuard.requester(rc);
        return bus.request(RequestApi.SHOW, new Show(by, PathId.of(rc))).map(detail -> {
            if (!detail.request().orderedBy().equals(by.account()) && !by.overseesOrganisation()) {
                throw Failure.of(Failure.Kind.FORBIDDEN, "request.notYours");
            }
            return detail;
        });
    }

    static boolean isOutdated(Throwable cause) {
        return cause instanceof Failure failure && failure.kind() == Failure.Kind.PRECONDITION_FAILED;
    }

    static boolean isIncomplete(Throwable cause) {
        return cause instanceof Failure failure && failure.kind() == Failure.Kind.INVALID;
    }

    private Product product(Detail detail) {
        return catalogue.product(detail.request().product()).orElseThrow();
    }

    /** Once the desk checks the request, its page says so. */
    private Future<Detail> changeable(RoutingContext rc) {
        return editable(bus, rc).map(detail -> {
            if (!detail.request().state().isEditable()) {
                throw Failure.of(Failure.Kind.CONFLICT, "request.notEditable");
            }
            return detail;
        });
    }

    // --- Holder -------------------------------------------------------------------------------------------------

    private Future<Void> showHolder(RoutingContext rc) {
        return changeable(rc)
                .compose(detail -> drafts.form(rc, rc.request().path(), holderForm(detail))
                        .compose(form -> showHolder(rc, 200, detail, form, List.of())));
    }

    private Form holderForm(Detail detail) {
        var holder = detail.request().holder();
        return Form.of(holderFields(holder))
                .orElse(ShownField.NAME, detail.request().shown());
    }

    private static Map<String, String> holderFields(Holder holder) {
        var fields = new HashMap<String, String>();
        fields.put("holder.kind", holder.kind().name());
        if (holder.kind() == HolderKind.PERSON) {
            holder.person().ifPresent(person -> {
                fields.putAll(PersonInput.fields("holder.", person));
                fields.put("holder.emailConfirmation", person.email().value());
            });
        }
        holder.name().ifPresent(name -> fields.put("holder.name", name));
        return fields;
    }

    private Future<Void> showHolder(
            RoutingContext rc, int status, Detail detail, Form form, List<Difference> differences) {
        var product = product(detail);
        return site.pages()
                .show(
                        rc,
                        status,
                        new HolderPage(
                                Subject.of(detail, product, OrderRoutes.text(rc)),
                                kinds(rc, detail, product).stream()
                                        .map(Enum::name)
                                        .toList(),
                                detail.orderer(),
                                differences,
                                form));
    }

    /** Those that the person may order, and the present one. */
    private static List<HolderKind> kinds(RoutingContext rc, Detail detail, Product product) {
        var allowed = product.orderableFor(RequesterGuard.requester(rc).roles());
        return product.holders().keySet().stream()
                .filter(kind -> allowed.contains(kind)
                        || kind == detail.request().holder().kind())
                .sorted()
                .toList();
    }

    private Future<Void> changeHolder(RoutingContext rc) {
        return change(rc, this::holderChange, "/duration", (detail, status, form) -> {
            var differences = status == 409 ? holderDifferences(detail, form) : List.<Difference>of();
            return showHolder(rc, status, detail, form, differences);
        });
    }

    /** A page with one kind only does not ask for it. */
    private Change holderChange(RoutingContext rc, Detail detail) {
        var input = Input.of(rc);
        var kinds = kinds(rc, detail, product(detail));
        var in = input.object(HOLDER);
        var holder = kinds.size() == 1 ? HolderInput.of(in, kinds.get(0)) : HolderInput.of(in);
        input.end();
        return new Change(
                RequesterGuard.requester(rc),
                PathId.of(rc),
                Optional.of(holder),
                Optional.empty(),
                Optional.empty(),
                ShownField.of(input));
    }

    private static List<Difference> holderDifferences(Detail detail, Form typed) {
        return differences(
                holderFields(detail.request().holder()),
                typed,
                List.of("holder.firstName", "holder.lastName", "holder.phone", "holder.email", "holder.name"));
    }

    private static List<Difference> differences(Map<String, String> stored, Form typed, List<String> fields) {
        return fields.stream()
                .filter(field ->
                        stored.containsKey(field) && !typed.value(field).strip().equals(stored.get(field)))
                .map(field -> new Difference(field, stored.get(field)))
                .toList();
    }

    // --- Duration -----------------------------------------------------------------------------------------------

    private Future<Void> showDuration(RoutingContext rc) {
        return changeable(rc)
                .compose(detail -> drafts.form(rc, rc.request().path(), durationForm(detail))
                        .compose(form -> showDuration(rc, 200, detail, form, List.of())));
    }

    private static Form durationForm(Detail detail) {
        return Form.of(durationFields(detail.request()))
                .orElse(ShownField.NAME, detail.request().shown());
    }

    private static Map<String, String> durationFields(CertificateRequest request) {
        return Map.of(
                "durationMonths",
                        request.months().map(months -> Integer.toString(months)).orElse(""),
                "note", request.note().orElse(""));
    }

    private Future<Void> showDuration(
            RoutingContext rc, int status, Detail detail, Form form, List<Difference> differences) {
        var product = product(detail);
        var text = OrderRoutes.text(rc);
        var durations = product.months().stream()
                .map(months -> new Duration(Integer.toString(months), text.months(months)))
                .toList();
        return site.pages()
                .show(rc, status, new DurationPage(Subject.of(detail, product, text), durations, differences, form));
    }

    private Future<Void> changeDuration(RoutingContext rc) {
        return change(rc, this::durationChange, "/submission", (detail, status, form) -> {
            var differences = status == 409 ? durationDifferences(rc, detail, form) : List.<Difference>of();
            return showDuration(rc, status, detail, form, differences);
        });
    }

    private Change durationChange(RoutingContext rc, Detail detail) {
        var input = Input.of(rc);
        var months = input.required("durationMonths", "order.duration.missing", text -> months(text, detail));
        var note = OrderInput.note(input);
        input.end();
        return new Change(
                RequesterGuard.requester(rc),
                PathId.of(rc),
                Optional.empty(),
                Optional.of(months),
                Optional.of(note.orElse("")),
                ShownField.of(input));
    }

    private Integer months(String text, Detail detail) {
        return product(detail).months().stream()
                .filter(months -> Integer.toString(months).equals(text.strip()))
                .findFirst()
                .orElseThrow(() -> new Malformed("error.choice"));
    }

    private static List<Difference> durationDifferences(RoutingContext rc, Detail detail, Form typed) {
        var request = detail.request();
        return differences(durationFields(request), typed, List.of("durationMonths", "note")).stream()
                .map(found -> found.field().equals("note")
                        ? found
                        : new Difference(
                                found.field(),
                                request.months()
                                        .map(OrderRoutes.text(rc)::months)
                                        .orElse("")))
                .toList();
    }

    // --- Both ---------------------------------------------------------------------------------------------------

    private interface Reading {
        Change of(RoutingContext rc, Detail detail);
    }

    private interface StepPage {
        Future<Void> show(Detail detail, int status, Form form);
    }

    private Future<Void> change(RoutingContext rc, Reading reading, String next, StepPage page) {
        return changeable(rc)
                .compose(detail -> Answers.submit(
                        rc,
                        () -> bus.request(RequestApi.CHANGE, reading.of(rc, detail))
                                .compose(changed ->
                                        drafts.forget(rc).compose(forgotten -> respondWithNext(rc, changed, next))),
                        (status, faults) -> drafts.refused(rc, Input.of(rc), faults)
                                .compose(form -> page.show(detail, status, form))))
                .recover(cause -> isOutdated(cause) ? respondWithChange(rc, page) : Future.failedFuture(cause));
    }

    /** A step of an order leads to the next one; a change of a submitted request back to its page. */
    private Future<Void> respondWithNext(RoutingContext rc, Detail changed, String next) {
        var request = changed.request();
        return request.state() == RequestState.DRAFT
                ? Answers.seeOther(rc, OrderRoutes.path(request) + (isFinished(request) ? "/submission" : next))
                : site.notices().seeOther(rc, OrderRoutes.path(request), List.of("changed"));
    }

    private static boolean isFinished(CertificateRequest request) {
        return request.holder().isNamed() && request.months().isPresent();
    }

    /** Nothing is overwritten: the form comes back as typed, and another click stores it over the present values. */
    private Future<Void> respondWithChange(RoutingContext rc, StepPage page) {
        return changeable(rc).compose(detail -> {
            ShownField.renew(rc, detail.request().shown());
            return drafts.refused(rc, Input.of(rc), List.of(FieldError.of("", "order.changed")))
                    .compose(form -> page.show(detail, 409, form));
        });
    }
}
