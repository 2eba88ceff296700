package eu.parvis.customers;

import eu.parvis.customers.CustomersInput.Page;
import eu.parvis.http.Site;
import eu.parvis.joining.JoinApi;
import eu.parvis.joining.JoinApi.AskUnanswered;
import eu.parvis.joining.JoinApi.AtDesk;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The list of requests to join that have waited long enough for the desk, page by page. */
final class UnansweredList {

    private final Site site;

    /**
     * A page.
     *
     * @param next cursor of the page after
     */
    record Unanswered(List<AtDesk> requests, Optional<String> next) {}

    UnansweredList(Site site) {
        this.site = site;
    }

    /** How long a request waits before it is in the list. */
    Duration age() {
        return site.configuration().get(CustomersSettings.class).joinRequestsAfter();
    }

    /** Reads one more than is shown, to know whether there are more. */
    Future<Unanswered> page(Page page) {
        var start = page.after().map(PendingCursor::parse).orElse(PendingCursor.START);
        var query =
                new AskUnanswered(site.clock().instant().minus(age()), start.createdAt(), start.id(), page.limit() + 1);
        return site.bus().request(JoinApi.UNANSWERED, query).map(found -> page(found.requests(), page.limit()));
    }

    private static Unanswered page(List<AtDesk> found, int limit) {
        if (found.size() <= limit) {
            return new Unanswered(found, Optional.empty());
        }
        var last = found.get(limit - 1).request();
        return new Unanswered(
                found.subList(0, limit), Optional.of(new PendingCursor(last.createdAt(), last.id()).text()));
    }
}
