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
import java.util.HashMap;
import java.util.Map;

/**
 * Renders templates inside the frame of the portal. The engine is our own, with its cache on: the default one of
 * vertx-web reads and parses the layout again at every render.
 */
public final class Pages {

    private final PebbleTemplateEngine engine;
    private final Frame frame;
    private final StaticFiles files;

    public Pages(Vertx vertx, Configuration configuration, StaticFiles files, Clock clock) {
        var loader = new ClasspathLoader();
        loader.setPrefix("templates");
        this.engine = PebbleTemplateEngine.create(
                vertx,
                "html",
                new PebbleEngine.Builder()
                        .loader(loader)
                        .cacheActive(true)
                        .strictVariables(true)
                        .extension(
                                new WordsExtension(),
                                new PageExtension(files, configuration.brand().timeZone()))
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

    public Future<Void> show(RoutingContext rc, String template, Map<String, Object> model) {
        return show(rc, 200, template, model);
    }

    /** A page for this visitor only: nobody may keep it. */
    public Future<Void> show(RoutingContext rc, int status, String template, Map<String, Object> model) {
        var context = new HashMap<>(frame.of(Visit.of(rc).language(), Location.of(rc.request())));
        context.put("user", Viewer.of(rc));
        context.putAll(model);
        context.put(
                "errors",
                model.get("form") instanceof Form form && !form.getErrors().isEmpty());
        return render(template, context).compose(page -> {
            rc.response()
                    .setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            return rc.response().end(page);
        });
    }

    /** The same bytes for everybody who reads this language. */
    Future<Buffer> show(Language language, String path, String template, Map<String, Object> model) {
        var context = new HashMap<>(frame.of(language, new Location(path)));
        context.put("user", null);
        context.putAll(model);
        return render(template, context);
    }

    private Future<Buffer> render(String template, Map<String, Object> context) {
        // The engine throws, instead of failing the future, where a template is missing.
        return Future.succeededFuture().compose(nothing -> engine.render(context, template));
    }
}
