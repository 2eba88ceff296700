package eu.parvis.registration.person;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.http.LinkGuard;
import eu.parvis.http.LinkGuard.OpenedLink;
import eu.parvis.http.Site;
import eu.parvis.registration.person.PersonApi.State;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds the registrations of persons that a browser has begun and whose addresses are not proved yet. */
final class PersonGuard {

    static final String COOKIE = "person-";

    /**
     * A registration.
     *
     * @param page its waiting page
     * @param email masked
     */
    record Waiting(String page, String email, Instant at) {}

    private final Bus bus;
    private final LinkGuard registrations;

    PersonGuard(Site site) {
        this.bus = site.bus();
        this.registrations = PersonWaitingRoutes.registrations(site);
    }

    boolean none(RoutingContext rc) {
        return registrations.all(rc).isEmpty();
    }

    Future<List<Waiting>> waiting(RoutingContext rc) {
        var asked = registrations.all(rc).stream().map(this::follow).toList();
        return Future.all(asked)
                .map(all -> all.<Optional<Waiting>>list().stream()
                        .flatMap(Optional::stream)
                        .toList());
    }

    private Future<Optional<Waiting>> follow(OpenedLink own) {
        return bus.request(PersonApi.FOLLOW, new PersonApi.Follow(own.token().text()))
                .map(status -> Optional.of(status)
                        .filter(one -> one.state() == State.WAITING)
                        .map(one -> new Waiting(
                                PersonWaitingRoutes.address(own.id()),
                                one.email().masked(),
                                one.at())))
                .recover(PersonGuard::forgotten);
    }

    private static Future<Optional<Waiting>> forgotten(Throwable cause) {
        return cause instanceof Failure failure && failure.kind() == Failure.Kind.NOT_FOUND
                ? Future.succeededFuture(Optional.empty())
                : Future.failedFuture(cause);
    }
}
