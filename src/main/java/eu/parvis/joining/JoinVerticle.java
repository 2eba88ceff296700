package eu.parvis.joining;

import eu.parvis.capability.Foundation;
import eu.parvis.membership.MembershipSettings;
import eu.parvis.work.Duty;
import eu.parvis.work.Job;
import eu.parvis.work.Worker;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;

/** Serves {@link JoinApi} and escalates requests without answer. */
public final class JoinVerticle extends VerticleBase {

    private final Foundation foundation;
    private final JoinRequests requests;
    private final JoinDecisions decisions;
    private final DeskJoinRequests atDesk;
    private final JoinSweep sweep;
    private Worker<Job> worker;

    public JoinVerticle(Foundation foundation) {
        var services = JoinServices.of(foundation);
        this.foundation = foundation;
        this.requests = new JoinRequests(services, foundation.random());
        this.decisions = new JoinDecisions(services);
        this.atDesk = new DeskJoinRequests(services);
        this.sweep = new JoinSweep(services);
    }

    @Override
    public Future<?> start() {
        worker = Duty.start(
                vertx,
                foundation,
                "joining.deadlines",
                foundation.configuration().get(MembershipSettings.class).sweep(),
                () -> sweep.sweep().eventually(sweep::deleteOld));
        var bus = foundation.bus();
        return Future.join(List.of(
                bus.serve(JoinApi.ASK, requests::ask),
                bus.serve(JoinApi.FOLLOW, requests::follow),
                bus.serve(JoinApi.LIST, requests::list),
                bus.serve(JoinApi.FIND, decisions::find),
                bus.serve(JoinApi.OUTCOME, decisions::outcome),
                bus.serve(JoinApi.OUTCOME_BY_LINK, decisions::outcomeByLink),
                bus.serve(JoinApi.DECIDE, decisions::decide),
                bus.serve(JoinApi.CONSIDER, decisions::consider),
                bus.serve(JoinApi.DECIDE_BY_LINK, decisions::decide),
                bus.serve(JoinApi.UNANSWERED, atDesk::list),
                bus.serve(JoinApi.AT_DESK, atDesk::find),
                bus.serve(JoinApi.REMIND_ADMINISTRATORS, atDesk::remind),
                bus.serve(JoinApi.DECIDE_AT_DESK, decisions::decide)));
    }

    @Override
    public Future<?> stop() {
        worker.halt();
        return Future.succeededFuture();
    }
}
