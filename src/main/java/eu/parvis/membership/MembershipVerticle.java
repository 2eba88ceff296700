package eu.parvis.membership;

import eu.parvis.capability.Foundation;
import eu.parvis.company.CompanyApi;
import eu.parvis.company.VerificationStore.News;
import eu.parvis.work.Worker;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;

/** Serves {@link MembershipApi} and mails late register answers to administrators. */
public final class MembershipVerticle extends VerticleBase {

    private final Foundation foundation;
    private final Roster roster;
    private final Invitations invitations;
    private final InvitationAnswers answers;
    private final Memberships memberships;
    private final MemberChanges changes;
    private final VerificationNotices notices;
    private Worker<News> worker;

    public MembershipVerticle(Foundation foundation) {
        var services = MembershipServices.of(foundation);
        var administrators = new Administrators(services);
        this.foundation = foundation;
        this.roster = new Roster(services, administrators);
        this.invitations = new Invitations(services, administrators, roster);
        this.answers = new InvitationAnswers(services);
        this.memberships = new Memberships(services, administrators, roster);
        this.changes = new MemberChanges(services, administrators);
        this.notices = new VerificationNotices(services);
    }

    @Override
    public Future<?> start() {
        worker = Worker.start(
                vertx,
                foundation,
                foundation.configuration().get(MembershipSettings.class).sweep(),
                notices);
        var bus = foundation.bus();
        return Future.join(List.of(
                bus.serve(MembershipApi.LIST_USERS, roster::list),
                bus.serve(MembershipApi.SHOW_USER, roster::show),
                bus.serve(MembershipApi.FIND_USER, roster::find),
                bus.serve(MembershipApi.FIND_CHANGE, changes::find),
                bus.serve(MembershipApi.INVITATION_OUTCOME, changes::outcome),
                bus.serve(MembershipApi.ADD_USER, invitations::add),
                bus.serve(MembershipApi.SEND_AGAIN, invitations::sendAgain),
                bus.serve(MembershipApi.CHANGE_ROLES, memberships::changeRoles),
                bus.serve(MembershipApi.DEACTIVATE, memberships::deactivate),
                bus.serve(MembershipApi.REACTIVATE, memberships::reactivate),
                bus.serve(MembershipApi.HAND_OVER, memberships::handOver),
                bus.serve(MembershipApi.LEAVE, memberships::leave),
                bus.serve(MembershipApi.LEAVING, roster::leaving),
                bus.serve(MembershipApi.INVITATIONS, answers::list),
                bus.serve(MembershipApi.ANSWER_INVITATION, answers::answer),
                bus.listen(CompanyApi.CHECKED, nudge -> worker.nudge())));
    }

    @Override
    public Future<?> stop() {
        worker.halt();
        return Future.succeededFuture();
    }
}
