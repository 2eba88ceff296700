package eu.parvis.membership;

import eu.parvis.bus.Failure;
import eu.parvis.http.Visit;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.session.SessionGuard;
import io.vertx.ext.web.RoutingContext;

/** Who acts for which organisation, behind a {@link SessionGuard}. */
public final class MemberGuard {

    private MemberGuard() {}

    /** {@code FORBIDDEN} for somebody who belongs to no organisation. */
    public static Actor actor(RoutingContext rc) {
        return actor(rc, Failure.of(Failure.Kind.FORBIDDEN, "problem.forbidden"));
    }

    /** For who asks for their organisation: {@code NOT_FOUND} where there is none. */
    public static Actor member(RoutingContext rc) {
        return actor(rc, Failure.notFound());
    }

    private static Actor actor(RoutingContext rc, Failure otherwise) {
        var identity = SessionGuard.identity(rc);
        var organisation = identity.organisation().orElseThrow(() -> otherwise).organisation();
        return new Actor(organisation, identity.account().id(), Visit.of(rc).address());
    }
}
