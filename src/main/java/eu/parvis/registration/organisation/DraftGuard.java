package eu.parvis.registration.organisation;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.http.Answers;
import eu.parvis.http.Cookies;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.registration.organisation.RegistrationApi.Draft;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The registration of a visitor, found by the token in a cookie: first a draft of the form, then what was submitted. */
final class DraftGuard {

    static final String PART_1 = "/register";
    static final String WAITING = "/register/waiting";

    private static final String COOKIE = "registration";
    private static final Draft NEW = new Draft(false, Map.of());

    private final Bus bus;
    private final Cookies cookies;
    private final Duration validity;

    DraftGuard(Site site) {
        this.bus = site.bus();
        this.cookies = site.cookies();
        this.validity = site.configuration().get(RegistrationSettings.class).waitingPage();
    }

    Optional<String> token(RoutingContext rc) {
        return cookies.read(rc, COOKIE);
    }

    String requireToken(RoutingContext rc) {
        return token(rc).orElseThrow(() -> Failure.of(Failure.Kind.NOT_FOUND, "registration.unknown"));
    }

    void setToken(RoutingContext rc, String token) {
        cookies.set(rc, COOKIE, token, validity);
    }

    void clearToken(RoutingContext rc) {
        cookies.clear(rc, COOKIE);
    }

    /** Stores the fields of the form and returns the token of the draft. */
    Future<String> save(RoutingContext rc, Form form) {
        return bus.request(
                        RegistrationApi.SAVE_DRAFT,
                        new RegistrationApi.SaveDraft(token(rc), Visit.of(rc).language(), form.all()))
                .map(RegistrationApi.DraftToken::token)
                .onSuccess(token -> setToken(rc, token));
    }

    Future<Draft> draft(RoutingContext rc) {
        return token(rc).map(token -> draft(rc, token)).orElseGet(() -> Future.succeededFuture(NEW));
    }

    /** Reads the draft. If it has expired, clears the cookie and returns an empty one. */
    Future<Draft> draft(RoutingContext rc, String token) {
        return bus.request(RegistrationApi.RECALL, new RegistrationApi.Recall(token))
                .recover(cause -> {
                    if (cause instanceof Failure failure && failure.kind() == Failure.Kind.EXPIRED) {
                        clearToken(rc);
                        return Future.succeededFuture(NEW);
                    }
                    return Future.failedFuture(cause);
                });
    }

    /** Redirects to the waiting page after the form was submitted. */
    static Future<Void> unlessSubmitted(RoutingContext rc, Draft draft, Function<Draft, Future<Void>> next) {
        return draft.submitted() ? Answers.seeOther(rc, WAITING) : next.apply(draft);
    }

    /** Redirects to part 1 of the form unless the draft has a valid one. */
    static Future<Void> afterPart1(RoutingContext rc, Draft draft, Function<OrganisationDetails, Future<Void>> next) {
        var input = input(draft);
        var organisation = RegistrationInput.fromForm(input);
        return input.refused() ? Answers.seeOther(rc, PART_1) : next.apply(organisation);
    }

    static Form form(Draft draft) {
        return input(draft).form();
    }

    private static Input input(Draft draft) {
        var fields = MultiMap.caseInsensitiveMultiMap();
        draft.fields().forEach(fields::add);
        return Input.form(fields);
    }
}
