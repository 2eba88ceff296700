package eu.parvis.activation;

import static eu.parvis.http.Answers.answer;

import eu.parvis.account.Account.Step;
import eu.parvis.activation.ActivationApi.By;
import eu.parvis.activation.ActivationApi.CatchUp;
import eu.parvis.activation.ActivationApi.Enter;
import eu.parvis.activation.ActivationApi.Moved;
import eu.parvis.activation.ActivationApi.Show;
import eu.parvis.activation.ActivationApi.Standing;
import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.crypto.PasswordPolicy;
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
import java.util.Objects;
import java.util.function.BiFunction;

/** The pages of the wizard. A request for a step that is not due redirects to the one that is. */
public final class ActivationRoutes implements Routes {

    private static final String WIZARD = "/activation";
    private static final String ADD = "add";
    private static final String REMOVE = "remove.";

    private final Site site;
    private final Bus bus;
    private final SessionGuard guard;
    private final ActivationPages pages;

    private static final String FIRST_COUNTS = "first-counts";

    public ActivationRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.bus = site.bus();
        this.guard = guard;
        this.pages = new ActivationPages(
                PasswordPolicy.valueOf(site.configuration().password().policy().name()));
    }

    @Override
    public void pages(Router router) {
        router.get(WIZARD).handler(guard.activation()).handler(answer(this::lead));
        page(router, Step.PASSWORD, this::choosePassword);
        page(router, Step.CONTACTS, this::nameContacts);
        page(router, Step.USERS, this::addUsers);
        page(router, Step.CHALLENGES, this::setChallenges);
    }

    private void page(Router router, Step step, BiFunction<ActivationInput, Standing, Future<Moved>> form) {
        var path = ActivationPages.path(step);
        router.get(path).handler(guard.activation()).handler(answer(rc -> show(rc, step)));
        router.post(path).handler(guard.activation()).handler(answer(rc -> take(rc, step, form)));
    }

    private Future<Moved> choosePassword(ActivationInput typed, Standing standing) {
        return bus.request(ActivationApi.CHOOSE_PASSWORD, typed.password());
    }

    private Future<Moved> nameContacts(ActivationInput typed, Standing standing) {
        return bus.request(ActivationApi.NAME_CONTACTS, typed.contacts(standing));
    }

    private Future<Moved> addUsers(ActivationInput typed, Standing standing) {
        return bus.request(ActivationApi.ADD_USERS, typed.users(standing));
    }

    private Future<Moved> setChallenges(ActivationInput typed, Standing standing) {
        return bus.request(ActivationApi.SET_CHALLENGES, typed.challenges());
    }

    private Future<Void> lead(RoutingContext rc) {
        return standing(rc).compose(standing -> lead(rc, standing));
    }

    private Future<Void> show(RoutingContext rc, Step step) {
        return standing(rc)
                .compose(standing -> standing.way().isOpen(step)
                        ? show(rc, 200, step, standing, ActivationPages.form(step, standing))
                        : lead(rc, standing));
    }

    private Future<Standing> standing(RoutingContext rc) {
        return bus.request(ActivationApi.SHOW, new Show(by(rc).account()));
    }

    private Future<Void> lead(RoutingContext rc, Standing standing) {
        return standing.way().step() == Step.DONE
                ? respondOver(rc)
                : Answers.seeOther(rc, ActivationPages.path(standing.way().step()));
    }

    /** The account was activated in another session; this one cannot be used any more. */
    private Future<Void> respondOver(RoutingContext rc) {
        guard.forget(rc);
        return Answers.seeOther(rc, "/sign-in");
    }

    private Future<Void> show(RoutingContext rc, int status, Step step, Standing standing, Form form) {
        var model = pages.model(step, standing, form, Visit.of(rc).language());
        model.put("firstCounts", rc.queryParams().contains(FIRST_COUNTS));
        return site.pages().show(rc, status, ActivationPages.template(step), model);
    }

    private Future<Void> take(RoutingContext rc, Step step, BiFunction<ActivationInput, Standing, Future<Moved>> form) {
        var input = Input.of(rc);
        return bus.request(ActivationApi.ENTER, new Enter(by(rc), step))
                .compose(standing -> isAboutRows(rc)
                        ? show(rc, 200, step, standing, withOtherRows(rc, input))
                        : submit(rc, step, standing, input, form))
                .recover(cause -> respondElsewhere(rc, step, cause));
    }

    /** Without scripts, buttons add and remove rows. */
    private static boolean isAboutRows(RoutingContext rc) {
        return action(rc).equals(ADD) || action(rc).startsWith(REMOVE);
    }

    private static String action(RoutingContext rc) {
        return Objects.requireNonNullElse(rc.request().getFormAttribute("action"), "");
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
            BiFunction<ActivationInput, Standing, Future<Moved>> form) {
        return Future.succeededFuture(ActivationInput.ofForm(input, by(rc)))
                .compose(typed -> form.apply(typed, standing))
                .compose(
                        moved -> respondWithNext(rc, moved),
                        cause -> respondWithFaults(rc, step, standing, input, cause));
    }

    private Future<Void> respondWithNext(RoutingContext rc, Moved moved) {
        moved.session().ifPresent(session -> guard.begin(rc, session));
        return Answers.seeOther(rc, ActivationPages.path(moved.next()));
    }

    private Future<Void> respondWithFaults(
            RoutingContext rc, Step step, Standing standing, Input input, Throwable cause) {
        if (!(cause instanceof Failure failure) || !ActivationPages.isToldOnPage(failure)) {
            return Future.failedFuture(cause);
        }
        Answers.tellWhen(rc, failure);
        var typed = ActivationPages.again(input.form());
        var faults = ActivationPages.onPage(failure.faults(), typed);
        return show(
                rc,
                failure.kind().status(),
                step,
                standing,
                typed.with(faults, site.pages().words(rc)));
    }

    /**
     * Handles a submission for a step that is not due, such as a second click: redirects to the step that is. If a
     * password was chosen before, the next page says that the first one counts, because another tab may have sent
     * another one.
     */
    private Future<Void> respondElsewhere(RoutingContext rc, Step step, Throwable cause) {
        if (!(cause instanceof Failure failure) || !failure.messageId().equals("activation.step")) {
            return Future.failedFuture(cause);
        }
        var next = Step.valueOf(failure.arguments().get(0));
        return next == Step.DONE
                ? bus.request(ActivationApi.CATCH_UP, new CatchUp(by(rc))).compose(moved -> respondWithNext(rc, moved))
                : Answers.seeOther(rc, ActivationPages.path(next) + (step == Step.PASSWORD ? "?" + FIRST_COUNTS : ""));
    }

    static By by(RoutingContext rc) {
        var identity = SessionGuard.identity(rc);
        return new By(identity.account().id(), identity.session(), Visit.of(rc).address());
    }
}
