package eu.parvis.session;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.crypto.Secret;
import eu.parvis.http.Answers;
import eu.parvis.http.BearerToken;
import eu.parvis.http.Cookies;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.session.Subject.Scope;
import io.vertx.core.Future;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.AuthenticationHandler;
import io.vertx.ext.web.handler.SimpleAuthenticationHandler;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * Creates the guards of routes that need a signed-in person. A route reads the person from the Vert.x {@link User} by
 * {@link #identity}. If the database is unavailable, the answer is 503, never a redirect to the sign-in page. The guards
 * of pages admit a form only if its {@link Subject} is that of the session.
 */
public final class SessionGuard {

    /** Redirects to the current step of the activation wizard. */
    public static final String WIZARD = "/activation";

    public static final String HOME = "/home";

    /** The first page of an operator, who sees no page for customers. */
    public static final String DESK = "/desk";

    /** The page to accept the terms of use, where a person who must accept them first is sent. */
    public static final String TERMS = "/terms/accept";

    /** The notice that a form of the wizard came after the activation and does not count. */
    public static final String LATE = "late";

    private static final String COOKIE = "session";

    private final Site site;
    private final Bus bus;
    private final Cookies cookies;
    private final SessionSettings settings;
    private final Clock clock;
    private final SessionTokens countingTokens;
    private final SessionTokens nonCountingTokens;
    private final SubjectGuard subjects;
    private final EndedSessionGuard ended;

    public SessionGuard(Site site) {
        this(site, Optional.empty());
    }

    private SessionGuard(Site site, Optional<BiFunction<RoutingContext, Identity, Future<?>>> lateForms) {
        this.site = site;
        this.ended = new EndedSessionGuard(site, COOKIE, lateForms);
        this.bus = site.bus();
        this.cookies = site.cookies();
        this.settings = site.configuration().get(SessionSettings.class);
        this.clock = site.clock();
        this.countingTokens = new SessionTokens(site.bus(), true);
        this.nonCountingTokens = new SessionTokens(site.bus(), false);
        this.subjects = new SubjectGuard(site.pages());
    }

    /** The same guard, which gives a form whose session ended by time to {@code keeper} before it asks to sign in again. */
    public SessionGuard lateForms(BiFunction<RoutingContext, Identity, Future<?>> keeper) {
        return new SessionGuard(site, Optional.of(keeper));
    }

    /** The signed-in person. Call it only behind one of the guards. */
    public static Identity identity(RoutingContext rc) {
        return identity(rc.user());
    }

    /** The person behind a user that one of the guards has admitted. */
    public static Identity identity(User user) {
        return SessionTokens.identity(user);
    }

    /** Guards a page for activated persons; its forms act for the organisation. Redirects others to what comes first. */
    public AuthenticationHandler browser() {
        return guardPage(Scope.ORGANISATION, this::admitCustomer);
    }

    /** Like {@link #browser}, for forms that act on the person's own account, whichever organisation they act for. */
    public AuthenticationHandler ownAccount() {
        return guardPage(Scope.ACCOUNT, this::admitOpen);
    }

    /** Guards a page of the activation wizard. Redirects an activated person to the home page. */
    public AuthenticationHandler activation() {
        return guardPage(
                Scope.ACCOUNT,
                (rc, user) -> admitOrRedirect(
                        rc,
                        user,
                        SessionApi.Kind.ACTIVATION,
                        HOME,
                        SubjectGuard.isForm(rc) ? List.of(LATE) : List.of()));
    }

    /** Guards a page for every signed-in person, activated or not. */
    public AuthenticationHandler anySession() {
        return guardPage(Scope.ACCOUNT, SessionGuard::admit);
    }

    /** Guards an API operation: needs the bearer token of a session of one of these kinds. */
    public AuthenticationHandler api(SessionApi.Kind kind, SessionApi.Kind... more) {
        var kinds = EnumSet.of(kind, more);
        return rc -> authenticateApi(rc, countingTokens, kinds);
    }

    /** Guards the API operation that reports the remaining session time; the request does not extend the session. */
    public AuthenticationHandler sessionStatus() {
        return rc -> authenticateApi(rc, nonCountingTokens, EnumSet.allOf(SessionApi.Kind.class));
    }

    /**
     * Who is signed in in this browser, for pages that everybody may see. Counts as no activity. Fails only if the
     * session could not be looked up.
     */
    public Future<Optional<Identity>> whoIsThere(RoutingContext rc) {
        return authenticate(nonCountingTokens, cookie(rc), SessionApi.Channel.BROWSER)
                .map(user -> Optional.of(SessionTokens.identity(user)))
                .recover(cause -> cause instanceof SessionEnded
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(cause));
    }

    /** The token in the browser's cookie, valid or not. */
    public Optional<Secret> token(RoutingContext rc) {
        return cookie(rc).map(Secret::new);
    }

    /** Sets the session cookie. */
    public void begin(RoutingContext rc, OpenedSession session) {
        cookies.set(rc, COOKIE, session.token().text());
    }

    /** Clears the session cookie. */
    public void forget(RoutingContext rc) {
        cookies.clear(rc, COOKIE);
    }

    /** Ends the session of this request on all nodes. */
    public Future<?> end(RoutingContext rc) {
        return bus.request(
                SessionApi.END,
                new SessionApi.End(identity(rc).session(), Visit.of(rc).address()));
    }

    /** Ends the session, clears what the browser stores of this portal, and leads to a page for everybody. */
    public Future<Void> signOut(RoutingContext rc, String page) {
        return end(rc).compose(ended -> {
            forget(rc);
            rc.response().putHeader("Clear-Site-Data", "\"cache\", \"storage\"");
            return Answers.seeOther(rc, page);
        });
    }

    /** From the next request on, the session acts for this organisation. Fails as {@link SessionApi#SWITCH_ORGANISATION}. */
    public Future<?> switchOrganisation(RoutingContext rc, UUID organisation) {
        return switchOrganisation(rc, identity(rc), organisation);
    }

    private Future<?> switchOrganisation(RoutingContext rc, Identity identity, UUID organisation) {
        return bus.request(
                SessionApi.SWITCH_ORGANISATION,
                new SessionApi.SwitchOrganisation(
                        identity.session(),
                        identity.account().id(),
                        organisation,
                        Visit.of(rc).address()));
    }

    private AuthenticationHandler guardPage(Scope scope, BiConsumer<RoutingContext, User> admission) {
        return rc -> visitor(rc)
                .compose(user -> switchIfChosen(rc, user))
                .onSuccess(user -> {
                    if (SubjectGuard.admits(rc, SessionTokens.identity(user), scope)) {
                        admission.accept(rc, user);
                    } else {
                        subjects.respondWithOther(rc, SessionTokens.identity(user))
                                .onFailure(rc::fail);
                    }
                })
                .onFailure(cause -> ended.respond(rc, scope, cause));
    }

    /** The visitor continues with a form that was meant for another of the visitor's organisations. */
    private Future<User> switchIfChosen(RoutingContext rc, User user) {
        var identity = SessionTokens.identity(user);
        return SubjectGuard.chosen(rc, identity)
                .map(membership -> switchOrganisation(rc, identity, membership.organisation())
                        .compose(switched -> visitor(rc)))
                .orElseGet(() -> Future.succeededFuture(user));
    }

    private void authenticateApi(RoutingContext rc, SessionTokens tokens, Set<SessionApi.Kind> kinds) {
        authenticate(tokens, BearerToken.of(rc), SessionApi.Channel.API)
                .map(user -> requireKind(user, kinds))
                .onSuccess(user -> admit(rc, user))
                .onFailure(cause -> rc.fail(unauthenticated(cause)));
    }

    private Future<User> visitor(RoutingContext rc) {
        return authenticate(
                        Visit.of(rc).background() ? nonCountingTokens : countingTokens,
                        cookie(rc),
                        SessionApi.Channel.BROWSER)
                .onSuccess(user -> useLanguageAndViewer(rc, SessionTokens.identity(user)));
    }

    private void useLanguageAndViewer(RoutingContext rc, Identity identity) {
        Visit.speak(rc, identity.account().language());
        SessionViewer.of(identity, settings, clock.instant()).show(rc);
    }

    private static Future<User> authenticate(SessionTokens tokens, Optional<String> token, SessionApi.Channel channel) {
        return token.map(text -> tokens.authenticate(new TokenCredentials(text)))
                .orElseGet(() -> Future.failedFuture(new SessionEnded(SessionApi.Ending.ENDED)))
                .compose(user -> SessionTokens.identity(user).channel() == channel
                        ? Future.succeededFuture(user)
                        : Future.failedFuture(new SessionEnded(SessionApi.Ending.ENDED)));
    }

    private Optional<String> cookie(RoutingContext rc) {
        return cookies.read(rc, COOKIE);
    }

    private static User requireKind(User user, Set<SessionApi.Kind> kinds) {
        var state = SessionTokens.identity(user).state();
        if (!kinds.contains(state)) {
            throw state == SessionApi.Kind.TERMS
                    ? Failure.of(Failure.Kind.FORBIDDEN, "terms.required")
                    : Failure.of(Failure.Kind.FORBIDDEN, "activation.needed");
        }
        return user;
    }

    /** Leads an operator to the registration desk. */
    private void admitCustomer(RoutingContext rc, User user) {
        var identity = SessionTokens.identity(user);
        if (identity.operator() && identity.state() == SessionApi.Kind.OPEN) {
            Answers.seeOther(rc, DESK).onFailure(rc::fail);
        } else {
            admitOpen(rc, user);
        }
    }

    private void admitOpen(RoutingContext rc, User user) {
        admitOrRedirect(rc, user, SessionApi.Kind.OPEN, WIZARD, List.of());
    }

    private void admitOrRedirect(
            RoutingContext rc, User user, SessionApi.Kind kind, String redirect, List<String> notices) {
        var identity = SessionTokens.identity(user);
        if (identity.state() == kind) {
            admit(rc, user);
        } else if (identity.state() == SessionApi.Kind.TERMS) {
            ended.sendToTerms(rc, identity);
        } else {
            site.notices().seeOther(rc, redirect, notices).onFailure(rc::fail);
        }
    }

    private static void admit(RoutingContext rc, User user) {
        SimpleAuthenticationHandler.create()
                .authenticate(admitted -> Future.succeededFuture(user))
                .handle(rc);
    }

    private static Throwable unauthenticated(Throwable cause) {
        return cause instanceof SessionEnded
                ? Failure.of(Failure.Kind.UNAUTHENTICATED, "problem.unauthenticated")
                : cause;
    }
}
