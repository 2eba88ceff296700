package eu.parvis.http;

import eu.parvis.Await;
import io.netty.handler.codec.http.cookie.ClientCookieDecoder;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Imitates a browser: stores cookies and sends the headers of same-origin forms, but follows no redirects. A form without
 * a subject is sent with that of the present session, as by a page that was opened just now.
 */
public final class Browser {

    private final WebClient web;
    private final URI portal;
    private final Function<String, Optional<String>> subjects;
    private final Map<String, String> cookies = new TreeMap<>();
    private String language = "en";
    private String address;

    public Browser(Vertx vertx, URI portal) {
        this(vertx, portal, session -> Optional.empty());
    }

    /** Takes the subject of each session, by the session's token. */
    public Browser(Vertx vertx, URI portal, Function<String, Optional<String>> subjects) {
        this.subjects = subjects;
        this.web = WebClient.create(vertx, new WebClientOptions().setFollowRedirects(false));
        this.portal = portal;
    }

    public Browser speaking(String code) {
        language = code;
        return this;
    }

    /** Names the network address of the visitor, as a trusted proxy does. */
    public Browser from(String visitor) {
        address = visitor;
        return this;
    }

    /** Adds a cookie that no answer has set. */
    public Browser with(String name, String value) {
        cookies.put("__Host-" + name, value);
        return this;
    }

    /** Adds what a redirect to this address brings. */
    public Browser told(Notices notices, String address, String... words) {
        return with(notices.name(address), notices.value(address, List.of(words)));
    }

    /** The notices that the page at this address will show. */
    public Set<String> told(Notices notices, String address) {
        return Optional.ofNullable(cookie(notices.name(address)))
                .map(value -> notices.of(notices.name(address), value))
                .orElse(Set.of());
    }

    public HttpResponse<Buffer> get(String path) {
        return kept(request(HttpMethod.GET, path).send());
    }

    /** A background request of one of the portal's scripts. */
    public HttpResponse<Buffer> getInBackground(String path) {
        return kept(request(HttpMethod.GET, path).putHeader("X-Background", "1").send());
    }

    /** Fields in pairs of name and value. */
    public HttpResponse<Buffer> post(String path, String... fields) {
        var form = MultiMap.caseInsensitiveMultiMap();
        for (var i = 0; i < fields.length; i += 2) {
            form.add(fields[i], fields[i + 1]);
        }
        return post(path, form);
    }

    public HttpResponse<Buffer> post(String path, MultiMap form) {
        return kept(send(path, form));
    }

    /** Sends only these fields, like a page that is older than the portal. */
    public HttpResponse<Buffer> postAsIs(String path, MultiMap form) {
        return kept(sendAsIs(path, form));
    }

    /** Sends without waiting and without storing cookies, like the first of two clicks. */
    public Future<HttpResponse<Buffer>> send(String path, MultiMap form) {
        return sendAsIs(path, withSubject(form));
    }

    private MultiMap withSubject(MultiMap form) {
        var subject = Optional.ofNullable(cookie("session"))
                .filter(session -> !form.contains("subject"))
                .flatMap(subjects);
        return subject.map(
                        text -> MultiMap.caseInsensitiveMultiMap().addAll(form).add("subject", text))
                .orElse(form);
    }

    /** Like {@link #send}, but only these fields. */
    private Future<HttpResponse<Buffer>> sendAsIs(String path, MultiMap form) {
        return request(HttpMethod.POST, path)
                .putHeader("Sec-Fetch-Site", "same-origin")
                .sendForm(form);
    }

    /** The stored cookie; null if there is none. */
    public String cookie(String name) {
        return cookies.get("__Host-" + name);
    }

    /** Names of the stored cookies. */
    public Set<String> cookies() {
        return cookies.keySet();
    }

    private HttpRequest<Buffer> request(HttpMethod method, String path) {
        var request = web.requestAbs(method, portal + path).putHeader("Accept-Language", language);
        if (address != null) {
            request.putHeader("X-Forwarded-For", address);
        }
        if (!cookies.isEmpty()) {
            request.putHeader(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private HttpResponse<Buffer> kept(Future<HttpResponse<Buffer>> sent) {
        var response = Await.done(sent);
        response.cookies().stream().map(ClientCookieDecoder.STRICT::decode).forEach(cookie -> {
            if (cookie.maxAge() == 0) {
                cookies.remove(cookie.name());
            } else {
                cookies.put(cookie.name(), cookie.value());
            }
        });
        return response;
    }
}
