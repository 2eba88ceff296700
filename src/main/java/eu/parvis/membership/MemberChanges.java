package eu.parvis.membership;

import eu.parvis.audit.AuditStore;
import eu.parvis.bus.Failure;
import eu.parvis.db.Sql;
import eu.parvis.membership.Member.State;
import eu.parvis.membership.MembershipApi.AskChange;
import eu.parvis.membership.MembershipApi.AskOutcome;
import eu.parvis.membership.MembershipApi.Change;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Tells what happened last to a member, for a form whose page is out of date. */
final class MemberChanges {

    private final MembershipServices services;
    private final Administrators administrators;

    MemberChanges(MembershipServices services, Administrators administrators) {
        this.services = services;
        this.administrators = administrators;
    }

    Future<Change> find(AskChange query) {
        return administrators
                .require(query.by())
                .compose(administrator -> services.database()
                        .inTransaction(sql -> find(sql, query.by().organisation(), query.user())));
    }

    private Future<Change> find(Sql sql, UUID organisation, UUID user) {
        return services.journal()
                .lastChange(sql, organisation, user)
                .compose(recorded -> services.members()
                        .user(sql, organisation, user)
                        .compose(member -> member.isPresent()
                                ? of(sql, member.get(), recorded)
                                : change(sql, organisation, recorded.orElseThrow(Failure::notFound))));
    }

    /** Not every change has an entry: the activation accepts, and naming a contact changes roles. */
    private Future<Change> of(Sql sql, Member member, Optional<AuditStore.Change> recorded) {
        return services.repository()
                .changedAt(sql, member.organisation(), member.id())
                .map(Optional::orElseThrow)
                .compose(at -> recorded.filter(entry -> !entry.at().isBefore(at))
                        .map(entry -> change(sql, member.organisation(), entry))
                        .orElseGet(() -> Future.succeededFuture(withoutEntry(member, at))));
    }

    private static Change withoutEntry(Member member, Instant at) {
        var joined = member.state() == State.ACTIVE && member.createdAt().equals(at);
        return joined
                ? new Change(
                        Optional.of(MembershipEvent.USER_JOINED),
                        Optional.of(member.person().name()),
                        at)
                : new Change(Optional.empty(), Optional.empty(), at);
    }

    private Future<Change> change(Sql sql, UUID organisation, AuditStore.Change recorded) {
        return recorded.by()
                .map(account -> services.members().member(sql, organisation, account))
                .orElse(Future.succeededFuture(Optional.empty()))
                .map(author -> new Change(
                        Optional.of(MembershipEvent.valueOf(recorded.event())),
                        author.map(member -> member.person().name()),
                        recorded.at()));
    }

    /** Names nobody: who is not a member learns only what became of the invitation. */
    Future<Change> outcome(AskOutcome query) {
        return services.journal()
                .lastChange(services.database(), query.organisation(), query.invitation())
                .map(found -> found.filter(recorded ->
                                recorded.subject().equals(query.account().toString()))
                        .map(recorded -> new Change(
                                Optional.of(MembershipEvent.valueOf(recorded.event())),
                                Optional.empty(),
                                recorded.at()))
                        .orElseThrow(Failure::notFound));
    }
}
