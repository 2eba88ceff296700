package eu.parvis.http;

import eu.parvis.config.Configuration;
import eu.parvis.values.Language;
import eu.parvis.words.Words;
import eu.parvis.words.WordsExtension;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.templ.pebble.PebbleTemplateEngine;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * Renders templates inside the frame of the portal. The engine is our own, with its cache on: the default one of
 * vertx-web reads and parses the layout again at every render.
 */
public final class Pages {

    private final PebbleTemplateEngine engine;
    private final Frame frame;
    private final StaticFiles files;
    private final ZoneId zone;

    public Pages(Vertx vertx, Configuration configuration, StaticFiles files, Clock clock) {
        this.zone = configuration.brand().timeZone();
        var loader = new ClasspathLoader();
        loader.setPrefix("templates");
        this.engine = PebbleTemplateEngine.create(
                vertx,
                "html",
                new PebbleEngine.Builder()
                        .loader(loader)
                        .cacheActive(true)
                        .strictVariables(true)
                        .extension(new WordsExtension(), new PageExtension(files, zone))
                        .build());
        this.frame = new Frame(configuration, clock);
        this.files = files;
    }

    StaticFiles files() {
        return files;
    }

    public Words words(RoutingContext rc) {
        return Words.of(Visit.of(rc).language());
    }

    public Future<Void> show(RoutingContext rc, PageModel page) {
        return show(rc, 200, page);
    }

    /** Day and time, as pages write them. */
    public String moment(RoutingContext rc, Instant at) {
        return PageExtension.moment(at.atZone(zone), Visit.of(rc).language());
    }

    /** A page for this visitor only: no cache may store it. */
    public Future<Void> show(RoutingContext rc, int status, PageModel page) {
        return show(rc, status, Location.of(rc.request()), page);
    }

    /** The answer to a form whose page can be opened at this path, for example in the other language. */
    public Future<Void> show(RoutingContext rc, int status, String path, PageModel page) {
        return show(rc, status, new Location(path), page);
    }

    private Future<Void> show(RoutingContext rc, int status, Location location, PageModel page) {
        var surroundings = frame.of(Visit.of(rc).language(), location, Viewer.of(rc));
        return render(surroundings, page).compose(html -> {
            rc.response()
                    .setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            return rc.response().end(html);
        });
    }

    /** The same bytes for every visitor who reads this language. */
    Future<Buffer> show(Language language, String path, PageModel page) {
        return render(frame.of(language, new Location(path), Optional.empty()), page);
    }

    /** A page without a model: it shows the frame and fixed words. */
    Future<Buffer> show(Language language, String path, String template) {
        return render(template, TemplateVariables.of(frame.of(language, new Location(path), Optional.empty())));
    }

    private Future<Buffer> render(Frame.Values surroundings, PageModel page) {
        var variables = TemplateVariables.of(surroundings, page);
        if (variables.get("form") instanceof Form form) {
            variables.put("errors", !form.getErrors().isEmpty());
        }
        return render(page.getClass().getAnnotation(Template.class).value(), variables);
    }

    private Future<Buffer> render(String template, Map<String, Object> variables) {
        // If a template is missing, the engine throws instead of failing the future.
        return Future.succeededFuture().compose(nothing -> engine.render(variables, template));
    }
}
