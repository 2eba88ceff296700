package eu.parvis.membership;

import eu.parvis.bus.Failure;
import eu.parvis.http.Visit;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.session.SessionGuard;
import io.vertx.ext.auth.authorization.RoleBasedAuthorization;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.AuthorizationHandler;

/** Reads the actor of a request. Call it only behind a {@link SessionGuard}. */
public final class MemberGuard {

    private MemberGuard() {}

    /** Behind a {@link SessionGuard}: admits a person who has this role in the organisation that they act for. */
    public static AuthorizationHandler role(Role role) {
        return AuthorizationHandler.create(RoleBasedAuthorization.create(role.name()))
                .addAuthorizationProvider(new MemberRoles());
    }

    /** Fails with {@code FORBIDDEN} for a person without organisation. */
    public static Actor actor(RoutingContext rc) {
        return actor(rc, Failure.of(Failure.Kind.FORBIDDEN, "problem.forbidden"));
    }

    /** Like {@link #actor}, but fails with {@code NOT_FOUND} for a person without organisation. */
    public static Actor member(RoutingContext rc) {
        return actor(rc, Failure.notFound());
    }

    private static Actor actor(RoutingContext rc, Failure otherwise) {
        var identity = SessionGuard.identity(rc);
        var organisation = identity.organisation().orElseThrow(() -> otherwise).organisation();
        return new Actor(organisation, identity.account().id(), Visit.of(rc).address());
    }
}
