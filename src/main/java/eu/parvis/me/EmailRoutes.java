package eu.parvis.me;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.bus.Message;
import eu.parvis.config.Limit;
import eu.parvis.draft.FormDraftGuard;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.PageModel;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Template;
import eu.parvis.http.TypedTwice;
import eu.parvis.me.MeApi.AskEmail;
import eu.parvis.me.MeApi.AskOverview;
import eu.parvis.me.MeApi.CancelEmail;
import eu.parvis.me.MeApi.Overview;
import eu.parvis.me.MeApi.SendEmailAgain;
import eu.parvis.session.ProvedGuard;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionGuard;
import eu.parvis.signin.password.ProofGuard;
import eu.parvis.signin.password.ProofGuard.Act;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Changing the e-mail address, in the session: the page and the operations of the API. */
public final class EmailRoutes implements Routes {

    private static final Limit CHANGES =
            Limit.of("recoveriesPerHour", Duration.ofHours(1)).alike("emailChanges");

    private static final String PAGE = MeRoutes.OVERVIEW + "/email";
    private static final Set<String> DONE = Set.of("asked", "again", "cancelled");

    /**
     * The present address and the one that is not confirmed yet.
     *
     * @param done what was done just now, as in {@code me.email.done.*}
     */
    @Template("me/email.html")
    private record EmailPage(String email, Optional<Pending> pending, Optional<String> done, Form form)
            implements PageModel {}

    record Pending(String email, Instant mailedAt, Instant expiresAt) {}

    private final Site site;
    private final FormDraftGuard drafts;
    private final SessionGuard guard;
    private final ProofGuard proof;
    private final ProvedGuard proved;

    public EmailRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.drafts = new FormDraftGuard(site);
        this.guard = guard;
        this.proof = new ProofGuard(site);
        this.proved = new ProvedGuard(site);
    }

    @Override
    public void pages(Router router) {
        router.get(PAGE).handler(guard.ownAccount()).handler(answer(this::show));
        router.post(PAGE)
                .handler(ProofGuard.SECRETS)
                .handler(guard.lateForms(drafts::keepLate).ownAccount())
                .handler(drafts.keeping())
                .handler(proof.required(Act.EMAIL))
                .handler(answer(this::submit));
        router.post(PAGE + "/again").handler(guard.ownAccount()).handler(answer(this::submitAgain));
        router.post(PAGE + "/cancel")
                .handler(guard.ownAccount())
                .handler(answer(rc ->
                        cancel(rc).compose(done -> site.notices().seeOther(rc, PAGE, List.of("cancelled")))));
    }

    @Override
    public void api(Router router) {
        router.put("/me/email")
                .handler(guard.api(Kind.OPEN))
                .handler(proved.required())
                .handler(answer(rc -> ask(rc, Input.of(rc)).compose(asked -> Answers.accepted(rc))));
        router.delete("/me/email")
                .handler(guard.api(Kind.OPEN))
                .handler(answer(rc -> cancel(rc).compose(cancelled -> Answers.nothing(rc))));
        router.post("/me/email/mails")
                .handler(guard.api(Kind.OPEN))
                .handler(answer(rc -> sendAgain(rc).compose(sent -> Answers.accepted(rc))));
    }

    private Future<Void> show(RoutingContext rc) {
        return drafts.form(rc, PAGE, Form.empty()).compose(form -> show(rc, 200, form));
    }

    private Future<Void> show(RoutingContext rc, int status, Form form) {
        var account = MeRoutes.account(rc);
        return site.bus()
                .request(MeApi.OVERVIEW, new AskOverview(account.id()))
                .compose(overview -> site.pages()
                        .show(rc, status, new EmailPage(account.email(), pending(overview), done(rc), form)));
    }

    private static Optional<Pending> pending(Overview overview) {
        return overview.pendingEmail()
                .map(pending -> new Pending(pending.email().value(), pending.mailedAt(), pending.expiresAt()));
    }

    private Optional<String> done(RoutingContext rc) {
        return site.notices().take(rc).stream().filter(DONE::contains).findFirst();
    }

    private Future<Void> submit(RoutingContext rc) {
        return Answers.submit(
                rc,
                () -> ask(rc, Input.of(rc))
                        .compose(asked -> drafts.forget(rc))
                        .compose(forgotten -> site.notices().seeOther(rc, PAGE, List.of("asked"))),
                (status, faults) -> drafts.refused(rc, Input.of(rc), faults).compose(typed -> show(rc, status, typed)),
                Failure.Kind.RATE_LIMITED);
    }

    private Future<Message.Done> ask(RoutingContext rc, Input input) {
        var email = TypedTwice.email(input);
        input.end();
        site.limits().spend(CHANGES, rc);
        return site.bus().request(MeApi.ASK_EMAIL, new AskEmail(MeRoutes.by(rc), email));
    }

    private Future<Void> submitAgain(RoutingContext rc) {
        return Answers.submit(
                rc,
                () -> sendAgain(rc).compose(sent -> site.notices().seeOther(rc, PAGE, List.of("again"))),
                (status, faults) -> showFaults(rc, status, faults),
                Failure.Kind.RATE_LIMITED);
    }

    private Future<Message.Done> sendAgain(RoutingContext rc) {
        site.limits().spend(CHANGES, rc);
        return site.bus().request(MeApi.SEND_EMAIL_AGAIN, new SendEmailAgain(MeRoutes.by(rc)));
    }

    private Future<Void> showFaults(RoutingContext rc, int status, List<FieldError> faults) {
        return show(rc, status, Form.empty().with(faults, site.pages().words(rc)));
    }

    private Future<Message.Done> cancel(RoutingContext rc) {
        return site.bus().request(MeApi.CANCEL_EMAIL, new CancelEmail(MeRoutes.by(rc)));
    }
}
