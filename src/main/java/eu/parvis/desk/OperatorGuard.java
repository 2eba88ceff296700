package eu.parvis.desk;

import eu.parvis.bus.Failure;
import eu.parvis.config.Network;
import eu.parvis.desk.DeskApi.Operator;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.session.SessionGuard;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.AuthenticationHandler;
import java.util.List;

/**
 * Guards the routes of the desk. Outside the networks of {@code desk.networks}, and for everybody who is signed in but no
 * operator, a route looks like an unknown one.
 */
public final class OperatorGuard {

    private final SessionGuard sessions;
    private final List<Network> networks;

    /** Of this type, because it comes before the session is looked up. */
    private final AuthenticationHandler network = this::requireNetwork;

    public OperatorGuard(Site site, SessionGuard sessions) {
        this.sessions = sessions;
        this.networks = site.configuration().get(DeskSettings.class).networks().stream()
                .map(Network::parse)
                .toList();
    }

    public Route page(Route route) {
        return route.handler(network).handler(sessions.ownAccount()).handler(OperatorGuard::requireOperator);
    }

    public Route api(Route route) {
        return route.handler(network).handler(sessions.api(Kind.OPEN)).handler(OperatorGuard::requireOperator);
    }

    /** Call it only behind this guard. */
    public static Operator operator(RoutingContext rc) {
        return new Operator(
                SessionGuard.identity(rc).account().id(), Visit.of(rc).address());
    }

    private void requireNetwork(RoutingContext rc) {
        var address = Visit.of(rc).address();
        if (networks.isEmpty() || networks.stream().anyMatch(network -> network.contains(address))) {
            rc.next();
        } else {
            rc.fail(Failure.notFound());
        }
    }

    private static void requireOperator(RoutingContext rc) {
        if (SessionGuard.identity(rc).operator()) {
            rc.next();
        } else {
            rc.fail(Failure.notFound());
        }
    }
}
