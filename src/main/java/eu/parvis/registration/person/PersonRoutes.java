package eu.parvis.registration.person;

import static eu.parvis.http.Answers.answer;

import eu.parvis.account.PasswordInput;
import eu.parvis.account.PasswordSettings;
import eu.parvis.bus.Failure;
import eu.parvis.crypto.HashingQueue.Priority;
import eu.parvis.crypto.PasswordPolicy;
import eu.parvis.crypto.PasswordRule;
import eu.parvis.http.Admission;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.Languages;
import eu.parvis.http.LinkGuard;
import eu.parvis.http.PageModel;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Template;
import eu.parvis.http.Visit;
import eu.parvis.joining.JoinApi;
import eu.parvis.registration.person.PersonApi.Registered;
import eu.parvis.values.Language;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** The form by which a person registers alone (CS-04, CS-05). */
public final class PersonRoutes implements Routes {

    static final String FORM = "/register/person";

    private static final String LANGUAGE = "lang";

    /**
     * The form.
     *
     * @param waiting what this browser has begun already
     */
    @Template("registration/person.html")
    private record PersonPage(Form form, List<PasswordRule> rules, List<PersonGuard.Waiting> waiting)
            implements PageModel {}

    private final Site site;
    private final PasswordPolicy policy;
    private final LinkGuard registrations;
    private final PersonGuard begun;

    public PersonRoutes(Site site) {
        this.site = site;
        this.policy = site.configuration().get(PasswordSettings.class).policy();
        this.registrations = PersonWaitingRoutes.registrations(site);
        this.begun = new PersonGuard(site);
    }

    @Override
    public void pages(Router router) {
        if (!site.configuration().doors().person()) {
            router.get(FORM).handler(rc -> rc.fail(RegistrationFormInput.doorClosed()));
            router.post(FORM).handler(rc -> rc.fail(RegistrationFormInput.doorClosed()));
            return;
        }
        router.get(FORM).handler(this::leadOn);
        site.publicPages().add(router, FORM, language -> page(Form.empty()));
        Admission.hashing(
                        router.post(FORM).handler(PasswordInput.SECRETS).handler(this::translate),
                        Priority.REGISTRATION)
                .handler(answer(this::submit));
    }

    /** Without a registration that waits the public page answers. */
    private void leadOn(RoutingContext rc) {
        if (begun.none(rc)) {
            rc.next();
        } else {
            answer(this::showWaiting).handle(rc);
        }
    }

    private Future<Void> showWaiting(RoutingContext rc) {
        return begun.waiting(rc).compose(waiting -> {
            if (waiting.isEmpty()) {
                rc.next();
                return Future.succeededFuture();
            }
            return site.pages().show(rc, new PersonPage(Form.empty(), policy.rules(), waiting));
        });
    }

    /** The language button sends the form, which comes back with what was typed. Nothing is stored. */
    private void translate(RoutingContext rc) {
        var language =
                Optional.ofNullable(rc.request().getFormAttribute(LANGUAGE)).flatMap(Language::of);
        if (language.isEmpty()) {
            rc.next();
            return;
        }
        Languages.choose(rc, language.get(), site.configuration().http().secure());
        Visit.answerIn(rc, language.get());
        var typed = Input.of(rc).form().without(LANGUAGE::equals).all();
        answer(translated -> site.pages().show(translated, page(Form.resumed(typed))))
                .handle(rc);
    }

    private PersonPage page(Form form) {
        return new PersonPage(form, policy.rules(), List.of());
    }

    private Future<Void> submit(RoutingContext rc) {
        var input = Input.of(rc);
        return Answers.submit(
                rc,
                () -> register(rc, input).compose(registered -> respondWithRegistered(rc, registered)),
                (status, faults) -> site.pages()
                        .show(
                                rc,
                                status,
                                page(input.form().with(faults, site.pages().words(rc)))),
                Failure.Kind.RATE_LIMITED);
    }

    private Future<Registered> register(RoutingContext rc, Input input) {
        var typed = RegistrationFormInput.read(input, policy);
        input.end();
        site.limits().spend(JoinApi.REGISTRATIONS, rc);
        var visit = Visit.of(rc);
        return site.bus()
                .request(
                        PersonApi.REGISTER,
                        new PersonApi.Register(
                                Optional.empty(), visit.language(), typed.person(), typed.password(), visit.address()));
    }

    private Future<Void> respondWithRegistered(RoutingContext rc, Registered registered) {
        var own = registrations.open(rc, registered.token()).orElseThrow();
        return Answers.seeOther(rc, PersonWaitingRoutes.address(own.id()));
    }
}
