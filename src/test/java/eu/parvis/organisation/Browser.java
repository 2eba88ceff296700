package eu.parvis.organisation;

import eu.parvis.Await;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;

/** Reads pages and sends forms as browsers do, with the cookie of a session or without one. */
final class Browser {

    private final WebClient web;
    private final URI portal;
    private final String cookie;

    private Browser(WebClient web, URI portal, String cookie) {
        this.web = web;
        this.portal = portal;
        this.cookie = cookie;
    }

    static Browser of(Vertx vertx, URI portal) {
        return new Browser(WebClient.create(vertx, new WebClientOptions().setFollowRedirects(false)), portal, "");
    }

    Browser signedIn(String token) {
        return new Browser(web, portal, "__Host-session=" + token);
    }

    HttpResponse<Buffer> get(String path) {
        return Await.done(request(web.getAbs(portal + path)).send());
    }

    /** Fields are name, value, name, value. */
    HttpResponse<Buffer> post(String path, String... fields) {
        var form = MultiMap.caseInsensitiveMultiMap();
        for (var i = 0; i < fields.length; i += 2) {
            form.add(fields[i], fields[i + 1]);
        }
        return Await.done(send(path, form));
    }

    private Future<HttpResponse<Buffer>> send(String path, MultiMap form) {
        return request(web.postAbs(portal + path))
                .putHeader("Sec-Fetch-Site", "same-origin")
                .sendForm(form);
    }

    private HttpRequest<Buffer> request(HttpRequest<Buffer> request) {
        request.putHeader("Accept-Language", "en");
        return cookie.isEmpty() ? request : request.putHeader("Cookie", cookie);
    }
}
