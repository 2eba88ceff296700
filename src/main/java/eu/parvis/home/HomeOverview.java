package eu.parvis.home;

import eu.parvis.account.ChallengeStore;
import eu.parvis.catalogue.Catalogue;
import eu.parvis.company.VerificationStore;
import eu.parvis.db.Database;
import eu.parvis.home.HomeApi.AskHome;
import eu.parvis.home.HomeApi.Home;
import eu.parvis.joining.JoinStore;
import eu.parvis.membership.Member;
import eu.parvis.membership.Membership;
import eu.parvis.membership.MembershipStore;
import eu.parvis.membership.ReceivedInvitation;
import eu.parvis.membership.Role;
import eu.parvis.organisation.Contact;
import eu.parvis.organisation.OrganisationStore;
import eu.parvis.request.ApprovalStore;
import eu.parvis.request.OpenRequest;
import eu.parvis.request.RequestStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** Collects the data of the first page. */
final class HomeOverview {

    private static final int MOST_REQUESTS = 5;

    private final Database database;
    private final OrganisationStore organisations = new OrganisationStore();
    private final MembershipStore members = new MembershipStore();
    private final JoinStore joinRequests = new JoinStore();
    private final ChallengeStore challenges = new ChallengeStore();
    private final RequestStore requests = new RequestStore();
    private final ApprovalStore approvals;

    HomeOverview(Database database, Catalogue catalogue) {
        this.database = database;
        this.approvals = new ApprovalStore(catalogue);
    }

    Future<Home> home(AskHome query) {
        var memberships = members.memberships(database, query.account());
        var invitations = members.received(database, query.account());
        var missing = challenges.since(database, query.account()).map(Optional::isEmpty);
        var open = requests.open(database, query.account(), query.organisation(), MOST_REQUESTS);
        var waiting = query.organisation()
                .map(organisation -> approvals.waitingFor(database, query.account(), organisation, MOST_REQUESTS))
                .orElse(Future.succeededFuture(List.of()));
        return Future.all(memberships, invitations, missing, open, waiting)
                .map(all -> current(memberships.result(), query.organisation()))
                .compose(membership -> membership.isPresent()
                        ? home(
                                membership.get(),
                                invitations.result(),
                                missing.result(),
                                open.result(),
                                waiting.result())
                        : Future.succeededFuture(new Home(
                                membership,
                                Optional.empty(),
                                0,
                                0,
                                0,
                                0,
                                List.of(),
                                Optional.empty(),
                                invitations.result(),
                                missing.result(),
                                open.result(),
                                List.of())));
    }

    private static Optional<Membership> current(List<Membership> memberships, Optional<UUID> organisation) {
        return memberships.stream()
                .filter(membership -> membership.state() == Member.State.ACTIVE)
                .filter(membership -> organisation.equals(Optional.of(membership.organisation())))
                .findFirst();
    }

    private Future<Home> home(
            Membership membership,
            List<ReceivedInvitation> invitations,
            boolean questionsMissing,
            List<OpenRequest> requests,
            List<OpenRequest> waiting) {
        var organisation = membership.organisation();
        var facts = organisations.byId(database, organisation);
        var users = members.members(database, organisation);
        var verification = VerificationStore.of(database, organisation);
        var contacts = organisations.contacts(database, organisation);
        var open = membership.roles().contains(Role.ADMINISTRATOR)
                ? joinRequests.countOpen(database, organisation)
                : Future.succeededFuture(0);
        return Future.all(facts, users, contacts, verification, open)
                .map(all -> new Home(
                        Optional.of(membership),
                        facts.result(),
                        count(users.result(), member -> member.state() != Member.State.DEACTIVATED),
                        count(users.result(), member -> member.state() == Member.State.INVITED),
                        count(users.result(), Member::administers),
                        open.result(),
                        Contact.missing(contacts.result()),
                        verification.result(),
                        invitations,
                        questionsMissing,
                        requests,
                        waiting));
    }

    private static int count(List<Member> members, Predicate<Member> counts) {
        return (int) members.stream().filter(counts).count();
    }
}
