package eu.parvis.http;

import eu.parvis.values.Language;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Properties of a request that do not depend on a signed-in person.
 *
 * @param language of all texts of the answer
 * @param address network address of the visitor, from the trusted proxies' header if there are any
 * @param api whether it is an API request, whose problems are JSON
 * @param requestId of an API request, see {@link RequestId}
 * @param background whether a script sent it without an act of the person; it then does not extend the session
 */
public record Visit(Language language, String address, boolean api, Optional<String> requestId, boolean background) {

    /** Where the API begins. */
    static final String API = "/api/v1";

    private static final Pattern ANY_VERSION = Pattern.compile("/api/v\\d");
    private static final String KEY = Visit.class.getName();

    public static Visit of(RoutingContext rc) {
        return rc.get(KEY);
    }

    /** Uses the signed-in person's language, unless they have switched to another one in this browser. */
    public static void speak(RoutingContext rc, Language own) {
        if (Languages.chosen(rc.request()).isEmpty()) {
            answerIn(rc, own);
        }
    }

    /** Uses this language from here on. */
    public static void answerIn(RoutingContext rc, Language language) {
        var visit = of(rc);
        new Visit(language, visit.address, visit.api, visit.requestId, visit.background).begin(rc);
    }

    /** Also true for a version that does not exist, because only programs ask for one. */
    static boolean isApi(String path) {
        return path != null && ANY_VERSION.matcher(path).lookingAt();
    }

    void begin(RoutingContext rc) {
        rc.put(KEY, this);
    }
}
