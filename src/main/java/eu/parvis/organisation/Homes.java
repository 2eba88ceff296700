package eu.parvis.organisation;

import eu.parvis.company.VerificationStore;
import eu.parvis.organisation.OrganisationApi.AskDescription;
import eu.parvis.organisation.OrganisationApi.AskHome;
import eu.parvis.organisation.OrganisationApi.Description;
import eu.parvis.organisation.OrganisationApi.Home;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** What every member may see of their organisation. */
final class Homes {

    private final Tools tools;
    private final JoinRepository requests;

    Homes(Tools tools, JoinRepository requests) {
        this.tools = tools;
        this.requests = requests;
    }

    Future<Home> home(AskHome query) {
        var memberships = tools.organisations().memberships(tools.database(), query.account());
        var invitations = tools.organisations().received(tools.database(), query.account());
        return Future.all(memberships, invitations)
                .map(both -> current(memberships.result(), query.organisation()))
                .compose(membership -> membership.isPresent()
                        ? home(membership.get(), invitations.result())
                        : Future.succeededFuture(new Home(
                                membership, Optional.empty(), 0, 0, 0, 0, Optional.empty(), invitations.result())));
    }

    private static Optional<Membership> current(List<Membership> memberships, Optional<UUID> organisation) {
        return memberships.stream()
                .filter(membership -> membership.state() == Member.State.ACTIVE)
                .filter(membership -> organisation.equals(Optional.of(membership.organisation())))
                .findFirst();
    }

    private Future<Home> home(Membership membership, List<ReceivedInvitation> invitations) {
        var organisation = membership.organisation();
        var facts = tools.organisations().byId(tools.database(), organisation);
        var members = tools.organisations().members(tools.database(), organisation);
        var verification = VerificationStore.of(tools.database(), organisation);
        var open = membership.roles().contains(Role.ADMINISTRATOR)
                ? requests.open(tools.database(), organisation)
                : Future.<List<JoinRequest>>succeededFuture(List.of());
        return Future.all(facts, members, verification, open)
                .map(all -> new Home(
                        Optional.of(membership),
                        facts.result(),
                        count(members.result(), member -> member.state() != Member.State.DEACTIVATED),
                        count(members.result(), member -> member.state() == Member.State.INVITED),
                        count(members.result(), Member::administers),
                        open.result().size(),
                        verification.result(),
                        invitations));
    }

    private static int count(List<Member> members, Predicate<Member> counts) {
        return (int) members.stream().filter(counts).count();
    }

    /** {@code NOT_FOUND} for who is not, or no longer, in it. */
    Future<Description> describe(AskDescription query) {
        var organisation = query.by().organisation();
        return tools.organisations()
                .member(tools.database(), organisation, query.by().account())
                .map(found -> found.filter(member -> member.state() == Member.State.ACTIVE)
                        .orElseThrow(Tools::notFound))
                .compose(member -> describe(organisation));
    }

    private Future<Description> describe(UUID id) {
        var organisation = tools.organisations().byId(tools.database(), id);
        var verification = VerificationStore.of(tools.database(), id);
        var contacts = tools.organisations().contacts(tools.database(), id);
        return Future.all(organisation, verification, contacts)
                .map(all -> new Description(
                        organisation.result().orElseThrow(Tools::notFound), verification.result(), contacts.result()));
    }
}
