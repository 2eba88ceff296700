package eu.parvis.joining;

import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import eu.parvis.membership.MembershipSettings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves {@link JoinApi} and escalates requests without answer. */
public final class JoinVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(JoinVerticle.class);

    private final Bus bus;
    private final Duration sweepInterval;
    private final JoinRequests requests;
    private final JoinDecisions decisions;
    private final JoinSweep sweep;
    private boolean sweeping;

    public JoinVerticle(Foundation foundation) {
        var services = JoinServices.of(foundation);
        this.bus = foundation.bus();
        this.sweepInterval =
                foundation.configuration().get(MembershipSettings.class).sweep();
        this.requests = new JoinRequests(services, foundation.random());
        this.decisions = new JoinDecisions(services);
        this.sweep = new JoinSweep(services);
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(sweepInterval.toMillis(), tick -> sweep());
        return Future.join(List.of(
                bus.serve(JoinApi.ASK, requests::ask),
                bus.serve(JoinApi.FOLLOW, requests::follow),
                bus.serve(JoinApi.LIST, requests::list),
                bus.serve(JoinApi.FIND, decisions::find),
                bus.serve(JoinApi.DECIDE, decisions::decide),
                bus.serve(JoinApi.CONSIDER, decisions::consider),
                bus.serve(JoinApi.DECIDE_BY_LINK, decisions::decide)));
    }

    private void sweep() {
        if (sweeping) {
            return;
        }
        sweeping = true;
        sweep.sweep()
                .eventually(sweep::forget)
                .onComplete(swept -> sweeping = false)
                .onFailure(cause -> LOG.warn("Requests to join could not be escalated: {}", cause.toString()));
    }
}
