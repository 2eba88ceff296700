package eu.parvis.organisation;

import eu.parvis.audit.Entry;
import eu.parvis.audit.Event;
import eu.parvis.bus.Failure;
import eu.parvis.db.Sql;
import eu.parvis.organisation.OrganisationApi.Actor;
import io.vertx.core.Future;

/** Who may act for an organisation, decided while nobody else can change it; and that somebody always may. */
final class Administrators {

    private static final String LAST = "users.lastAdministrator";

    private final Tools tools;

    /** What an administrator does, in its transaction. */
    interface Act<T> {
        Future<T> by(Acting acting, Sql sql);
    }

    Administrators(Tools tools) {
        this.tools = tools;
    }

    /** Locks the organisation first: of two who demote each other one is first, and the other is none any more. */
    <T> Future<T> act(Actor actor, Act<T> act) {
        return tools.inTransaction(sql -> tools.repository()
                        .lock(sql, actor.organisation())
                        .compose(name ->
                                require(sql, actor).map(member -> new Acting(actor, member, name.orElseThrow())))
                        .compose(acting -> act.by(acting, sql)))
                .recover(cause -> refused(actor, cause));
    }

    /** For whoever only looks. */
    Future<Member> require(Actor actor) {
        return require(tools.database(), actor);
    }

    /** Anybody who is active in the organisation. */
    Future<Member> requireMember(Actor actor) {
        return tools.organisations()
                .member(tools.database(), actor.organisation(), actor.account())
                .map(found -> found.filter(member -> member.state() == Member.State.ACTIVE)
                        .orElseThrow(() -> Failure.of(Failure.Kind.FORBIDDEN, "problem.forbidden")));
    }

    private Future<Member> require(Sql sql, Actor actor) {
        return tools.organisations()
                .member(sql, actor.organisation(), actor.account())
                .map(found -> found.filter(Member::administers)
                        .orElseThrow(() -> Failure.of(Failure.Kind.FORBIDDEN, "users.administratorsOnly")));
    }

    /** To be asked after each change that may have cost an administrator; a failure undoes the change. */
    Future<Void> requireOneLeft(Sql sql, Actor actor) {
        return tools.repository()
                .countAdministrators(sql, actor.organisation())
                .compose(left -> left == 0
                        ? Future.failedFuture(Failure.of(Failure.Kind.CONFLICT, LAST))
                        : Future.succeededFuture());
    }

    /** The transaction was rolled back, so this line of the journal has one of its own. */
    private <T> Future<T> refused(Actor actor, Throwable cause) {
        if (!(cause instanceof Failure failure && failure.messageId().equals(LAST))) {
            return Future.failedFuture(cause);
        }
        var entry = Entry.refused(Event.LAST_ADMINISTRATOR_KEPT)
                .by(actor.account())
                .in(actor.organisation())
                .from(actor.address());
        return tools.journal().record(tools.database(), entry).compose(recorded -> Future.failedFuture(cause));
    }
}
