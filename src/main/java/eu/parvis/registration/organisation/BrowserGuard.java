package eu.parvis.registration.organisation;

import eu.parvis.bus.Bus;
import eu.parvis.http.Cookies;
import eu.parvis.http.Form;
import eu.parvis.http.PathId;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.registration.organisation.RegistrationApi.Draft;
import eu.parvis.registration.organisation.RegistrationApi.Listed;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The registrations of a browser, drafts and submitted ones. Each has its id in its addresses and its token in a cookie
 * of its own, so that tabs never change each other's registration.
 */
final class BrowserGuard {

    private static final String COOKIE = "registration-";

    /** The only cookie of earlier builds. */
    private static final String FORMER_COOKIE = "registration";

    /** More cookies than a browser gets from us are not read. */
    private static final int MOST_READ = 2 * Drafts.MOST;

    private final Bus bus;
    private final Cookies cookies;
    private final Duration validity;

    /** A registration of this browser. */
    record OwnDraft(UUID id, String token) {

        String address(String page) {
            return DraftGuard.address(id, page);
        }
    }

    BrowserGuard(Site site) {
        this.bus = site.bus();
        this.cookies = site.cookies();
        this.validity = site.configuration().get(RegistrationSettings.class).waitingPage();
    }

    /** The registration in the address, if this browser has its cookie. */
    Optional<OwnDraft> named(RoutingContext rc) {
        var id = PathId.of(rc);
        return cookies.read(rc, COOKIE + id).map(token -> new OwnDraft(id, token));
    }

    boolean none(RoutingContext rc) {
        return tokens(rc).isEmpty();
    }

    private List<String> tokens(RoutingContext rc) {
        var tokens = new ArrayList<>(cookies.readAll(rc, COOKIE).values());
        cookies.read(rc, FORMER_COOKIE).ifPresent(tokens::add);
        return tokens.stream()
                .filter(token -> !token.isEmpty())
                .distinct()
                .limit(MOST_READ)
                .toList();
    }

    /** The latest first. Clears the cookies of those that have expired. */
    Future<List<Listed>> list(RoutingContext rc) {
        return bus.request(RegistrationApi.LIST, new RegistrationApi.ListDrafts(tokens(rc)))
                .map(RegistrationApi.ListedDrafts::registrations)
                .onSuccess(known -> {
                    clearAllBut(rc, known);
                    cookies.read(rc, FORMER_COOKIE).ifPresent(token -> adopt(rc, token, known));
                });
    }

    private void clearAllBut(RoutingContext rc, List<Listed> known) {
        var ids = known.stream().map(one -> one.id().toString()).toList();
        cookies.readAll(rc, COOKIE).keySet().stream()
                .filter(id -> !ids.contains(id))
                .forEach(id -> cookies.clear(rc, COOKIE + id));
    }

    private void adopt(RoutingContext rc, String token, List<Listed> known) {
        cookies.clear(rc, FORMER_COOKIE);
        known.stream().filter(one -> one.token().equals(token)).forEach(one -> set(rc, new OwnDraft(one.id(), token)));
    }

    /** Begins a draft; {@code another} also where the browser has one with the same fields. */
    Future<OwnDraft> begin(RoutingContext rc, Form form, boolean another) {
        return bus.request(
                        RegistrationApi.BEGIN_DRAFT,
                        new RegistrationApi.BeginDraft(tokens(rc), Visit.of(rc).language(), form.all(), another))
                .map(begun -> new OwnDraft(begun.id(), begun.token()))
                .onSuccess(own -> set(rc, own));
    }

    Future<OwnDraft> save(RoutingContext rc, OwnDraft own, Form form) {
        return bus.request(
                        RegistrationApi.SAVE_DRAFT,
                        new RegistrationApi.SaveDraft(
                                Optional.of(own.token), Visit.of(rc).language(), form.all()))
                .map(own)
                .onSuccess(saved -> set(rc, own));
    }

    Future<Draft> recall(OwnDraft own) {
        return bus.request(RegistrationApi.RECALL, new RegistrationApi.Recall(own.token));
    }

    Future<RegistrationApi.Discarded> discard(OwnDraft own) {
        return bus.request(RegistrationApi.DISCARD, new RegistrationApi.DiscardDraft(own.token));
    }

    void set(RoutingContext rc, OwnDraft own) {
        cookies.set(rc, COOKIE + own.id, own.token, validity);
    }

    void clear(RoutingContext rc, OwnDraft own) {
        cookies.clear(rc, COOKIE + own.id);
    }
}
