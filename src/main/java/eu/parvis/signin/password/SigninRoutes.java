package eu.parvis.signin.password;

import static eu.parvis.http.Answers.answer;

import eu.parvis.account.Account;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.crypto.HashingQueue.Priority;
import eu.parvis.crypto.Secret;
import eu.parvis.http.Admission;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.PageModel;
import eu.parvis.http.ReturnPath;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Template;
import eu.parvis.http.Visit;
import eu.parvis.session.DeviceGuard;
import eu.parvis.session.SessionApi;
import eu.parvis.session.SessionGuard;
import eu.parvis.session.SessionSettings;
import eu.parvis.words.Words;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Pages to sign in, sign out, stay signed in, and act for another organisation. */
public final class SigninRoutes implements Routes {

    private static final String PAGE = "/sign-in";
    private static final String SIGNED_OUT = "/signed-out";

    /** Value of the parameter {@code notice} after a recovery. */
    private static final String PASSWORD_SAVED = "PASSWORD";

    private static final Set<String> ENDINGS =
            Arrays.stream(SessionApi.Ending.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

    /**
     * The page with the two ways in.
     *
     * @param returnTo path to go to afterwards; empty for home
     * @param notice why the visitor was signed out
     * @param refused the login that was typed, if its password was refused: a link can be sent; else empty
     */
    @Template("signin/sign-in.html")
    private record SigninPage(Form form, String returnTo, Optional<String> notice, String refused)
            implements PageModel {

        static SigninPage empty() {
            return new SigninPage(Form.empty(), "", Optional.empty(), "");
        }
    }

    /**
     * The page after signing out, and in place of a page without scripts on which nothing was done.
     *
     * @param reason why
     * @param returnTo path to go to after signing in again; empty for home
     * @param open whether the session goes on, because of another page
     */
    @Template("signin/signed-out.html")
    private record SignedOutPage(String reason, String returnTo, boolean open) implements PageModel {}

    private final Site site;
    private final SessionGuard guard;
    private final PasswordGuard passwords;
    private final DeviceGuard devices;

    public SigninRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.guard = guard;
        this.passwords = new PasswordGuard(site);
        this.devices = new DeviceGuard(site);
    }

    @Override
    public void pages(Router router) {
        router.get(PAGE).handler(answer(this::leadHome)).handler(this::showWithReason);
        site.publicPages().add(router, PAGE, language -> SigninPage.empty());
        Admission.hashing(router.post(PAGE).handler(SigninInput.SECRETS), Priority.SIGN_IN)
                .handler(answer(this::submit));
        router.post("/sign-out").handler(guard.anySession()).handler(answer(this::signOut));
        router.get(SIGNED_OUT).handler(answer(this::showClosed));
        site.publicPages()
                .add(router, SIGNED_OUT, language -> new SignedOutPage(ended(Words.of(language), "CHOSEN"), "", false));
        router.get("/session").handler(answer(this::showWhetherSignedIn));
        router.post("/session/stay").handler(guard.anySession()).handler(answer(Answers::nothing));
        router.post("/organisation/switch").handler(guard.ownAccount()).handler(answer(this::switchOrganisation));
    }

    // --- Sign in ------------------------------------------------------------------------------------------------

    /**
     * A visitor who is signed in is not asked to sign in, unless a password was recovered just now: perhaps that of
     * another account. While sessions cannot be looked up, the page is the one for strangers.
     */
    private Future<Void> leadHome(RoutingContext rc) {
        return guard.whoIsThere(rc).otherwise(Optional.empty()).compose(visitor -> {
            if (visitor.isEmpty() || site.notices().of(rc).contains(PASSWORD_SAVED)) {
                rc.next();
                return Future.succeededFuture();
            }
            return Answers.seeOther(
                    rc, destination(visitor.get().account(), rc.request().getParam("returnTo")));
        });
    }

    private static String destination(Account account, String returnTo) {
        return account.state() == Account.State.PENDING
                ? SessionGuard.WIZARD
                : ReturnPath.of(returnTo).orElse(SessionGuard.HOME);
    }

    /** Without a query and a notice the public page answers. */
    private void showWithReason(RoutingContext rc) {
        if (rc.request().query() == null && site.notices().of(rc).isEmpty()) {
            rc.next();
            return;
        }
        answer(this::show).handle(rc);
    }

