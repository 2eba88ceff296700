package eu.parvis.activation;

import static eu.parvis.http.Answers.answer;

import eu.parvis.account.Account.Step;
import eu.parvis.account.PasswordSettings;
import eu.parvis.activation.ActivationApi.By;
import eu.parvis.activation.ActivationApi.CatchUp;
import eu.parvis.activation.ActivationApi.Enter;
import eu.parvis.activation.ActivationApi.Show;
import eu.parvis.activation.ActivationApi.Standing;
import eu.parvis.activation.ActivationApi.StepResult;
import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.draft.FormDraftGuard;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;

/** The pages of the wizard. A step that is not the present one redirects to the present one. */
public final class ActivationRoutes implements Routes {

    private static final String WIZARD = "/activation";
    private static final String ADD = "add";
    private static final String REMOVE = "remove.";
    private static final String FIRST_COUNTS = "first-counts";
    private static final String WELCOME = "welcome";

    private final Site site;
    private final Bus bus;
    private final FormDraftGuard drafts;
    private final SessionGuard guard;
    private final ActivationPages pages;

    public ActivationRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.bus = site.bus();
        this.drafts = new FormDraftGuard(site, ActivationInput.KEPT);
        this.guard = guard.lateForms(drafts::keepLate);
        this.pages = new ActivationPages(
                site.configuration().get(PasswordSettings.class).policy());
    }

    @Override
    public void pages(Router router) {
        router.get(WIZARD).handler(guard.activation()).handler(answer(this::leadToStep));
        page(router, Step.PASSWORD, this::choosePassword);
        page(router, Step.CONTACTS, this::nameContacts);
        page(router, Step.USERS, this::addUsers);
        page(router, Step.CHALLENGES, this::setChallenges);
    }

    private void page(Router router, Step step, BiFunction<ActivationInput, Standing, Future<StepResult>> form) {
        var path = ActivationPages.path(step);
        router.get(path).handler(guard.activation()).handler(answer(rc -> show(rc, step)));
        router.post(path)
                .handler(ActivationInput.SECRETS)
                .handler(guard.activation())
                .handler(drafts.keeping())
                .handler(answer(rc -> take(rc, step, form)));
    }

    private Future<StepResult> choosePassword(ActivationInput typed, Standing standing) {
        return bus.request(ActivationApi.CHOOSE_PASSWORD, typed.password());
    }

    private Future<StepResult> nameContacts(ActivationInput typed, Standing standing) {
        return bus.request(ActivationApi.NAME_CONTACTS, typed.contacts(standing));
    }

    private Future<StepResult> addUsers(ActivationInput typed, Standing standing) {
        return bus.request(ActivationApi.ADD_USERS, typed.users(standing));
    }

    private Future<StepResult> setChallenges(ActivationInput typed, Standing standing) {
        return bus.request(ActivationApi.SET_CHALLENGES, typed.challenges());
    }

    private Future<Void> leadToStep(RoutingContext rc) {
        return standing(rc).compose(standing -> leadToStep(rc, standing));
    }

    private Future<Void> show(RoutingContext rc, Step step) {
        return standing(rc)
                .compose(standing -> standing.way().isOpen(step)
                        ? drafts.form(rc, ActivationPages.path(step), ActivationPages.form(step, standing))
                                .compose(form -> show(rc, 200, step, standing, form))
                        : leadToStep(rc, standing));
    }

    private Future<Standing> standing(RoutingContext rc) {
        return bus.request(ActivationApi.SHOW, new Show(by(rc).account()));
    }

    private Future<Void> leadToStep(RoutingContext rc, Standing standing) {
        return standing.way().step() == Step.DONE
                ? respondWithSignin(rc)
                : Answers.seeOther(rc, ActivationPages.path(standing.way().step()));
    }

    /** The account was activated in another session meanwhile. */
    private Future<Void> respondWithSignin(RoutingContext rc) {
        guard.forget(rc);
        return Answers.seeOther(rc, "/sign-in");
    }

    private Future<Void> show(RoutingContext rc, int status, Step step, Standing standing, Form form) {
        var firstCounts = site.notices().take(rc).contains(FIRST_COUNTS);
        var page = pages.page(step, standing, form, firstCounts, Visit.of(rc).language());
        return site.pages().show(rc, status, page);
    }

    private Future<Void> take(
            RoutingContext rc, Step step, BiFunction<ActivationInput, Standing, Future<StepResult>> form) {
        return bus.request(ActivationApi.ENTER, new Enter(by(rc), step))
                .compose(standing -> drafts.input(rc)
                        .compose(input -> isAboutRows(rc)
                                ? showOtherRows(rc, step, standing, withOtherRows(rc, input))
                                : submit(rc, step, standing, input, form)))
                .recover(cause -> respondElsewhere(rc, step, cause));
    }

    /** Without scripts, buttons add a row to fill in or remove one. */
    private static boolean isAboutRows(RoutingContext rc) {
        return action(rc).equals(ADD) || action(rc).startsWith(REMOVE);
    }

    private static String action(RoutingContext rc) {
        return Objects.requireNonNullElse(rc.request().getFormAttribute("action"), "");
    }

    private Future<Void> showOtherRows(RoutingContext rc, Step step, Standing standing, Form form) {
        return drafts.keep(rc, form).compose(kept -> show(rc, 200, step, standing, form));
    }

    private static Form withOtherRows(RoutingContext rc, Input input) {
        return action(rc).equals(ADD)
                ? ActivationPages.withAnotherRow(input.form())
                : ActivationPages.withoutRow(input.form(), action(rc).substring(REMOVE.length()));
    }

    private Future<Void> submit(
            RoutingContext rc,
            Step step,
            Standing standing,
            Input input,
            BiFunction<ActivationInput, Standing, Future<StepResult>> form) {
        return Answers.submit(
                rc,
                () -> form.apply(ActivationInput.ofForm(input, by(rc)), standing)
                        .compose(moved -> drafts.forget(rc).compose(forgotten -> respondWithNext(rc, moved))),
                (status, faults) -> drafts.refused(rc, input, ActivationPages.atOwnQuestion(faults, input.form()))
                        .compose(typed -> show(rc, status, step, standing, typed)),
                Failure.Kind.RATE_LIMITED);
    }

    private Future<Void> respondWithNext(RoutingContext rc, StepResult moved) {
        moved.session().ifPresent(session -> guard.begin(rc, session));
        return respondWith(rc, moved.next(), moved.next() == Step.DONE ? List.of(WELCOME) : List.of());
    }

    private Future<Void> respondWith(RoutingContext rc, Step next, List<String> notices) {
        return site.notices().seeOther(rc, ActivationPages.path(next), notices);
    }

    /**
     * After a double click the step is done already: the visitor goes on to the next one. A form of another tab may
     * differ, so the next page says that the first one counts.
     */
    private Future<Void> respondElsewhere(RoutingContext rc, Step step, Throwable cause) {
        if (!(cause instanceof Failure failure) || !failure.messageId().equals("activation.step")) {
            return Future.failedFuture(cause);
        }
        var next = Step.valueOf(failure.arguments().get(0));
        return next == Step.DONE
                ? bus.request(ActivationApi.CATCH_UP, new CatchUp(by(rc))).compose(moved -> respondWithLate(rc, moved))
                : respondWith(rc, next, step == Step.PASSWORD ? List.of(FIRST_COUNTS) : List.of());
    }

    private Future<Void> respondWithLate(RoutingContext rc, StepResult moved) {
        moved.session().ifPresent(session -> guard.begin(rc, session));
        return respondWith(rc, moved.next(), List.of(WELCOME, SessionGuard.LATE));
    }

    static By by(RoutingContext rc) {
        var identity = SessionGuard.identity(rc);
        return new By(identity.account().id(), identity.session(), Visit.of(rc).address());
    }
}
