package eu.parvis.company;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.company.CompanyApi.Company;
import eu.parvis.company.CompanyApi.Found;
import eu.parvis.company.CompanyApi.LookUp;
import eu.parvis.company.CompanyApi.State;
import eu.parvis.http.Answers;
import eu.parvis.http.Limits;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.words.Words;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Function;

/** SIRET look-up: as an API operation, and for the registration form, which prefills itself. */
public final class CompanyRoutes implements Routes {

    private final Bus bus;
    private final Limits limits;

    public CompanyRoutes(Site site) {
        this.bus = site.bus();
        this.limits = site.limits();
    }

    @Override
    public void pages(Router router) {
        router.get("/register/company").handler(answer(this::fillForm));
    }

    @Override
    public void api(Router router) {
        router.get("/companies/:siret").handler(answer(this::show));
    }

    /** Loads the structures of VAT numbers, which the library reads from XML when the first number is parsed. */
    @Override
    public void warmUp() {
        VatNumber.parse("BE0403019261");
    }

    /** JSON answer; fields that the directory lacks are omitted. */
    private record Answer(
            String siret,
            State state,
            Optional<String> message,
            Optional<String> name,
            Optional<CompanyApi.Type> type,
            Optional<String> address,
            Optional<String> postcode,
            Optional<String> town,
            Optional<String> region,
            Optional<String> country) {

        static Answer of(Found found, Optional<String> message) {
            return new Answer(
                    found.siret(),
                    found.state(),
                    message,
                    text(found, Company::name),
                    found.company().map(Company::type),
                    text(found, Company::address),
                    text(found, Company::postcode),
                    text(found, Company::town),
                    text(found, Company::region),
                    text(found, Company::country));
        }

        private static Optional<String> text(Found found, Function<Company, String> part) {
            return found.company().map(part).filter(text -> !text.isEmpty());
        }
    }

    /** The message shown if the form cannot be prefilled. */
    private record Refusal(String message) {}

    private Future<Void> show(RoutingContext rc) {
        return lookUp(rc, rc.pathParam("siret")).compose(found -> respondForPrograms(rc, found));
    }

    /** The form can always be filled in by hand, so every failure becomes a message next to the field. */
    private Future<Void> fillForm(RoutingContext rc) {
        return Future.succeededFuture(rc.queryParams().get("siret"))
                .compose(siret -> lookUp(rc, siret))
                .compose(found -> respondForForm(rc, found), cause -> respondWithRefusal(rc, cause));
    }

    private Future<Found> lookUp(RoutingContext rc, String siret) {
        limits.spend(CompanyApi.LOOK_UPS, rc);
        return bus.request(CompanyApi.LOOK_UP, new LookUp(siret));
    }

    private Future<Void> respondForPrograms(RoutingContext rc, Found found) {
        return Answers.json(rc, 200, Answer.of(found, Optional.empty()));
    }

    private Future<Void> respondForForm(RoutingContext rc, Found found) {
        var sentence = words(rc).text(found.state().sentence());
        return Answers.json(rc, 200, Answer.of(found, Optional.of(sentence)));
    }

    private Future<Void> respondWithRefusal(RoutingContext rc, Throwable cause) {
        if (!(cause instanceof Failure failure)) {
            return Future.failedFuture(cause);
        }
        Answers.retryAfter(rc, failure);
        var sentence = failure.fields().stream()
                .findFirst()
                .map(field -> words(rc).text(field.message(), field.arguments().toArray()))
                .orElseGet(() ->
                        words(rc).text(failure.messageId(), failure.arguments().toArray()));
        return Answers.json(rc, failure.kind().status(), new Refusal(sentence));
    }

    private static Words words(RoutingContext rc) {
        return Words.of(Visit.of(rc).language());
    }
}
