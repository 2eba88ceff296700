package eu.parvis.order;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.catalogue.Catalogue;
import eu.parvis.draft.FormDraftGuard;
import eu.parvis.http.Answers;
import eu.parvis.http.Form;
import eu.parvis.http.Input;
import eu.parvis.http.PageModel;
import eu.parvis.http.PathId;
import eu.parvis.http.PersonInput;
import eu.parvis.http.Routes;
import eu.parvis.http.ShownField;
import eu.parvis.http.Site;
import eu.parvis.order.AnswerPages.ApprovalPage;
import eu.parvis.order.AnswerPages.ConfirmationPage;
import eu.parvis.order.AnswerPages.Rule;
import eu.parvis.order.RequestPages.Facts;
import eu.parvis.request.RequestApi;
import eu.parvis.request.RequestApi.Approve;
import eu.parvis.request.RequestApi.Confirm;
import eu.parvis.request.RequestApi.Decline;
import eu.parvis.request.RequestApi.Detail;
import eu.parvis.request.RequestApi.Show;
import eu.parvis.session.SessionGuard;
import eu.parvis.values.Person;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pages on which people answer to a request that somebody else made: members approve it, the holder confirms. Each
 * answers to the version that the page shows.
 */
final class AnswerRoutes implements Routes {

    /** The buttons of {@code order/approval.html}. */
    private enum Decision {
        APPROVE,
        REFUSE
    }

    /** One of the two pages. */
    private interface Question {
        /** Whether the reader is asked. */
        boolean isAsked(RoutingContext rc, Detail detail);

        Form initial(Detail detail);

        PageModel page(RoutingContext rc, Detail detail, Form form);

        /** Executes the submitted form; the notice about it. */
        Future<String> answer(RoutingContext rc, Input input);

        /** The notice for a reader who is not asked, or not any more. */
        String over();
    }

    private final Site site;
    private final Bus bus;
    private final SessionGuard guard;
    private final Catalogue catalogue;
    private final FormDraftGuard drafts;
    private final Question approval = new ApprovalQuestion();
    private final Question confirmation = new ConfirmationQuestion();

    AnswerRoutes(Site site, SessionGuard guard, Catalogue catalogue) {
        this.site = site;
        this.bus = site.bus();
        this.catalogue = catalogue;
        this.drafts = new FormDraftGuard(site);
        this.guard = guard.lateForms(drafts::keepLate);
    }

    @Override
    public void pages(Router router) {
        router.get("/requests/:id/approval").handler(guard.browser()).handler(answer(rc -> show(rc, approval)));
        router.post("/requests/:id/approval")
                .handler(guard.browser())
                .handler(drafts.keeping())
                .handler(answer(rc -> submit(rc, approval)));
        router.get("/requests/:id/confirmation").handler(guard.browser()).handler(answer(rc -> show(rc, confirmation)));
        router.post("/requests/:id/confirmation")
                .handler(guard.browser())
                .handler(drafts.keeping())
                .handler(answer(rc -> submit(rc, confirmation)));
    }

    // --- Both pages ---------------------------------------------------------------------------------------------

    private Future<Void> show(RoutingContext rc, Question question) {
        return find(rc).compose(detail -> question.isAsked(rc, detail)
                ? drafts.form(rc, rc.request().path(), question.initial(detail))
                        .compose(form -> site.pages().show(rc, question.page(rc, detail, form)))
                : respondWithRequest(rc, question.over()));
    }

    /** Also for a request that the person has seen before the own role was taken away. */
    private Future<Detail> find(RoutingContext rc) {
        return bus.request(RequestApi.SHOW, new Show(RequesterGuard.requester(rc), PathId.of(rc)))
                .recover(cause -> Future.failedFuture(
                        isOf(cause, Failure.Kind.NOT_FOUND)
                                ? Failure.of(Failure.Kind.NOT_FOUND, "request.gone")
                                : cause));
    }

    private static boolean isOf(Throwable cause, Failure.Kind kind) {
        return cause instanceof Failure failure && failure.kind() == kind;
    }

    private Future<Void> submit(RoutingContext rc, Question question) {
        var input = Input.of(rc);
        return find(rc).compose(detail -> Answers.submit(
                        rc,
                        () -> question.answer(rc, input)
                                .compose(done -> drafts.forget(rc).compose(forgotten -> respondWithRequest(rc, done))),
                        (status, faults) -> question.isAsked(rc, detail)
                                ? refuse(rc, status, question, detail, faults)
                                : respondWithRequest(rc, question.over())))
                .recover(cause -> switch (cause instanceof Failure failure ? failure.kind() : Failure.Kind.INTERNAL) {
                    case PRECONDITION_FAILED -> respondWithChange(rc, question);
                    case CONFLICT -> respondWithRequest(rc, question.over());
                    default -> Future.failedFuture(cause);
                });
    }

