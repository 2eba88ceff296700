package eu.parvis.activation;

import eu.parvis.Await;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.util.Optional;

/** Somebody's browser, without scripts: it keeps its session, sends forms as one of our own pages, and follows nothing. */
final class Browser {

    private static final String COOKIE = "__Host-session";

    private final WebClient web;
    private final URI portal;
    private String token;

    Browser(Vertx vertx, URI portal, String token) {
        this.web = WebClient.create(vertx, new WebClientOptions().setFollowRedirects(false));
        this.portal = portal;
        this.token = token;
    }

    /** What one sees, or where one is led. */
    record Page(int status, String location, String html, Optional<String> token) {

        static Page of(HttpResponse<Buffer> response) {
            return new Page(
                    response.statusCode(),
                    response.getHeader("Location"),
                    response.bodyAsString() == null ? "" : response.bodyAsString(),
                    response.cookies().stream()
                            .filter(cookie -> cookie.startsWith(COOKIE + "="))
                            .map(cookie -> cookie.substring(COOKIE.length() + 1).split(";", 2)[0])
                            .findFirst());
        }

        /** Whether the page says that something is wrong with this field. */
        boolean complainsOf(String field) {
            return html.contains("id=\"" + field.replace('.', '-') + "-error\"");
        }
    }

    Page get(String path) {
        return kept(Await.done(request(path, "GET").send().map(Page::of)));
    }

    Page post(String path, MultiMap form) {
        return kept(Await.done(send(path, form)));
    }

    /** Without waiting, and without looking at the answer: what the first of two clicks does. */
    Future<Page> send(String path, MultiMap form) {
        return request(path, "POST")
                .putHeader("Sec-Fetch-Site", "same-origin")
                .sendForm(form)
                .map(Page::of);
    }

    private HttpRequest<Buffer> request(String path, String method) {
        return web.requestAbs(HttpMethod.valueOf(method), portal + path)
                .putHeader("Accept-Language", "en")
                .putHeader("Cookie", COOKIE + "=" + token);
    }

    private Page kept(Page page) {
        page.token().ifPresent(next -> token = next);
        return page;
    }
}
