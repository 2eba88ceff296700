package eu.parvis.http;

import eu.parvis.values.Language;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.StaticHandler;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The router of one HTTP verticle: common handlers first, then the capabilities' routes, then the handlers for unknown
 * paths.
 */
final class SiteRouter {

    private static final Set<HttpMethod> WITH_BODY =
            Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);
    private static final Pattern FORM =
            Pattern.compile("\\s*(multipart/|application/x-www-form-urlencoded)", Pattern.CASE_INSENSITIVE);
    private static final String WEBJARS = "/webjars/";
    private static final String BODY_TIMER = "bodyTimeout";

    private SiteRouter() {}

    static Router of(Site site, Problems problems, List<Routes> capabilities) {
        var router = Router.router(site.vertx());
        router.route().handler(SiteRouter::headAsGet);
        var gate = new Gate(site.configuration(), site.limits());
        router.route().handler(gate::pass).failureHandler(problems::answer);
        router.route().handler(site.publicPages()::showPlain);
        router.get("/static/*").handler(site.pages().files()::serve);
        router.route(WEBJARS + "*")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(StaticHandler.create("META-INF/resources/webjars"));
        // Registered for all methods: a route that matches all paths of one method would turn each unknown path into a
        // 405.
        router.route()
                .handler(rc -> switchLanguage(rc, site.configuration().http().secure()));
        var admission = new Admission();
        router.route().handler(admission::check);
        var uploads = new Uploads();
        router.route().handler(bodies(site, uploads)).handler(rc -> arrived(site, rc));
        var api = api(site, capabilities);
        router.route(Visit.API + "/*").subRouter(api);
        capabilities.forEach(routes -> routes.pages(router));
        admission.watch(api, Visit.API);
        uploads.watch(api, Visit.API);
        uploads.watch(router, "");
        for (var status : List.of(404, 406, 413, 415)) {
            router.errorHandler(status, problems::answer);
        }
        var allowed = new AllowedMethods(router, api, Visit.API);
        router.errorHandler(405, rc -> {
            allowed.setHeader(rc);
            problems.answer(rc);
        });
        return router;
    }

    /**
     * Answers HEAD like GET (RFC 9110, 9.3.2); the server omits the body. Static files are excluded, because their
     * handler supports HEAD itself.
     */
    private static void headAsGet(RoutingContext rc) {
        var request = rc.request();
        if (HttpMethod.HEAD.equals(request.method())
                && request.path() != null
                && !request.path().startsWith(WEBJARS)) {
            rc.reroute(HttpMethod.GET, request.path() + (request.query() == null ? "" : "?" + request.query()));
        } else {
            rc.next();
        }
    }

    private static Router api(Site site, List<Routes> capabilities) {
        var api = Router.router(site.vertx());
        api.route().handler(SiteRouter::refuseOtherThanJson);
        capabilities.forEach(routes -> routes.api(api));
        return api;
    }

    /** Limits size and duration of request bodies; otherwise a slow body would hold its connection for ever. */
    private static Handler<RoutingContext> bodies(Site site, Uploads uploads) {
        var settings = site.configuration().http();
        var body = BodyHandler.create(false).setBodyLimit(settings.bodyLimit());
        return rc -> {
            if (!WITH_BODY.contains(rc.request().method())) {
                rc.next();
                return;
            }
            if (Visit.of(rc).api() && isForm(rc.request().getHeader(HttpHeaders.CONTENT_TYPE))) {
                rc.fail(415);
                return;
            }
            if (uploads.begin(rc)) {
                return;
            }
            rc.put(BODY_TIMER, site.vertx().setTimer(settings.bodyTimeout().toMillis(), id -> tooSlow(rc)));
            rc.addEndHandler(ended -> cancel(site, rc));
            body.handle(rc);
        };
    }

    /** Cancels the body time-out; the handlers may take longer, and must not be interrupted by it. */
    private static void arrived(Site site, RoutingContext rc) {
        cancel(site, rc);
        rc.next();
    }

    private static void cancel(Site site, RoutingContext rc) {
        Long timer = rc.remove(BODY_TIMER);
        if (timer != null) {
            site.vertx().cancelTimer(timer);
        }
    }

    private static void tooSlow(RoutingContext rc) {
        if (!rc.response().ended()) {
            rc.fail(408);
        }
    }

    private static void refuseOtherThanJson(RoutingContext rc) {
        var type = rc.request().getHeader("Content-Type");
        var body = rc.body();
        if (body != null && body.length() > 0 && !isJson(type)) {
            rc.fail(415);
            return;
        }
        rc.next();
    }

    /** Vert.x would read a form as fields and leave an empty body, which some operations accept. */
    private static boolean isForm(String type) {
        return type != null && FORM.matcher(type).lookingAt();
    }

    private static boolean isJson(String type) {
        return type != null && type.split(";", -1)[0].strip().equalsIgnoreCase("application/json");
    }

    /** Handles {@code ?lang=fr} on any page: stores the choice and shows the page again. */
    private static void switchLanguage(RoutingContext rc, boolean secure) {
        var query = rc.request().query();
        if (query == null
                || !HttpMethod.GET.equals(rc.request().method())
                || Visit.of(rc).api()
                || !query.contains("lang=")) {
            rc.next();
            return;
        }
        var here = Location.of(rc.request());
        var language = Language.of(rc.queryParams().get("lang"));
        if (language.isEmpty() || here.query().equals(query)) {
            rc.next();
            return;
        }
        Languages.choose(rc, language.get(), secure);
        Answers.seeOther(rc, here.link()).onFailure(rc::fail);
    }
}
