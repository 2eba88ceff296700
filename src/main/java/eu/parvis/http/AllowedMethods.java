package eu.parvis.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Computes the Allow header of a 405 (RFC 9110, 15.5.6). Vert.x sets it only if no other handler answers. */
final class AllowedMethods {

    private record Answered(Pattern path, Set<HttpMethod> methods) {

        static Stream<Answered> by(Router router, String before) {
            return router.getRoutes().stream()
                    .filter(route -> route.getPath() != null && route.methods() != null)
                    .map(route -> new Answered(Pattern.compile(before + template(route)), Set.copyOf(route.methods())));
        }

        private static String template(Route route) {
            var path = route.getPath().replaceAll(":[A-Za-z]+", "[^/]+");
            return route.isExactPath() ? path : path + ".*";
        }
    }

    private final List<Answered> answered;

    AllowedMethods(Router pages, Router api, String apiPath) {
        answered =
                Stream.concat(Answered.by(pages, ""), Answered.by(api, apiPath)).toList();
    }

    void setHeader(RoutingContext rc) {
        var names = new TreeSet<String>();
        answered.stream()
                .filter(route -> route.path().matcher(rc.normalizedPath()).matches())
                .forEach(route -> route.methods().forEach(method -> names.add(method.name())));
        if (names.contains(HttpMethod.GET.name())) {
            names.add(HttpMethod.HEAD.name());
        }
        rc.response().putHeader(HttpHeaders.ALLOW, String.join(", ", names));
    }
}
