package eu.parvis.draft;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.FieldError;
import eu.parvis.config.Limit;
import eu.parvis.crypto.Secret;
import eu.parvis.draft.DraftApi.Draft;
import eu.parvis.draft.DraftApi.Forget;
import eu.parvis.draft.DraftApi.Owner;
import eu.parvis.draft.DraftApi.Recall;
import eu.parvis.draft.DraftApi.Save;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.Location;
import eu.parvis.http.ReturnPath;
import eu.parvis.http.SecretFields;
import eu.parvis.http.Site;
import eu.parvis.session.Identity;
import eu.parvis.session.SessionGuard;
import eu.parvis.session.Subject;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is typed into the forms of signed-in persons. A form is sent to its own address with the field {@code keep}
 * to be saved only: by a script while its fields are edited, and by the buttons that lead to another page.
 */
public final class FormDraftGuard {

    private static final Logger LOG = LoggerFactory.getLogger(FormDraftGuard.class);
    private static final Limit SAVES = new Limit(
            "draft.savesPerMinute",
            Duration.ofMinutes(1),
            configuration -> configuration.get(DraftSettings.class).savesPerMinute());

    /** A path leads there afterwards; empty for a script. */
    private static final String KEEP = "keep";

    private static final String DISCARD = "discard";

    private final Site site;
    private final SecretFields kept;

    public FormDraftGuard(Site site) {
        this(site, SecretFields.of());
    }

    /** Takes the secret fields that are kept on the server until the form is accepted. */
    public FormDraftGuard(Site site, SecretFields kept) {
        this.site = site;
        this.kept = kept;
    }

    /** Answers a request that only saves or discards what is typed. */
    public Handler<RoutingContext> keeping() {
        return rc -> {
            if (keepsOnly(rc)) {
                answer(this::keepTyped).handle(rc);
            } else if (rc.request().formAttributes().contains(DISCARD)) {
                answer(this::discard).handle(rc);
            } else {
                rc.next();
            }
        };
    }

    private Future<Void> keepTyped(RoutingContext rc) {
        return next(rc).map(path -> keepWithSecrets(rc).compose(saved -> Answers.seeOther(rc, path)))
                .orElseGet(() -> keep(rc, Input.of(rc).form()).compose(saved -> Answers.nothing(rc)));
    }

    /** A button also sends the secrets, which the page that follows cannot show again. */
    private Future<Void> keepWithSecrets(RoutingContext rc) {
        return input(rc)
                .compose(input -> save(rc, SessionGuard.identity(rc), input.form(), Optional.of(secrets(rc, input))));
    }

    /** Whether a form is sent to be saved only. */
    public static boolean keepsOnly(RoutingContext rc) {
        return rc.request().formAttributes().contains(KEEP);
    }

    /** Where the button leads; empty for a script. */
    public static Optional<String> next(RoutingContext rc) {
        return ReturnPath.of(rc.request().getFormAttribute(KEEP));
    }

    /** Counts one save of this network address. */
    public static void limit(Site site, RoutingContext rc) {
        site.limits().spend(SAVES, rc);
    }

    private Future<Void> discard(RoutingContext rc) {
        return forget(rc)
                .compose(forgotten ->
                        Answers.seeOther(rc, Location.of(rc.request()).link()));
    }

    /** Saves a form as it is shown now. */
    public Future<Void> keep(RoutingContext rc, Form form) {
        return save(rc, SessionGuard.identity(rc), form, Optional.empty());
    }

    /** Saves a form that arrived after its session had ended. */
    public Future<Void> keepLate(RoutingContext rc, Identity ended) {
        return save(rc, ended, Input.of(rc).form(), Optional.empty());
    }

    private Future<Void> save(RoutingContext rc, Identity identity, Form form, Optional<KeptSecrets> secrets) {
        limit(site, rc);
        var typed = form.without(name -> name.equals(KEEP) || name.equals(Subject.FIELD));
        return site.bus()
                .request(DraftApi.SAVE, new Save(owner(identity), rc.request().path(), typed.all(), secrets))
                .mapEmpty();
    }

    /** The form that is sent to this address, as it was left; {@code otherwise} if nothing is saved. */
    public Future<Form> form(RoutingContext rc, String address, Form otherwise) {
        return recall(rc, address).map(draft -> form(draft, otherwise));
    }

    private static Form form(Draft draft, Form otherwise) {
        var form = draft.fields().map(Form::resumed).orElse(otherwise);
        return form.withKept(draft.secrets().fitting(form.all()).keySet());
    }

    private Future<Draft> recall(RoutingContext rc, String address) {
        return site.bus().request(DraftApi.RECALL, new Recall(owner(SessionGuard.identity(rc)), address));
    }

    /** The submitted form, with the kept secrets in the fields that were left empty. */
    public Future<Input> input(RoutingContext rc) {
        var typed = rc.request().formAttributes();
        return recall(rc, rc.request().path()).map(draft -> {
            draft.secrets().fitting(Input.of(rc).form().all()).forEach((name, secret) -> fillIn(typed, name, secret));
            return Input.of(rc);
        });
    }

    private static void fillIn(MultiMap typed, String name, Secret secret) {
        if (typed.getAll(name).stream().allMatch(String::isBlank)) {
            typed.set(name, secret.text());
        }
    }

    /** Saves a form that has errors, and returns it as the page shows it. */
    public Future<Form> refused(RoutingContext rc, Input input, List<FieldError> errors) {
        var secrets = secrets(rc, input).without(errors);
        return save(rc, SessionGuard.identity(rc), input.form(), Optional.of(secrets))
                .map(saved -> input.form()
                        .with(errors, site.pages().words(rc))
                        .withKept(secrets.values().keySet()));
    }

    private KeptSecrets secrets(RoutingContext rc, Input input) {
        var secrets = new HashMap<String, Secret>();
        rc.request().formAttributes().forEach((name, value) -> {
            if (kept.contains(name) && !value.isBlank()) {
                secrets.put(name, new Secret(value));
            }
        });
        return new KeptSecrets(secrets, input.form().all());
    }

    /** Deletes the draft of a form that was accepted. If that fails, the person sees it once more. */
    public Future<Void> forget(RoutingContext rc) {
        var owner = owner(SessionGuard.identity(rc));
        return site.bus()
                .request(DraftApi.FORGET, new Forget(owner, rc.request().path()))
                .<Void>mapEmpty()
                .recover(cause -> {
                    LOG.warn("A draft was not deleted", cause);
                    return Future.succeededFuture();
                });
    }

    private static Owner owner(Identity identity) {
        var account = identity.account().id();
        var scope =
                identity.organisation().map(Identity.Membership::organisation).orElse(account);
        return new Owner(account, scope, identity.session());
    }
}
