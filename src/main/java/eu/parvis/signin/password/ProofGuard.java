package eu.parvis.signin.password;

import static eu.parvis.http.Answers.answer;

import eu.parvis.account.Login;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.Location;
import eu.parvis.http.PageModel;
import eu.parvis.http.SecretFields;
import eu.parvis.http.Site;
import eu.parvis.http.Template;
import eu.parvis.http.TypedForm;
import eu.parvis.http.Visit;
import eu.parvis.session.DeviceGuard;
import eu.parvis.session.ProvedGuard;
import eu.parvis.session.SessionGuard;
import eu.parvis.session.Subject;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Asks for the password again before a sensitive act, unless it was proved recently. The page that asks carries along
 * what was typed: the right password does the act.
 */
public final class ProofGuard {

    /** The password on the page that asks for it. */
    static final String FIELD = "proof";

    /** For every route with {@link #required}: its first handler. */
    public static final SecretFields SECRETS = SecretFields.of(FIELD);

    static final String PAGE = "/account/confirm";

    /** An act that needs a fresh proof, as in {@code signin.prove.act.*}. */
    public enum Act {
        CONTACTS(""),
        DEACTIVATION("/deactivate"),
        DELETION(""),
        EMAIL(""),
        HAND_OVER("/hand-over"),
        PAGE("/confirm"),
        PROFILE(""),
        ROLES("/roles");

        /** What the address of the form has in addition to that of its page. */
        private final String form;

        Act(String form) {
            this.form = form;
        }

        private String page(String address) {
            return address.endsWith(form) ? address.substring(0, address.length() - form.length()) : address;
        }
    }

    /**
     * The page that asks for the password.
     *
     * @param back page of a person who does not confirm
     * @param action of the form that does the act
     * @param fields typed values of that form
     * @param form the field of the password
     */
    @Template("signin/prove.html")
    private record ProofPage(Act act, String back, String action, Map<String, List<String>> fields, Form form)
            implements PageModel {}

    private final Site site;
    private final ProvedGuard proved;
    private final PasswordGuard passwords;
    private final DeviceGuard devices;

    public ProofGuard(Site site) {
        this.site = site;
        this.proved = new ProvedGuard(site);
        this.passwords = new PasswordGuard(site);
        this.devices = new DeviceGuard(site);
    }

    /** Behind a guard of a page: admits the request once the password is proved. */
    public Handler<RoutingContext> required(Act act) {
        return required(act, rc -> true);
    }

    /** Like {@link #required(Act)}, for a form that does a sensitive act only if {@code sensitive} says so. */
    public Handler<RoutingContext> required(Act act, Predicate<RoutingContext> sensitive) {
        return rc -> {
            if (proved.isProved(rc) || !sensitive.test(rc)) {
                rc.next();
            } else {
                answer(asked -> prove(asked, act)).handle(rc);
            }
        };
    }

    private Future<Void> prove(RoutingContext rc, Act act) {
        if (HttpMethod.GET.equals(rc.request().method())) {
            var here = Location.of(rc.request()).link();
            return Answers.seeOther(rc, PAGE + "?returnTo=" + URLEncoder.encode(here, StandardCharsets.UTF_8));
        }
        return rc.request().formAttributes().contains(FIELD)
                ? Answers.submit(
                        rc,
                        () -> confirm(rc, FIELD).onSuccess(proved -> rc.next()),
                        (status, faults) -> show(rc, status, act, faults),
                        Failure.Kind.RATE_LIMITED)
                : show(rc, 403, act, List.of());
    }

    /** Confirms the password in this field of a form or a body; the session then has a fresh proof. */
    Future<Void> confirm(RoutingContext rc, String field) {
        var input = Input.of(rc);
        var password = SigninInput.currentPassword(input, field);
        input.end();
        var identity = SessionGuard.identity(rc);
        var command = new SigninApi.Confirm(
                identity.session(),
                new Login(identity.account().identifier()),
                password,
                devices.mark(rc),
                Visit.of(rc).address());
        return passwords
                .limit(rc, () -> SigninApi.confirm(site.bus(), command, field))
                .mapEmpty();
    }

    private Future<Void> show(RoutingContext rc, int status, Act act, List<FieldError> faults) {
        var typed = TypedForm.of(rc).map(TypedForm::fields).orElse(Map.of());
        return show(rc, status, act, rc.request().uri(), typed, faults);
    }

    Future<Void> show(
            RoutingContext rc,
            int status,
            Act act,
            String action,
            Map<String, List<String>> typed,
            List<FieldError> faults) {
        var fields = new TreeMap<>(typed);
        fields.remove(Subject.FIELD);
        var form = Form.empty().with(faults, site.pages().words(rc));
        return site.pages()
                .show(rc, status, new ProofPage(act, act.page(rc.request().path()), action, fields, form));
    }
}
