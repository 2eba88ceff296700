package eu.parvis.order;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.http.Visit;
import eu.parvis.membership.Role;
import eu.parvis.request.Requester;
import eu.parvis.session.Identity;
import eu.parvis.session.SessionGuard;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads who orders. Call it only behind a {@link SessionGuard}. */
final class RequesterGuard {

    private RequesterGuard() {}

    /** Acts for the organisation of the session. */
    static Requester requester(RoutingContext rc) {
        return requester(rc, SessionGuard.identity(rc).organisation());
    }

    /** Acts for one of the person's organisations; fails with {@code INVALID} at {@code organisation} for another one. */
    static Requester requester(RoutingContext rc, UUID organisation) {
        var membership = SessionGuard.identity(rc).memberships().stream()
                .filter(own -> own.organisation().equals(organisation))
                .findFirst()
                .orElseThrow(() -> Failure.invalid(FieldError.of("organisation", "error.choice")));
        return requester(rc, Optional.of(membership));
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
