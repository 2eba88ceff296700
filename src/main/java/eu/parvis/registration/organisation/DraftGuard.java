package eu.parvis.registration.organisation;

import eu.parvis.bus.Failure;
import eu.parvis.draft.FormDraftGuard;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.Site;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.registration.organisation.BrowserGuard.OwnDraft;
import eu.parvis.registration.organisation.RegistrationApi.Draft;
import eu.parvis.registration.organisation.RegistrationApi.Listed;
import eu.parvis.registration.organisation.RegistrationApi.Outcome;
import eu.parvis.registration.organisation.RegistrationListPage.Reason;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Finds the registration that an address names. If the form cannot act on it, a page says which registration is meant
 * and keeps what was typed.
 */
final class DraftGuard {

    static final String FORM = "/register";
    static final String NEW_FORM = "/register/new";
    static final String LIST = "/register/mine";
    static final String PART_1 = "organisation";
    static final String PART_2 = "administrator";
    static final String EXISTS = "exists";
    static final String WAITING = "waiting";

    private final Site site;
    private final BrowserGuard drafts;

    DraftGuard(Site site, BrowserGuard drafts) {
        this.site = site;
        this.drafts = drafts;
    }

    /** The address of a page of a registration, or a route for it with {@code :id}. */
    static String address(Object id, String page) {
        return FORM + "/" + id + "/" + page;
    }

    /** A registration that this browser does not have looks like one that does not exist. */
    Future<Void> read(RoutingContext rc, BiFunction<OwnDraft, Draft, Future<Void>> next) {
        return drafts.named(rc)
                .map(own -> drafts.recall(own)
                        .compose(draft -> next.apply(own, draft), cause -> respondWithMismatch(rc, own, cause)))
                .orElseGet(() -> respondWithUnknown(rc));
    }

    /** A form acts on a draft only; a submitted one gets a page of its own. */
    Future<Void> act(RoutingContext rc, BiFunction<OwnDraft, Draft, Future<Void>> next) {
        return read(
                rc,
                (own, draft) -> draft.outcome().isPresent()
                        ? respondWithSubmitted(rc, own, draft.outcome().get())
                        : next.apply(own, draft));
    }

    /** For pages: a submitted draft redirects to its waiting page. */
    Future<Void> readDraft(RoutingContext rc, BiFunction<OwnDraft, Draft, Future<Void>> next) {
        return read(
                rc,
                (own, draft) ->
                        draft.submitted() ? Answers.seeOther(rc, own.address(WAITING)) : next.apply(own, draft));
    }

    /** Stores the fields of the form first, so that nothing that follows can lose them. */
    Future<Void> save(RoutingContext rc, Form form, Function<OwnDraft, Future<Void>> next) {
        return drafts.named(rc)
                .map(own -> drafts.save(rc, own, form).compose(next, cause -> respondWithMismatch(rc, own, cause)))
                .orElseGet(() -> respondWithUnknown(rc));
    }

    /** Only stores the fields of the form, and leads where the button says; a script gets an empty answer. */
    Future<Void> keep(RoutingContext rc, Form form, BiFunction<OwnDraft, String, Future<Void>> next) {
        FormDraftGuard.limit(site, rc);
        return save(
                rc,
                form,
                own -> FormDraftGuard.next(rc)
                        .map(page -> next.apply(own, page))
                        .orElseGet(() -> Answers.nothing(rc)));
    }

    /** Redirects to part 1 of the form unless the draft has a valid one. */
    static Future<Void> afterPart1(
            RoutingContext rc, OwnDraft own, Draft draft, Function<OrganisationDetails, Future<Void>> next) {
        return organisation(draft).map(next).orElseGet(() -> Answers.seeOther(rc, own.address(PART_1)));
    }

    /** The organisation of a draft; empty unless part 1 is complete. */
    static Optional<OrganisationDetails> organisation(Draft draft) {
        var input = input(draft);
        var organisation = RegistrationInput.fromForm(input);
        return input.refused() ? Optional.empty() : Optional.of(organisation);
    }

    static Form form(Draft draft) {
        return input(draft).form();
    }

    static Input input(Draft draft) {
        var fields = MultiMap.caseInsensitiveMultiMap();
        draft.fields().forEach(fields::add);
        return Input.form(fields);
    }

    // --- Forms that cannot act ----------------------------------------------------------------------------------

    Future<Void> respondWithMismatch(RoutingContext rc, OwnDraft own, Throwable cause) {
        if (cause instanceof Failure failure && failure.kind() == Failure.Kind.EXPIRED) {
            drafts.clear(rc, own);
            return respondWithUnknown(rc);
        }
        return cause instanceof Failure failure && failure.messageId().equals("registration.submitted")
                ? drafts.recall(own)
                        .compose(draft ->
                                respondWithSubmitted(rc, own, draft.outcome().orElseThrow()))
                : Future.failedFuture(cause);
    }

    private static boolean isRepeated(Input input, Outcome outcome) {
        var administrator =
                RegistrationInput.administrator(input, outcome.organisation().country());
        return !input.refused()
                && administrator.equals(outcome.administrator())
                && ShownOrganisation.isShown(input, outcome.organisation());
    }

    private Future<Void> respondWithUnknown(RoutingContext rc) {
        return respond(rc, 404, Reason.UNKNOWN, "");
    }

    /** The draft was submitted before: with the same data by a double click, or with other data in another tab. */
    private Future<Void> respondWithSubmitted(RoutingContext rc, OwnDraft own, Outcome outcome) {
        if (isRepeated(Input.of(rc), outcome)) {
            return Answers.seeOther(rc, own.address(WAITING));
        }
        return respond(rc, 409, Reason.SUBMITTED, own);
    }

    /** A form of the waiting page, whose registration is a draft still. */
    Future<Void> respondWithUnfinished(RoutingContext rc, OwnDraft own) {
        return respond(rc, 409, Reason.UNFINISHED, own);
    }

    /** A form of an earlier build, whose address names no registration: the visitor chooses one. */
    Future<Void> respondWithUnnamed(RoutingContext rc, String page) {
        return respond(rc, 409, Reason.UNNAMED, page);
    }

    Future<Void> respondWithTooMany(RoutingContext rc) {
        return respond(rc, 409, Reason.TOO_MANY, "");
    }

    Future<Void> respondWithList(RoutingContext rc) {
        return respond(rc, 200, Reason.LIST, "");
    }

    private Future<Void> respond(RoutingContext rc, int status, Reason reason, OwnDraft meant) {
        return respond(rc, status, all -> RegistrationListPage.about(reason, meant.id(), all, typed(rc)));
    }

    private Future<Void> respond(RoutingContext rc, int status, Reason reason, String page) {
        return respond(rc, status, all -> RegistrationListPage.of(reason, all, typed(rc), page));
    }

    private Future<Void> respond(RoutingContext rc, int status, Function<List<Listed>, RegistrationListPage> page) {
        return drafts.list(rc).compose(all -> site.pages().show(rc, status, LIST, page.apply(all)));
    }

    private static Form typed(RoutingContext rc) {
        return HttpMethod.POST.equals(rc.request().method()) ? Input.of(rc).form() : Form.empty();
    }
}