    private Future<Void> refuse(
            RoutingContext rc, int status, Question question, Detail detail, List<FieldError> faults) {
        return drafts.refused(rc, Input.of(rc), faults)
                .compose(form -> site.pages().show(rc, status, question.page(rc, detail, form)));
    }

    private Future<Void> respondWithRequest(RoutingContext rc, String done) {
        return site.notices().seeOther(rc, "/requests/" + PathId.of(rc), List.of(done));
    }

    /** What changed after the page was shown is read before it is answered. */
    private Future<Void> respondWithChange(RoutingContext rc, Question question) {
        return find(rc).compose(detail -> question.isAsked(rc, detail)
                ? refuse(rc, 409, question, detail, List.of(FieldError.of("", "request.answer.changed")))
                : respondWithRequest(rc, question.over()));
    }

    private Facts facts(RoutingContext rc, Detail detail) {
        var product = catalogue.product(detail.request().product()).orElseThrow();
        return Facts.of(detail, product, RequesterGuard.requester(rc), OrderRoutes.text(rc));
    }

    // --- Approval -----------------------------------------------------------------------------------------------

    private final class ApprovalQuestion implements Question {

        @Override
        public boolean isAsked(RoutingContext rc, Detail detail) {
            return AnswerPages.mayApprove(detail, RequesterGuard.requester(rc));
        }

        @Override
        public Form initial(Detail detail) {
            return Form.empty();
        }

        @Override
        public PageModel page(RoutingContext rc, Detail detail, Form form) {
            var product = catalogue.product(detail.request().product()).orElseThrow();
            return new ApprovalPage(
                    facts(rc, detail),
                    Rule.of(detail, product, RequesterGuard.requester(rc)),
                    detail.request().shown(),
                    form);
        }

        @Override
        public Future<String> answer(RoutingContext rc, Input input) {
            var decision = input.choice("decision", "request.answer.missing", Decision.class);
            var approved = decision == Decision.APPROVE;
            var note = OrderInput.note(input);
            if (decision == Decision.REFUSE && note.isEmpty() && !input.has("note")) {
                input.refuse("note", "request.approve.note.missing");
            }
            input.end();
            var command =
                    new Approve(RequesterGuard.requester(rc), PathId.of(rc), approved, note, ShownField.of(input));
            return bus.request(RequestApi.APPROVE, command).map(approved ? "approved" : "notApproved");
        }

        @Override
        public String over() {
            return "approvalOver";
        }
    }

    // --- Confirmation -------------------------------------------------------------------------------------------

    private final class ConfirmationQuestion implements Question {

        @Override
        public boolean isAsked(RoutingContext rc, Detail detail) {
            return AnswerPages.mayAnswer(detail.request(), RequesterGuard.requester(rc));
        }

        @Override
        public Form initial(Detail detail) {
            return Form.of(detail.request()
                    .holder()
                    .person()
                    .map(ConfirmationQuestion::fields)
                    .orElse(Map.of()));
        }

        private static Map<String, String> fields(Person person) {
            var fields = new HashMap<>(PersonInput.fields("", person));
            fields.keySet().retainAll(List.of("firstName", "lastName"));
            return fields;
        }

        @Override
        public PageModel page(RoutingContext rc, Detail detail, Form form) {
            return ConfirmationPage.of(facts(rc, detail), detail.request(), form);
        }

        @Override
        public Future<String> answer(RoutingContext rc, Input input) {
            var by = RequesterGuard.requester(rc);
            var answer = input.choice("decision", "request.answer.missing", HolderAnswer.class);
            if (answer == HolderAnswer.DECLINED) {
                var reason = OrderInput.reason(input);
                input.end();
                var command = new Decline(by, PathId.of(rc), reason, ShownField.of(input));
                return bus.request(RequestApi.DECLINE, command).map("declined");
            }
            var firstName = PersonInput.firstName(input);
            var lastName = PersonInput.lastName(input);
            input.end();
            var command =
                    new Confirm(by, PathId.of(rc), Optional.of(firstName), Optional.of(lastName), ShownField.of(input));
            return bus.request(RequestApi.CONFIRM, command).map("confirmed");
        }

        @Override
        public String over() {
            return "confirmationOver";
        }
    }
}
