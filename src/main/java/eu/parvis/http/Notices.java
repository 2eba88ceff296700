package eu.parvis.http;

import eu.parvis.crypto.Signature;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Notices about what a request has done. The page that it redirects to shows them once: a signed cookie carries them, so
 * an address that is typed shows none.
 *
 * <p>There is one cookie for each address, so that tabs do not take each other's notices.
 */
public final class Notices {

    private static final String PURPOSE = "notice";
    private static final String COOKIE = "notice-";
    private static final int NAME_LENGTH = 16;

    /** From the redirect until the page is asked for. */
    private static final Duration LIFE = Duration.ofMinutes(2);

    private final Cookies cookies;
    private final Signature signature;
    private final Clock clock;

    public Notices(Cookies cookies, Signature signature, Clock clock) {
        this.cookies = cookies;
        this.signature = signature;
        this.clock = clock;
    }

    /**
     * Redirects to a page that shows these notices.
     *
     * @param notices words without spaces
     */
    public Future<Void> seeOther(RoutingContext rc, String address, List<String> notices) {
        if (!notices.isEmpty()) {
            cookies.set(rc, name(address), value(address, notices), LIFE);
        }
        return Answers.seeOther(rc, address);
    }

    String name(String address) {
        return COOKIE + signature.token("notice address", address).substring(0, NAME_LENGTH);
    }

    String value(String address, List<String> notices) {
        var end = clock.instant().plus(LIFE).getEpochSecond();
        return signature.sign(PURPOSE, name(address) + " " + end + " " + String.join(" ", notices));
    }

    /** The notices for the requested page, without showing them. */
    public Set<String> of(RoutingContext rc) {
        var name = name(Location.of(rc.request()).link());
        return HttpMethod.GET.equals(rc.request().method()) && !Visit.of(rc).background()
                ? cookies.read(rc, name).map(value -> of(name, value)).orElse(Set.of())
                : Set.of();
    }

    Set<String> of(String name, String value) {
        return signature
                .verify(PURPOSE, value)
                .map(payload -> List.of(payload.split(" ")))
                .filter(payload -> payload.get(0).equals(name) && isValid(Long.parseLong(payload.get(1))))
                .map(payload -> Set.copyOf(payload.subList(2, payload.size())))
                .orElse(Set.of());
    }

    private boolean isValid(long end) {
        return clock.instant().getEpochSecond() < end;
    }

    /** The notices that the requested page shows now. They are not shown again. */
    public Set<String> take(RoutingContext rc) {
        var notices = of(rc);
        if (!notices.isEmpty()) {
            cookies.clear(rc, name(Location.of(rc.request()).link()));
        }
        return notices;
    }
}
