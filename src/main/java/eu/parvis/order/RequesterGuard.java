package eu.parvis.order;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.http.PathId;
import eu.parvis.http.Visit;
import eu.parvis.membership.Role;
import eu.parvis.request.RequestApi;
import eu.parvis.request.RequestApi.AskOrganisation;
import eu.parvis.request.Requester;
import eu.parvis.session.Identity;
import eu.parvis.session.SessionGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads who orders. Call it only behind a {@link SessionGuard}. Pages and lists are about the organisation of the session,
 * whose name they show; an API operation on one request finds it in any of the caller's organisations.
 */
final class RequesterGuard {

    private RequesterGuard() {}

    /** Acts for the organisation of the session. */
    static Requester requester(RoutingContext rc) {
        return requester(rc, SessionGuard.identity(rc).organisation());
    }

    /**
     * Acts for the organisation that the caller names; fails with {@code INVALID} at {@code organisation} unless it is one
     * of the person's. Without a name it is that of the session.
     */
    static Requester named(RoutingContext rc, Optional<UUID> organisation) {
        var identity = SessionGuard.identity(rc);
        return organisation
                .map(chosen -> membership(identity, chosen)
                        .orElseThrow(() -> Failure.invalid(FieldError.of("organisation", "error.choice"))))
                .map(membership -> requester(rc, Optional.of(membership)))
                .orElseGet(() -> requester(rc));
    }

    /**
     * Acts for the organisation that the request of the path was made for, if the person is a member of it; else for the
     * one of the session.
     */
    static Future<Requester> ofRequest(Bus bus, RoutingContext rc) {
        var identity = SessionGuard.identity(rc);
        if (identity.memberships().size() < 2) {
            return Future.succeededFuture(requester(rc));
        }
        return bus.request(RequestApi.ORGANISATION, new AskOrganisation(PathId.of(rc)))
                .map(made -> requester(
                        rc,
                        made.organisation()
                                .flatMap(organisation -> membership(identity, organisation))
                                .or(identity::organisation)));
    }

    private static Optional<Identity.Membership> membership(Identity identity, UUID organisation) {
        return identity.memberships().stream()
                .filter(own -> own.organisation().equals(organisation))
                .findFirst();
    }

    private static Requester requester(RoutingContext rc, Optional<Identity.Membership> membership) {
        return new Requester(
                SessionGuard.identity(rc).account().id(),
                membership.map(Identity.Membership::organisation),
                membership
                        .map(own -> own.roles().stream().map(Role::valueOf).toList())
                        .orElse(List.of()),
                Visit.of(rc).address());
    }
}
