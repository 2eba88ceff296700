package eu.parvis.http;

import eu.parvis.contact.Language;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Pages that carry nothing of the visitor: bytes, made once a minute for each language (the frame says whether the
 * support is open now), compressed once, and not sent again to a browser that has them.
 */
public final class PublicPages {

    private record Made(long minute, Buffer plain, Buffer gzip, String etag) {}

    private static final int SECONDS = 60;

    private final Pages pages;
    private final Clock clock;

    public PublicPages(Pages pages, Clock clock) {
        this.pages = pages;
        this.clock = clock;
    }

    public void add(Router router, String path, String template) {
        add(router, path, template, language -> Map.of());
    }

    public void add(Router router, String path, String template, Function<Language, Map<String, Object>> model) {
        var page = new Page(path, template, model);
        router.get(path).handler(page::show);
    }

    private final class Page {

        private final String path;
        private final String template;
        private final Function<Language, Map<String, Object>> model;
        private final Map<Language, Made> made = new EnumMap<>(Language.class);

        Page(String path, String template, Function<Language, Map<String, Object>> model) {
            this.path = path;
            this.template = template;
            this.model = model;
        }

        void show(RoutingContext rc) {
            var language = Visit.of(rc).language();
            var minute = clock.millis() / 1000 / SECONDS;
            var known = made.get(language);
            if (known != null && known.minute == minute) {
                send(rc, known);
                return;
            }
            make(language, minute).onSuccess(page -> send(rc, page)).onFailure(rc::fail);
        }

        private Future<Made> make(Language language, long minute) {
            return pages.show(language, path, template, model.apply(language)).map(html -> {
                var page = new Made(minute, html, StaticFiles.Compression.gzip(html.getBytes()), etag(html));
                made.put(language, page);
                return page;
            });
        }

        private void send(RoutingContext rc, Made page) {
            var response = rc.response();
            headers(response.headers(), page);
            if (page.etag.equals(rc.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
                response.setStatusCode(304);
                finish(rc, response.end());
            } else if (StaticFiles.Compression.accepted(rc.request())) {
                response.headers().set(HttpHeaders.CONTENT_ENCODING, "gzip");
                finish(rc, response.end(page.gzip));
            } else {
                finish(rc, response.end(page.plain));
            }
        }

        private void headers(MultiMap headers, Made page) {
            headers.set(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                    .set(HttpHeaders.CACHE_CONTROL, "no-cache")
                    .set(HttpHeaders.VARY, "Accept-Language, Accept-Encoding, Cookie")
                    .set(HttpHeaders.ETAG, page.etag);
        }

        private void finish(RoutingContext rc, Future<Void> sent) {
            sent.onFailure(cause -> rc.request().connection().close());
        }
    }

    private static String etag(Buffer html) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(html.getBytes());
            // Weak: the same page, whether compressed or not.
            return "W/\""
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(digest)
                            .substring(0, 16) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
