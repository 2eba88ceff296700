package eu.parvis.membership;

import eu.parvis.audit.Entry;
import eu.parvis.bus.Failure;
import eu.parvis.db.Sql;
import eu.parvis.membership.MembershipApi.Actor;
import io.vertx.core.Future;

/** Runs the acts of administrators: checks the actor under a row lock, and that at least one administrator remains. */
final class Administrators {

    private static final String LAST = "users.lastAdministrator";

    private final MembershipServices services;
    private final AdministratorStore administrators = new AdministratorStore();

    /** An act of an administrator, inside its transaction. */
    interface Act<T> {
        Future<T> by(ActingAdministrator acting, Sql sql);
    }

    Administrators(MembershipServices services) {
        this.services = services;
    }

    <T> Future<T> act(Actor actor, Act<T> act) {
        return services.inTransaction(sql -> administrators.lock(sql, actor).compose(acting -> act.by(acting, sql)))
                .recover(cause -> recordRefusal(actor, cause));
    }

    /** Checks the actor without a lock. */
    Future<Member> require(Actor actor) {
        return administrators.require(services.database(), actor);
    }

    /** Checks that the actor is an active member. */
    Future<Member> requireMember(Actor actor) {
        return services.members()
                .member(services.database(), actor.organisation(), actor.account())
                .map(found -> found.filter(member -> member.state() == Member.State.ACTIVE)
                        .orElseThrow(() -> Failure.of(Failure.Kind.FORBIDDEN, "problem.forbidden")));
    }

    /** Call it after each change that may remove an administrator; its failure rolls the change back. */
    Future<Void> requireOneLeft(Sql sql, Actor actor) {
        return services.repository()
                .countAdministrators(sql, actor.organisation())
                .compose(left -> left == 0 ? Future.failedFuture(lastOne()) : Future.succeededFuture());
    }

    static Failure lastOne() {
        return Failure.of(Failure.Kind.CONFLICT, LAST);
    }

    /** The act's transaction was rolled back, so the journal entry is written in its own transaction. */
    private <T> Future<T> recordRefusal(Actor actor, Throwable cause) {
        if (!(cause instanceof Failure failure && failure.messageId().equals(LAST))) {
            return Future.failedFuture(cause);
        }
        var entry = Entry.refused(MembershipEvent.LAST_ADMINISTRATOR_KEPT)
                .by(actor.account())
                .in(actor.organisation())
                .from(actor.address());
        return services.journal()
                .record(services.database(), entry)
                .recover(Failure::withoutEffect)
                .compose(recorded -> Future.failedFuture(cause));
    }
}
