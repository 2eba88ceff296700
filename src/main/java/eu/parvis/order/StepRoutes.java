package eu.parvis.order;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Malformed;
import eu.parvis.catalogue.Catalogue;
import eu.parvis.catalogue.HolderKind;
import eu.parvis.catalogue.Product;
import eu.parvis.draft.FormDraftGuard;
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
import eu.parvis.request.RequestApi.Change;
import eu.parvis.request.RequestApi.Detail;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The steps of an order between its product and its summary; a submitted request is changed by the same pages.
 */
final class StepRoutes implements Routes {

    private static final String HOLDER = "holder";

    private final Site site;
    private final Bus bus;
    private final SessionGuard guard;
    private final Catalogue catalogue;
    private final FormDraftGuard drafts;
    private final EditorGuard editors;

    StepRoutes(Site site, SessionGuard guard, Catalogue catalogue) {
        this.site = site;
        this.bus = site.bus();
        this.guard = guard;
        this.catalogue = catalogue;
        this.drafts = new FormDraftGuard(site);
        this.editors = new EditorGuard(site, drafts);
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

    private Product product(Detail detail) {
        return catalogue.product(detail.request().product()).orElseThrow();
    }

    // --- Holder -------------------------------------------------------------------------------------------------

    private Future<Void> showHolder(RoutingContext rc) {
        return EditorGuard.editable(bus, rc)
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
        return editors.change(rc, typed -> holderChange(rc, typed), "/duration", (detail, status, form) -> {
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
                Optional.empty(),
                Optional.of(holder),
                Optional.empty(),
                Optional.empty(),
                ShownField.of(input));
    }

    private static List<Difference> holderDifferences(Detail detail, Form typed) {
        return EditorGuard.differences(
                holderFields(detail.request().holder()),
                typed,
                List.of("holder.firstName", "holder.lastName", "holder.phone", "holder.email", "holder.name"));
    }

    // --- Duration -----------------------------------------------------------------------------------------------

    private Future<Void> showDuration(RoutingContext rc) {
        return EditorGuard.editable(bus, rc)
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
        return editors.change(rc, typed -> durationChange(rc, typed), "/documents", (detail, status, form) -> {
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
        return EditorGuard.differences(durationFields(request), typed, List.of("durationMonths", "note")).stream()
                .map(found -> found.field().equals("note")
                        ? found
                        : new Difference(
                                found.field(),
                                request.months()
                                        .map(OrderRoutes.text(rc)::months)
                                        .orElse("")))
                .toList();
    }
}
