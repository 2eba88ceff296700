package eu.parvis.membership;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Message;
import eu.parvis.http.Answers;
import eu.parvis.http.Input;
import eu.parvis.http.PathId;
import eu.parvis.http.Routes;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.membership.MembershipApi.AnswerInvitation;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Accepts and declines invitations: on the home page, and as API operations under {@code /invitations}. */
public final class InvitationRoutes implements Routes {

    private final Bus bus;
    private final SessionGuard guard;

    private enum Decision {
        ACCEPT,
        DECLINE
    }

    public InvitationRoutes(Site site, SessionGuard guard) {
        this.bus = site.bus();
        this.guard = guard;
    }

    @Override
    public void pages(Router router) {
        router.post("/invitations/:id").handler(guard.ownAccount()).handler(answer(this::decide));
    }

    @Override
    public void api(Router router) {
        router.patch("/invitations/:id").handler(guard.api(Kind.OPEN)).handler(answer(this::decideByProgram));
    }

    private Future<Void> decide(RoutingContext rc) {
        var decision = decision(rc);
        return carryOut(rc, decision)
                .compose(done -> Answers.seeOther(
                        rc, "/home?invitation=" + (decision == Decision.ACCEPT ? "accepted" : "declined")));
    }

    private Future<Void> decideByProgram(RoutingContext rc) {
        return carryOut(rc, decision(rc)).compose(done -> Answers.nothing(rc));
    }

    private static Decision decision(RoutingContext rc) {
        var input = Input.of(rc);
        var decision = input.choice("decision", Decision.class);
        input.end();
        return decision;
    }

    private Future<Message.Done> carryOut(RoutingContext rc, Decision decision) {
        return bus.request(
                MembershipApi.ANSWER_INVITATION,
                new AnswerInvitation(
                        SessionGuard.identity(rc).account().id(),
                        PathId.of(rc),
                        decision == Decision.ACCEPT,
                        Visit.of(rc).address()));
    }
}
