package eu.parvis.http;

import eu.parvis.config.Configuration;
import eu.parvis.values.Language;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Pages that are the same for every visitor. Each is rendered and compressed once a minute for each language, because
 * the frame says whether the support is open now. A browser that has the current bytes gets 304.
 */
public final class PublicPages {

    /** Immutable headers, which Vert.x stores as bytes if {@link eu.parvis.Main} switches that on. */
    private record Answer(MultiMap headers, Buffer body) {}

    private record Rendered(long minute, String etag, Answer plain, Answer gzip, MultiMap unchanged) {}

    private static final int SECONDS = 60;

    private final MultiMap everyAnswer;
    private final Pages pages;
    private final Clock clock;
    private final Map<String, Page> byPath = new HashMap<>();

    public PublicPages(Configuration configuration, Pages pages, Clock clock) {
        this.everyAnswer = Gate.everyAnswer(configuration.http());
        this.pages = pages;
        this.clock = clock;
    }

    /** A page that needs no model. */
    public void add(Router router, String path, String template) {
        add(router, path, new Page(path, language -> pages.show(language, path, template)));
    }

    public void add(Router router, String path, Function<Language, PageModel> model) {
        add(router, path, new Page(path, language -> pages.show(language, path, model.apply(language))));
    }

    private void add(Router router, String path, Page page) {
        router.get(path).handler(page::show);
        byPath.put(path, page);
    }

    /**
     * Answers before the routes are searched, because most requests are for these pages. A request with a cookie goes on
     * to the routes: they may have another page for a known visitor.
     */
    void showPlain(RoutingContext rc) {
        var request = rc.request();
        var page = HttpMethod.GET.equals(request.method())
                        && request.query() == null
                        && !request.headers().contains(HttpHeaders.COOKIE)
                ? byPath.get(request.path())
                : null;
        if (page == null) {
            rc.next();
            return;
        }
        request.routed(page.path);
        page.show(rc);
    }

    private final class Page {

        private final String path;
        private final Function<Language, Future<Buffer>> render;
        private final Map<Language, Rendered> rendered = new EnumMap<>(Language.class);

        Page(String path, Function<Language, Future<Buffer>> render) {
            this.path = path;
            this.render = render;
        }

        void show(RoutingContext rc) {
            var language = Visit.of(rc).language();
            var minute = clock.millis() / 1000 / SECONDS;
            var known = rendered.get(language);
            if (known != null && known.minute == minute) {
                send(rc, known);
                return;
            }
            refresh(language, minute).onSuccess(page -> send(rc, page)).onFailure(rc::fail);
        }

        private Future<Rendered> refresh(Language language, long minute) {
            return render.apply(language).map(html -> {
                var page = rendered(minute, html);
                rendered.put(language, page);
                return page;
            });
        }

        private Rendered rendered(long minute, Buffer html) {
            var etag = etag(html);
            var gzip = StaticFiles.Compression.gzip(html.getBytes());
            var compressed = headers(etag, gzip).set(HttpHeaders.CONTENT_ENCODING, "gzip");
            return new Rendered(
                    minute,
                    etag,
                    new Answer(headers(etag, html).copy(false), html),
                    new Answer(compressed.copy(false), gzip),
                    headers(etag).copy(false));
        }

        private MultiMap headers(String etag, Buffer body) {
            return headers(etag).set(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()));
        }

        private MultiMap headers(String etag) {
            return HttpHeaders.headers()
                    .addAll(everyAnswer)
                    .set(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                    .set(HttpHeaders.CACHE_CONTROL, "no-cache")
                    .set(HttpHeaders.VARY, "Accept-Language, Accept-Encoding, Cookie")
                    .set(HttpHeaders.ETAG, etag);
        }

        private void send(RoutingContext rc, Rendered page) {
            var response = rc.response();
            if (page.etag.equals(rc.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
                response.setStatusCode(304).headers().setAll(page.unchanged);
                finish(rc, response.end());
                return;
            }
            var answer = StaticFiles.Compression.accepted(rc.request()) ? page.gzip : page.plain;
            response.headers().setAll(answer.headers);
            finish(rc, response.end(answer.body));
        }

        private void finish(RoutingContext rc, Future<Void> sent) {
            sent.onFailure(cause -> rc.request().connection().close());
        }
    }

    private static String etag(Buffer html) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(html.getBytes());
            // A weak ETag, because the compressed and the plain page share it.
            var text = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
            return "W/\"" + text.substring(0, 16) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
