package eu.parvis.organisation;

import eu.parvis.http.Visit;
import eu.parvis.organisation.OrganisationApi.Actor;
import eu.parvis.session.SessionGuard;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/** Who acts for which organisation, behind a {@link SessionGuard}. */
final class MemberGuard {

    private MemberGuard() {}

    /** {@code NOT_FOUND} for somebody who belongs to no organisation. */
    static Actor actor(RoutingContext rc) {
        var identity = SessionGuard.identity(rc);
        var organisation = identity.organisation().orElseThrow(Tools::notFound).organisation();
        return new Actor(organisation, identity.account().id(), Visit.of(rc).address());
    }

    /** The id in the path; one that is none looks like one of nobody. */
    static UUID pathId(RoutingContext rc) {
        try {
            return UUID.fromString(rc.pathParam("id"));
        } catch (IllegalArgumentException e) {
            throw Tools.notFound();
        }
    }
}
