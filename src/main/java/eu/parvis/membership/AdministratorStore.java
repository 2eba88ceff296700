package eu.parvis.membership;

import eu.parvis.bus.Failure;
import eu.parvis.db.Sql;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.organisation.OrganisationStore;
import io.vertx.core.Future;

/** Checks that an actor is an administrator, inside the caller's transaction. */
public final class AdministratorStore {

    private final OrganisationStore organisations = new OrganisationStore();
    private final MembershipStore members = new MembershipStore();

    /**
     * Locks the organisation, then checks the actor: if two administrators demote each other at the same time, the
     * second one fails. {@code FORBIDDEN users.administratorsOnly}.
     */
    public Future<ActingAdministrator> lock(Sql sql, Actor actor) {
        return organisations
                .lock(sql, actor.organisation())
                .compose(name ->
                        require(sql, actor).map(member -> new ActingAdministrator(actor, member, name.orElseThrow())));
    }

    /** Checks without a lock, for reading. {@code FORBIDDEN users.administratorsOnly}. */
    public Future<Member> require(Sql sql, Actor actor) {
        return members.member(sql, actor.organisation(), actor.account())
                .map(found -> found.filter(Member::administers)
                        .orElseThrow(() -> Failure.of(Failure.Kind.FORBIDDEN, "users.administratorsOnly")));
    }
}
