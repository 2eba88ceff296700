package eu.parvis.registration.organisation;

import static eu.parvis.http.Answers.answer;

import eu.parvis.http.Answers;
import eu.parvis.http.Input;
import eu.parvis.http.Routes;
import eu.parvis.registration.organisation.RegistrationApi.Listed;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/** The registrations of this browser, and the addresses of earlier builds, which name none of them. */
final class RegistrationListRoutes implements Routes {

    /** Addresses of earlier builds, and the pages that they led to. */
    private static final Map<String, String> FORMER_PAGES = Map.of(
            "/register/administrator", DraftGuard.PART_2,
            "/register/exists", DraftGuard.EXISTS,
            "/register/waiting", DraftGuard.WAITING);

    private static final Map<String, String> FORMER_FORMS = Map.of(
            "/register/administrator",
            DraftGuard.PART_2,
            "/register/join",
            DraftGuard.EXISTS,
            "/register/waiting/mails",
            DraftGuard.WAITING + "/mails",
            "/register/waiting/email",
            DraftGuard.WAITING + "/email");

    private final BrowserGuard drafts;
    private final DraftGuard guard;

    RegistrationListRoutes(BrowserGuard drafts, DraftGuard guard) {
        this.drafts = drafts;
        this.guard = guard;
    }

    @Override
    public void pages(Router router) {
        router.get(DraftGuard.LIST).handler(answer(guard::respondWithList));
        router.post(DraftGuard.address(":id", "forget")).handler(answer(this::forget));
        FORMER_PAGES.forEach((path, page) -> router.get(path).handler(answer(rc -> leadTo(rc, page))));
        FORMER_FORMS.forEach(
                (path, page) -> router.post(path).handler(answer(rc -> guard.respondWithUnnamed(rc, page))));
        router.post("/register/again").handler(answer(rc -> Answers.seeOther(rc, DraftGuard.NEW_FORM)));
    }

    /** Without any registration the public page answers. */
    void leadOn(RoutingContext rc) {
        if (drafts.none(rc)) {
            rc.next();
            return;
        }
        answer(this::leadToOnly).handle(rc);
    }

    private Future<Void> leadToOnly(RoutingContext rc) {
        return drafts.list(rc).compose(all -> {
            if (all.isEmpty()) {
                rc.next();
                return Future.succeededFuture();
            }
            var page = all.get(0).submitted() ? DraftGuard.WAITING : DraftGuard.PART_1;
            return Answers.seeOther(rc, onlyOrList(all, page));
        });
    }

    private Future<Void> leadTo(RoutingContext rc, String page) {
        return drafts.list(rc)
                .compose(all -> Answers.seeOther(rc, all.isEmpty() ? DraftGuard.FORM : onlyOrList(all, page)));
    }

    private static String onlyOrList(List<Listed> all, String page) {
        return all.size() == 1 ? DraftGuard.address(all.get(0).id(), page) : DraftGuard.LIST;
    }

    /** Deletes a draft. A submitted registration only leaves the list. A form that waits for this stays on the page. */
    private Future<Void> forget(RoutingContext rc) {
        return guard.read(
                rc,
                (own, draft) -> drafts.discard(own).compose(discarded -> {
                    drafts.clear(rc, own);
                    return Input.of(rc).form().all().isEmpty()
                            ? Answers.seeOther(rc, DraftGuard.LIST)
                            : guard.respondWithList(rc);
                }));
    }
}
