package eu.parvis.signin.password;

import static eu.parvis.http.Answers.answer;

import eu.parvis.account.Account;
import eu.parvis.bus.Failure;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.session.SessionApi;
import eu.parvis.session.SessionGuard;
import eu.parvis.words.Words;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Sign-in, sign-out, extending the session and changing the current organisation, for browsers. */
public final class SigninRoutes implements Routes {

    private static final String PAGE = "/sign-in";
    private static final String TEMPLATE = "signin/sign-in.html";

    private final Site site;
    private final SessionGuard guard;
    private final PasswordGuard passwords;

    public SigninRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.guard = guard;
        this.passwords = new PasswordGuard(site);
    }

    @Override
    public void pages(Router router) {
        router.get(PAGE).handler(this::showWithReason);
        site.publicPages().add(router, PAGE, TEMPLATE, language -> model(Form.empty(), "", null));
        router.post(PAGE).handler(answer(this::submit));
        router.post("/sign-out").handler(guard.anybody()).handler(answer(this::signOut));
        site.publicPages()
                .add(
                        router,
                        "/signed-out",
                        "signin/signed-out.html",
                        language -> Map.of("reason", "CHOSEN", "returnTo", ""));
        router.post("/session/stay").handler(guard.anybody()).handler(answer(Answers::nothing));
        router.post("/organisation/switch").handler(guard.browser()).handler(answer(this::switchOrganisation));
    }

    // --- Sign in ------------------------------------------------------------------------------------------------

    /** Without a query the page is public and the same for all. */
    private void showWithReason(RoutingContext rc) {
        if (rc.request().query() == null) {
            rc.next();
            return;
        }
        answer(this::show).handle(rc);
    }

    private Future<Void> show(RoutingContext rc) {
        var next = ReturnPath.of(rc.request().getParam("returnTo")).orElse("");
        return site.pages().show(rc, TEMPLATE, model(Form.empty(), next, reason(rc)));
    }

    /** Why the visitor was redirected here; null if they came on their own. */
    private String reason(RoutingContext rc) {
        var words = Words.of(Visit.of(rc).language());
        return switch (Optional.ofNullable(rc.request().getParam("notice")).orElse("")) {
            case "IDLE" ->
                words.text(
                        "signin.out.reason.IDLE",
                        site.configuration().session().inactivity().toMinutes());
            case "AGED" -> words.text("signin.out.reason.AGED");
            case "ENDED" -> words.text("signin.out.reason.ENDED");
            case "PASSWORD" -> words.text("signin.notice.password");
            default -> null;
        };
    }

    private Future<Void> submit(RoutingContext rc) {
        var input = Input.of(rc);
        return Future.succeededFuture()
                .compose(begun -> signIn(rc, input))
                .compose(
                        signedIn -> welcome(rc, input, signedIn),
                        cause -> cause instanceof Failure failure ? again(rc, input, failure) : fail(cause));
    }

    private Future<SigninApi.SignedIn> signIn(RoutingContext rc, Input input) {
        var credentials = SigninInput.credentials(input);
        input.end();
        passwords.limit(rc);
        return site.bus()
                .request(
                        SigninApi.SIGN_IN,
                        new SigninApi.SignIn(
                                credentials.login(),
                                credentials.password(),
                                SessionApi.Channel.BROWSER,
                                SigninInput.userAgent(rc.request()),
                                passwords.mark(rc),
                                guard.token(rc),
                                Visit.of(rc).address()));
    }

    private Future<Void> welcome(RoutingContext rc, Input input, SigninApi.SignedIn signedIn) {
        guard.begin(rc, signedIn.session());
        signedIn.mark().ifPresent(mark -> passwords.mark(rc, mark));
        var next = ReturnPath.of(input.text("returnTo")).orElse(SessionGuard.HOME);
        var pending = signedIn.account().state() == Account.State.PENDING;
        return Answers.seeOther(rc, pending ? SessionGuard.WIZARD : next);
    }

    /** Shows the page again with the errors and the login, never with the password. */
    private Future<Void> again(RoutingContext rc, Input input, Failure failure) {
        return switch (failure.kind()) {
            case INVALID, UNAUTHENTICATED, RATE_LIMITED -> {
                var next = ReturnPath.of(input.text("returnTo")).orElse("");
                var form = input.form().with(failure.faults(), site.pages().words(rc));
                Answers.tellWhen(rc, failure);
                yield site.pages().show(rc, failure.kind().status(), TEMPLATE, model(form, next, null));
            }
            default -> fail(failure);
        };
    }

    private static Map<String, Object> model(Form form, String next, String notice) {
        var model = new HashMap<String, Object>();
        model.put("form", form);
        model.put("returnTo", next);
        model.put("notice", notice);
        model.put("errors", !form.getErrors().isEmpty());
        return model;
    }

    // --- Signed in ----------------------------------------------------------------------------------------------

    private Future<Void> signOut(RoutingContext rc) {
        return site.bus()
                .request(
                        SessionApi.END,
                        new SessionApi.End(
                                SessionGuard.identity(rc).session(),
                                Visit.of(rc).address()))
                .compose(ended -> {
                    guard.forget(rc);
                    rc.response().putHeader("Clear-Site-Data", "\"cache\", \"storage\"");
                    return Answers.seeOther(rc, "/signed-out");
                });
    }

    private Future<Void> switchOrganisation(RoutingContext rc) {
        var input = Input.of(rc);
        var organisation = input.required("organisation", SigninInput::id);
        input.end();
        var identity = SessionGuard.identity(rc);
        return site.bus()
                .request(
                        SessionApi.SWITCH_ORGANISATION,
                        new SessionApi.SwitchOrganisation(
                                identity.session(),
                                identity.account().id(),
                                organisation,
                                Visit.of(rc).address()))
                .compose(switched -> Answers.seeOther(rc, SessionGuard.HOME));
    }

    private static <T> Future<T> fail(Throwable cause) {
        return Future.failedFuture(cause);
    }
}