    private Future<Void> show(RoutingContext rc) {
        var next = ReturnPath.of(rc.request().getParam("returnTo")).orElse("");
        var notices = site.notices().take(rc);
        var notice = reason(rc, notices)
                .map(sentence -> notices.contains("kept")
                        ? sentence + " " + site.pages().words(rc).text("signin.out.typed")
                        : sentence);
        return site.pages().show(rc, new SigninPage(Form.empty(), next, notice, ""));
    }

    /** Why the visitor was sent here. */
    private Optional<String> reason(RoutingContext rc, Set<String> notices) {
        var words = Words.of(Visit.of(rc).language());
        return notices.contains(PASSWORD_SAVED)
                ? Optional.of(words.text("signin.notice.password"))
                : notices.stream().filter(ENDINGS::contains).findFirst().map(ending -> ended(words, ending));
    }

    private String ended(Words words, String ending) {
        var inactivity = site.configuration().get(SessionSettings.class).inactivity();
        return words.text("signin.out.reason." + ending, inactivity.toMinutes());
    }

    private Future<Void> submit(RoutingContext rc) {
        var input = Input.of(rc);
        return Answers.submit(
                rc,
                () -> signIn(rc, input).compose(signedIn -> respondWithSession(rc, input, signedIn)),
                (status, faults) -> respondWithFaults(rc, status, input, faults),
                Failure.Kind.UNAUTHENTICATED,
                Failure.Kind.RATE_LIMITED);
    }

    private Future<SigninApi.SignedIn> signIn(RoutingContext rc, Input input) {
        var credentials = SigninInput.credentials(input);
        input.end();
        var command = new SigninApi.SignIn(
                credentials.login(),
                credentials.password(),
                SessionApi.Channel.BROWSER,
                SigninInput.userAgent(rc.request()),
                devices.mark(rc),
                guard.token(rc),
                Visit.of(rc).address());
        return passwords.limit(rc, () -> site.bus().request(SigninApi.SIGN_IN, command));
    }

    private Future<Void> respondWithSession(RoutingContext rc, Input input, SigninApi.SignedIn signedIn) {
        guard.begin(rc, signedIn.session());
        signedIn.mark().ifPresent(mark -> devices.remember(rc, mark));
        return Answers.seeOther(rc, destination(signedIn.account(), input.text("returnTo")));
    }

    private Future<Void> respondWithFaults(RoutingContext rc, int status, Input input, List<FieldError> faults) {
        var form = input.form().with(faults, site.pages().words(rc));
        var next = ReturnPath.of(input.text("returnTo")).orElse("");
        var refused = status == Failure.Kind.INVALID.status() ? "" : input.text("login");
        return site.pages().show(rc, status, new SigninPage(form, next, Optional.empty(), refused));
    }

    /**
     * A page without scripts asks for this by itself when nothing was done on it. That is no activity, so a session that
     * another page keeps open is not led home.
     */
    private Future<Void> showClosed(RoutingContext rc) {
        if (rc.request().query() == null) {
            return leadHome(rc);
        }
        var next = ReturnPath.of(rc.request().getParam("returnTo")).orElse("");
        var token = guard.token(rc).orElseGet(() -> new Secret(""));
        return site.bus()
                .request(SessionApi.RESOLVE, new SessionApi.Resolve(token, false))
                .compose(session -> site.pages().show(rc, closedPage(rc, session, next)));
    }

    private SignedOutPage closedPage(RoutingContext rc, SessionApi.ResolvedSession session, String returnTo) {
        var words = Words.of(Visit.of(rc).language());
        return new SignedOutPage(
                ended(words, session.why().name()), returnTo, session.identity().isPresent());
    }

    /** For the script of the public pages, which are the same for everybody. */
    private Future<Void> showWhetherSignedIn(RoutingContext rc) {
        return guard.whoIsThere(rc).compose(visitor -> Answers.json(rc, 200, Map.of("signedIn", visitor.isPresent())));
    }

    // --- Signed in ----------------------------------------------------------------------------------------------

    private Future<Void> signOut(RoutingContext rc) {
        return guard.signOut(rc, SIGNED_OUT);
    }

    private Future<Void> switchOrganisation(RoutingContext rc) {
        var input = Input.of(rc);
        var organisation = input.required("organisation", SigninInput::id);
        input.end();
        return guard.switchOrganisation(rc, organisation).compose(switched -> Answers.seeOther(rc, SessionGuard.HOME));
    }
}
