package eu.parvis.http;

import eu.parvis.values.Language;
import io.vertx.ext.web.RoutingContext;

/**
 * Who is asking, before anybody is signed in.
 *
 * @param language of every sentence of the answer
 * @param address network address of the visitor, as far as the proxies in front are trusted
 * @param api asked by a program: problems are JSON
 * @param background not an act of a person: does not keep a session alive
 */
public record Visit(Language language, String address, boolean api, boolean background) {

    private static final String KEY = Visit.class.getName();

    public static Visit of(RoutingContext rc) {
        return rc.get(KEY);
    }

    /** Whoever is signed in reads their own language, unless they have switched to another one here. */
    public static void speak(RoutingContext rc, Language own) {
        var visit = of(rc);
        if (Languages.chosen(rc.request()).isEmpty()) {
            new Visit(own, visit.address, visit.api, visit.background).begin(rc);
        }
    }

    static boolean isApi(String path) {
        return path != null && path.startsWith("/api/v1");
    }

    void begin(RoutingContext rc) {
        rc.put(KEY, this);
    }
}
