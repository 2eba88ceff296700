package eu.parvis.deletion;

import static eu.parvis.http.Answers.answer;

import eu.parvis.account.Account;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.bus.Message;
import eu.parvis.deletion.DeletionApi.Ask;
import eu.parvis.deletion.DeletionApi.Asked;
import eu.parvis.deletion.DeletionApi.Cancel;
import eu.parvis.deletion.DeletionApi.Describe;
import eu.parvis.deletion.DeletionApi.Description;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.PageModel;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Template;
import eu.parvis.http.Visit;
import eu.parvis.personaldata.Retention;
import eu.parvis.session.ProvedGuard;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionGuard;
import eu.parvis.signin.password.ProofGuard;
import eu.parvis.signin.password.ProofGuard.Act;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The page and the API operations of the deletion of one's own account. For every signed-in person: also one who does not
 * want to accept the terms of use, or to finish the activation, may go.
 */
public final class DeletionRoutes implements Routes {

    static final String PAGE = "/account/deletion";

    private static final String KEEP = PAGE + "/cancel";
    private static final String OPERATION = "/me/deletion";
    private static final String KEPT = "kept";

    /**
     * What a deletion does, and its button; or its date, and the button that keeps the account.
     *
     * @param asked whether the deletion was asked for
     * @param end when the account is deleted, or would be if that was asked for now
     * @param orphans names of the organisations that would have no administrator
     * @param kept what stays
     * @param saved whether the account is kept since just now
     */
    @Template("deletion/deletion.html")
    private record DeletionPage(
            String identifier,
            String email,
            boolean asked,
            Instant end,
            List<String> orphans,
            List<KeptRow> kept,
            boolean saved,
            Form form)
            implements PageModel {}

    record KeptRow(String what, String law, Optional<Instant> until, Optional<String> howLong) {

        static KeptRow of(Retention.Kept kept) {
            return new KeptRow(kept.what(), kept.law(), kept.until(), kept.howLong());
        }
    }

    /** The state of the deletion in JSON; {@code dueAt} is absent if no deletion was asked for. */
    record DeletionView(
            Optional<Instant> dueAt, List<DeletionApi.Organisation> onlyAdministratorOf, List<KeptView> kept) {}

    record AskedView(Instant dueAt, List<KeptView> kept) {}

    record KeptView(String what, String description, String law, Optional<Instant> until, Optional<String> howLong) {

        static KeptView of(Retention.Kept kept) {
            return new KeptView(kept.key(), kept.what(), kept.law(), kept.until(), kept.howLong());
        }
    }

    private final Site site;
    private final SessionGuard guard;
    private final ProvedGuard proved;
    private final ProofGuard proof;
    private final Retention retention;

    public DeletionRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.guard = guard;
        this.proved = new ProvedGuard(site);
        this.proof = new ProofGuard(site);
        this.retention = Retention.of(site.configuration());
    }

    @Override
    public void pages(Router router) {
        router.get(PAGE).handler(guard.anySession()).handler(answer(rc -> show(rc, 200, Form.empty())));
        router.post(PAGE)
                .handler(ProofGuard.SECRETS)
                .handler(guard.anySession())
                .handler(proof.required(Act.DELETION))
                .handler(answer(this::submit));
        router.post(KEEP)
                .handler(guard.anySession())
                .handler(answer(rc -> cancel(rc).compose(kept -> site.notices().seeOther(rc, PAGE, List.of(KEPT)))));
    }

    @Override
    public void api(Router router) {
        router.get(OPERATION).handler(api()).handler(answer(this::respondWithState));
        router.post(OPERATION).handler(api()).handler(proved.required()).handler(answer(this::respondWithAsked));
        router.delete(OPERATION).handler(api()).handler(answer(rc -> cancel(rc).compose(kept -> Answers.nothing(rc))));
    }

    private Handler<RoutingContext> api() {
        return guard.api(Kind.ACTIVATION, Kind.TERMS, Kind.OPEN);
    }

    // --- Page ---------------------------------------------------------------------------------------------------

    private Future<Void> show(RoutingContext rc, int status, Form form) {
        var saved = site.notices().take(rc).contains(KEPT);
        return describe(rc).compose(state -> site.pages().show(rc, status, page(rc, state, saved, form)));
    }

    private DeletionPage page(RoutingContext rc, Description state, boolean saved, Form form) {
        var account = account(rc);
        return new DeletionPage(
                account.identifier(),
                account.email(),
                state.dueAt().isPresent(),
                state.end(),
                state.onlyAdministratorOf().stream()
                        .map(DeletionApi.Organisation::name)
                        .toList(),
                kept(rc, state.end(), KeptRow::of),
                saved,
                form);
    }

    private Future<Void> submit(RoutingContext rc) {
        return Answers.submit(
                rc,
                () -> ask(rc).compose(asked -> Answers.seeOther(rc, PAGE)),
                (status, faults) -> showFaults(rc, status, faults),
                Failure.Kind.CONFLICT,
                Failure.Kind.RATE_LIMITED);
    }

    private Future<Void> showFaults(RoutingContext rc, int status, List<FieldError> faults) {
        return show(rc, status, Form.empty().with(faults, site.pages().words(rc)));
    }

    // --- API ----------------------------------------------------------------------------------------------------

    private Future<Void> respondWithState(RoutingContext rc) {
        return describe(rc)
                .compose(state -> Answers.json(
                        rc,
                        200,
                        new DeletionView(
                                state.dueAt(), state.onlyAdministratorOf(), kept(rc, state.end(), KeptView::of))));
    }

    private Future<Void> respondWithAsked(RoutingContext rc) {
        return ask(rc).compose(asked ->
                Answers.json(rc, 202, new AskedView(asked.dueAt(), kept(rc, asked.dueAt(), KeptView::of))));
    }

    private <T> List<T> kept(RoutingContext rc, Instant end, Function<Retention.Kept, T> view) {
        return retention.afterDeletion(end, site.pages().words(rc)).stream()
                .map(view)
                .toList();
    }

    // --- Both ---------------------------------------------------------------------------------------------------

    private static Account account(RoutingContext rc) {
        return SessionGuard.identity(rc).account();
    }

    private Future<Description> describe(RoutingContext rc) {
        return site.bus().request(DeletionApi.DESCRIBE, new Describe(account(rc).id()));
    }

    private Future<Asked> ask(RoutingContext rc) {
        return site.bus()
                .request(DeletionApi.ASK, new Ask(account(rc).id(), Visit.of(rc).address()));
    }

    private Future<Message.Done> cancel(RoutingContext rc) {
        return site.bus()
                .request(
                        DeletionApi.CANCEL,
                        new Cancel(account(rc).id(), Visit.of(rc).address()));
    }
}
