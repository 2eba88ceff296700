package eu.parvis.activation;

import static eu.parvis.activation.ActivationRoutes.by;
import static eu.parvis.http.Answers.answer;

import eu.parvis.activation.ActivationPages.ReplacementPage;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Message;
import eu.parvis.crypto.Secret;
import eu.parvis.draft.FormDraftGuard;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.session.DeviceGuard;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionGuard;
import eu.parvis.signin.password.PasswordGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** Replaces the security questions of the wizard, on a page and in the API. */
public final class SecurityQuestionRoutes implements Routes {

    private static final String MY_ACCOUNT = "/account";
    private static final String PAGE = MY_ACCOUNT + "/security-questions";

    private final Site site;
    private final FormDraftGuard drafts;
    private final SessionGuard guard;
    private final PasswordGuard passwords;
    private final DeviceGuard devices;

    public SecurityQuestionRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.drafts = new FormDraftGuard(site, ActivationInput.KEPT);
        this.guard = guard.lateForms(drafts::keepLate);
        this.passwords = new PasswordGuard(site);
        this.devices = new DeviceGuard(site);
    }

    @Override
    public void pages(Router router) {
        router.get(PAGE).handler(guard.ownAccount()).handler(answer(this::show));
        router.post(PAGE)
                .handler(ActivationInput.SECRETS)
                .handler(guard.ownAccount())
                .handler(drafts.keeping())
                .handler(answer(this::submit));
    }

    @Override
    public void api(Router router) {
        router.put("/me/challenges").handler(guard.api(Kind.OPEN)).handler(answer(this::replace));
    }

    private Future<Void> replace(RoutingContext rc) {
        return replace(rc, ActivationInput.ofJson(Input.of(rc), by(rc)), devices.mark(rc))
                .compose(replaced -> Answers.nothing(rc));
    }

    private Future<Message.Done> replace(RoutingContext rc, ActivationInput typed, Optional<Secret> mark) {
        var command = typed.replacement(mark);
        return passwords.limit(rc, () -> site.bus().request(ActivationApi.REPLACE_CHALLENGES, command));
    }

    private Future<Void> submit(RoutingContext rc) {
        return drafts.input(rc).compose(input -> submit(rc, input));
    }

    private Future<Void> submit(RoutingContext rc, Input input) {
        return Answers.submit(
                rc,
                () -> replace(rc, ActivationInput.ofForm(input, by(rc)), devices.mark(rc))
                        .compose(replaced -> drafts.forget(rc))
                        .compose(forgotten -> site.notices().seeOther(rc, MY_ACCOUNT, List.of("questions"))),
                (status, faults) -> drafts.refused(rc, input, ActivationPages.atOwnQuestion(faults, input.form()))
                        .compose(typed -> show(rc, status, typed)),
                Failure.Kind.RATE_LIMITED);
    }

    private Future<Void> show(RoutingContext rc) {
        return drafts.form(rc, PAGE, Form.empty()).compose(form -> show(rc, 200, form));
    }

    private Future<Void> show(RoutingContext rc, int status, Form form) {
        return site.pages()
                .show(rc, status, ReplacementPage.of(form, Visit.of(rc).language()));
    }
}
