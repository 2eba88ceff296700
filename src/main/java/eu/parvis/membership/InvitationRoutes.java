package eu.parvis.membership;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Message;
import eu.parvis.crypto.Shown;
import eu.parvis.http.Answers;
import eu.parvis.http.Input;
import eu.parvis.http.PageModel;
import eu.parvis.http.PathId;
import eu.parvis.http.Routes;
import eu.parvis.http.ShownField;
import eu.parvis.http.Site;
import eu.parvis.http.Template;
import eu.parvis.http.Visit;
import eu.parvis.membership.MembershipApi.AnswerInvitation;
import eu.parvis.membership.MembershipApi.AskOutcome;
import eu.parvis.membership.MembershipApi.Change;
import eu.parvis.session.CustomerGuard;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Accepts and declines invitations: on the home page, and as API operations under {@code /invitations}. */
public final class InvitationRoutes implements Routes {

    /** What may have become of an invitation. */
    private static final Set<MembershipEvent> OUTCOMES = EnumSet.of(
            MembershipEvent.USER_JOINED, MembershipEvent.INVITATION_DECLINED, MembershipEvent.INVITATION_WITHDRAWN);

    @Template("membership/invitation-changed.html")
    private record ChangedPage(String sentence) implements PageModel {}

    private final Site site;
    private final Bus bus;
    private final SessionGuard guard;

    private enum Decision {
        ACCEPT,
        DECLINE
    }

    public InvitationRoutes(Site site, SessionGuard guard) {
        this.site = site;
        this.bus = site.bus();
        this.guard = guard;
    }

    @Override
    public void pages(Router router) {
        router.post("/invitations/:id")
                .handler(guard.ownAccount())
                .handler(CustomerGuard.required())
                .handler(answer(this::decide));
    }

    @Override
    public void api(Router router) {
        router.patch("/invitations/:id")
                .handler(guard.api(Kind.OPEN))
                .handler(CustomerGuard.required())
                .handler(answer(this::decideByProgram));
    }

    private Future<Void> decide(RoutingContext rc) {
        var decision = decision(rc);
        return carryOut(rc, decision, ShownField.of(Input.of(rc)))
                .compose(done -> respondWithDone(rc, decision))
                .recover(cause -> cause instanceof Failure failure && isChanged(failure)
                        ? respondWithChange(rc, decision, failure)
                        : Future.failedFuture(cause));
    }

    private Future<Void> respondWithDone(RoutingContext rc, Decision decision) {
        var done = decision == Decision.ACCEPT ? "accepted" : "declined";
        return site.notices().seeOther(rc, SessionGuard.HOME, List.of(done));
    }

    private static boolean isChanged(Failure failure) {
        return failure.kind() == Failure.Kind.PRECONDITION_FAILED || failure.kind() == Failure.Kind.NOT_FOUND;
    }

    private Future<Void> respondWithChange(RoutingContext rc, Decision decision, Failure failure) {
        if (failure.kind() == Failure.Kind.PRECONDITION_FAILED) {
            return showChange(rc, site.pages().words(rc).text("invitation.changed.roles"));
        }
        return outcome(rc, failure)
                .compose(change -> decision == Decision.DECLINE && change.is(MembershipEvent.INVITATION_DECLINED)
                        ? respondWithDone(rc, decision)
                        : showChange(rc, sentence(rc, change)));
    }

    private Future<Change> outcome(RoutingContext rc, Failure failure) {
        var account = SessionGuard.identity(rc).account().id();
        return organisation(rc)
                .map(organisation -> bus.request(
                        MembershipApi.INVITATION_OUTCOME, new AskOutcome(account, organisation, PathId.of(rc))))
                .orElse(Future.failedFuture(failure))
                .recover(unknown -> Future.failedFuture(failure));
    }

    /** Names where the invitation was recorded: its row is gone. */
    private static Optional<UUID> organisation(RoutingContext rc) {
        try {
            return Optional.ofNullable(rc.request().getFormAttribute("organisation"))
                    .map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String sentence(RoutingContext rc, Change change) {
        var known = change.event().filter(OUTCOMES::contains).map(Enum::name).orElse("other");
        return site.pages()
                .words(rc)
                .text("invitation.changed." + known, site.pages().moment(rc, change.at()));
    }

    private Future<Void> showChange(RoutingContext rc, String sentence) {
        return site.pages().show(rc, 409, new ChangedPage(sentence));
    }

    private Future<Void> decideByProgram(RoutingContext rc) {
        return carryOut(rc, decision(rc), Optional.empty()).compose(done -> Answers.nothing(rc));
    }

    private static Decision decision(RoutingContext rc) {
        var input = Input.of(rc);
        var decision = input.choice("decision", Decision.class);
        input.end();
        return decision;
    }

    private Future<Message.Done> carryOut(RoutingContext rc, Decision decision, Optional<Shown> shown) {
        return bus.request(
                MembershipApi.ANSWER_INVITATION,
                new AnswerInvitation(
                        SessionGuard.identity(rc).account().id(),
                        PathId.of(rc),
                        decision == Decision.ACCEPT,
                        Visit.of(rc).address(),
                        shown));
    }
}
