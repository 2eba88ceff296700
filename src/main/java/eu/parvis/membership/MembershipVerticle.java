package eu.parvis.membership;

import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import eu.parvis.company.CompanyApi;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves {@link MembershipApi} and mails late register answers to administrators. */
public final class MembershipVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(MembershipVerticle.class);

    private final Bus bus;
    private final Duration sweepInterval;
    private final Roster roster;
    private final Invitations invitations;
    private final InvitationAnswers answers;
    private final Memberships memberships;
    private final VerificationNotices notices;
    private boolean sweeping;

    public MembershipVerticle(Foundation foundation) {
        var services = MembershipServices.of(foundation);
        var administrators = new Administrators(services);
        this.bus = foundation.bus();
        this.sweepInterval =
                foundation.configuration().get(MembershipSettings.class).sweep();
        this.roster = new Roster(services, administrators);
        this.invitations = new Invitations(services, administrators, roster);
        this.answers = new InvitationAnswers(services);
        this.memberships = new Memberships(services, administrators, roster);
        this.notices = new VerificationNotices(services);
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(sweepInterval.toMillis(), tick -> sendNotices());
        return Future.join(List.of(
                bus.serve(MembershipApi.LIST_USERS, roster::list),
                bus.serve(MembershipApi.FIND_USER, roster::find),
                bus.serve(MembershipApi.ADD_USER, invitations::add),
                bus.serve(MembershipApi.SEND_AGAIN, invitations::sendAgain),
                bus.serve(MembershipApi.CHANGE_ROLES, memberships::changeRoles),
                bus.serve(MembershipApi.DEACTIVATE, memberships::deactivate),
                bus.serve(MembershipApi.REACTIVATE, memberships::reactivate),
                bus.serve(MembershipApi.HAND_OVER, memberships::handOver),
                bus.serve(MembershipApi.INVITATIONS, answers::list),
                bus.serve(MembershipApi.ANSWER_INVITATION, answers::answer),
                bus.listen(CompanyApi.CHECKED, nudge -> sendNotices())));
    }

    private void sendNotices() {
        if (sweeping) {
            return;
        }
        sweeping = true;
        notices.sweep()
                .onComplete(swept -> sweeping = false)
                .onFailure(cause -> LOG.warn("Answers of registers could not be mailed: {}", cause.toString()));
    }
}
