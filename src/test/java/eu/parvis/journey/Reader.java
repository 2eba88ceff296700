package eu.parvis.journey;

import eu.parvis.Await;
import io.vertx.core.Future;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A person with a browser without scripts: it stores cookies, submits forms as same-origin, and follows no redirects.
 */
final class Reader {

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"<>]*)\" value=\"([^\"<>]*)\">");
    private static final Pattern ACTION = Pattern.compile("<form method=\"post\" action=\"([^\"]*)\">");

    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String url;
    private final String language;

    Reader(String url, String language) {
        this.url = url;
        this.language = language;
    }

    /** A page, or a redirect. */
    record Page(int status, Optional<String> location, Optional<String> retryAfter, String html) {

        private static Page of(HttpResponse<String> response) {
            return new Page(
                    response.statusCode(),
                    response.headers().firstValue("Location"),
                    response.headers().firstValue("Retry-After"),
                    response.body());
        }

        /** The form's fields with their current values. */
        Map<String, String> kept() {
            var fields = new LinkedHashMap<String, String>();
            HIDDEN.matcher(html).results().forEach(field -> fields.put(text(field.group(1)), text(field.group(2))));
            return fields;
        }

        String action() {
            var form = ACTION.matcher(html);
            if (!form.find()) {
                throw new AssertionError("No form in\n" + html);
            }
            return text(form.group(1));
        }

        private static String text(String escaped) {
            return escaped.replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&quot;", "\"")
                    .replace("&#39;", "'")
                    .replace("&amp;", "&");
        }
    }

    Page get(String path) {
        return Await.done(send(HttpRequest.newBuilder(URI.create(url + path)).GET()));
    }

    Page post(String path, Map<String, String> form) {
        return Await.done(begin(path, form));
    }

    /** Submits the form that an error page offers to repeat the request. */
    Page sendAgain(Page page) {
        return post(page.action(), page.kept());
    }

    /** Sends without waiting for the answer. */
    Future<Page> begin(String path, Map<String, String> form) {
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", url)
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form))));
    }

    private Future<Page> send(HttpRequest.Builder request) {
        var answer = client.sendAsync(
                request.header("Accept-Language", language).build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        return Future.fromCompletionStage(answer).map(Page::of);
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
