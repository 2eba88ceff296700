package eu.parvis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import eu.parvis.Await;
import eu.parvis.TestPortal;
import eu.parvis.bus.Failure;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@ExtendWith(VertxExtension.class)
class GateTest {

    private static final Map<String, String> SAFETY = Map.of(
            "Content-Security-Policy", Gate.CONTENT_SECURITY_POLICY,
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin");
    private static final String TRANSPORT = "Strict-Transport-Security";

    private static final String PORTAL = "https://portal.fidelys-confiance.example";

    /** A page for everybody, one that tells who asked, one with a fault, and a form. */
    private record Some(Site site) implements Routes {

        @Override
        public void api(Router router) {
            router.get("/thing").handler(rc -> rc.response().end().onFailure(rc::fail));
            router.get("/broken").handler(rc -> rc.fail(new IllegalStateException("planted by a test")));
            router.delete("/thing").handler(rc -> rc.response().end().onFailure(rc::fail));
        }

        @Override
        public void pages(Router router) {
            router.get("/page").handler(rc -> {
                if (site.cookies().read(rc, "known").isEmpty()) {
                    rc.next();
                } else {
                    rc.response().end("known").onFailure(rc::fail);
                }
            });
            router.post("/slow")
                    .handler(rc ->
                            rc.vertx().setTimer(600, id -> rc.response().end().onFailure(rc::fail)));
            router.get("/param")
                    .handler(rc ->
                            rc.response().end("" + rc.request().getParam("a")).onFailure(rc::fail));
            site.publicPages().add(router, "/page", "help/accessibility.html");
            router.get("/who")
                    .handler(rc -> rc.response()
                            .putHeader("X-Only-Here", "1")
                            .end(Visit.of(rc).address())
                            .onFailure(rc::fail));
            router.get("/broken").handler(rc -> rc.fail(new IllegalStateException("planted by a test")));
            router.post("/form").handler(rc -> rc.response().end().onFailure(rc::fail));
        }
    }

    private WebClient web;
    private URI portal;

    @ParameterizedTest
    @CsvSource({
        "GET, /page, 200",
        "GET, /who, 200",
        "GET, /page?lang=fr, 303",
        "POST, /page, 405",
        "GET, /nowhere, 404",
        "GET, /static/nothing.css, 404",
        "GET, /webjars/nothing.js, 404",
        "GET, /api/v1/nowhere, 404",
        "GET, /broken, 500"
    })
    void everyAnswerTellsTheBrowserHowToBeCareful(String method, String path, int status, Vertx vertx) {
        serve(vertx, Map.of());
        var answer = sent(request(HttpMethod.valueOf(method), path).putHeader("Sec-Fetch-Site", "same-origin"));

        assertEquals(status, answer.statusCode());
        assertCareful(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "/page, 200",
        "/who, 200",
        "/page?lang=fr, 303",
        "/form, 405",
        "/nowhere, 404",
        "/broken, 500",
        "/static/nothing.css, 404",
        "/webjars/nothing.css, 404",
        "/api/v1/nowhere, 404",
        "/param?a=%zz, 400"
    })
    void theHeadIsThatOfThePage(String path, int status, Vertx vertx) {
        serve(vertx, Map.of());

        var head = sent(request(HttpMethod.HEAD, path));
        var page = sent(request(HttpMethod.GET, path));

        assertEquals(status, head.statusCode());
        assertNull(head.body());
        assertCareful(head);
        for (var name : List.of("Content-Type", "Cache-Control", "ETag", "X-Only-Here", "Location")) {
            assertEquals(page.getHeader(name), head.getHeader(name), name);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /page, 'GET,HEAD'",
        "HEAD, /form, POST",
        "DELETE, /form, POST",
        "PUT, /api/v1/thing, 'DELETE,GET,HEAD'"
    })
    void whoeverUsesAnotherMethodIsToldWhichThereAre(String method, String path, String allowed, Vertx vertx) {
        serve(vertx, Map.of());

        var answer = sent(request(HttpMethod.valueOf(method), path).putHeader("Sec-Fetch-Site", "same-origin"));

        assertEquals(405, answer.statusCode());
        assertEquals(
                Set.of(allowed.split(",", -1)), Set.of(answer.getHeader("Allow").split(", ", -1)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', FR",
        "'fr-FR,fr;q=0.9,en;q=0.8', FR",
        "'en-GB,en;q=0.9,fr;q=0.8', EN",
        "'fr;q=0.3, en;q=0.7', EN",
        "'de, fr;q=0.5, en;q=0.9', EN",
        "'en;q=0, fr;q=0.1', FR",
        "'fr;q=0, en', EN",
        "'FR-ca', FR",
        "de, EN",
        "'de, *;q=0.1', FR",
        "'fr;q=often', FR",
        "'fren', EN"
    })
    void theLanguageIsTheOneThatIsLikedBest(String header, String language) {
        assertEquals(language, Languages.preferred(header).name());
    }

    @Test
    void twoTokensAreOneTooMany(Vertx vertx) {
        serve(vertx, Map.of());

        var answer = sent(request(HttpMethod.GET, "/api/v1/thing")
                .putHeader("Authorization", List.of("Bearer one", "Bearer two")));

        assertEquals(400, answer.statusCode());
        assertEquals("problem.authorizationTwice", answer.bodyAsJsonObject().getString("code"));
        assertCareful(answer);
    }

    @Test
    void ofThousandsOfUnknownFieldsTwentyAreNamed() {
        var body = new JsonObject();
        IntStream.range(0, 5_000).forEach(number -> body.put("n" + number, number));

        var refused =
                assertThrows(Failure.class, () -> Input.json(body.toBuffer()).end());

        assertEquals(20, refused.fields().size());
    }

    @Test
    void aRefusalTellsItToo(Vertx vertx) {
        serve(vertx, Map.of("limits.requestsPerMinute", "1", "limits.addressFactor", "1"));

        var foreign = sent(request(HttpMethod.POST, "/form").putHeader("Sec-Fetch-Site", "cross-site"));
        var tooMany = sent(request(HttpMethod.GET, "/page"));

        assertEquals(403, foreign.statusCode());
        assertCareful(foreign);
        assertEquals(429, tooMany.statusCode());
        assertCareful(tooMany);
    }

    /** Malformed or oversized requests get a standard answer, and nothing after them is read. */
    @ParameterizedTest
    @CsvSource({
        "/who?endless, '', 414, L’adresse est trop longue.",
        "/who, endless, 431, Les en-têtes de la demande sont trop volumineux.",
        "/api/v1/who, endless, 431, problem.headersTooLarge",
        "/api/v1/who, no header, 400, problem.unreadable",
        "/api/v1/who?a=%zz, '', 400, problem.unreadable",
        "/who, no header, 400, La demande est illisible.",
        "/who?a=%zz, '', 400, La demande est illisible."
    })
    void whatCannotBeReadIsTold(String path, String header, int status, String told, Vertx vertx) throws IOException {
        serve(vertx, Map.of());

        var answer = raw(("GET " + path + " HTTP/1.1\r\nhost: localhost\r\n" + header + "\r\n\r\n")
                .replace("no header", " : ")
                .replace("?endless", "?" + "x".repeat(40_000))
                .replace("endless", "x: " + "x".repeat(20_000)));

        assertTrue(answer.substring("HTTP/1.1".length()).startsWith(" " + status + " "), answer);
        assertTrue(answer.contains(told), answer);
        assertTrue(answer.contains("\r\ncontent-language: fr\r\n"), answer);
        assertEquals(path.contains("/api/"), answer.contains("\r\nX-Request-Id: "), answer);
        SAFETY.forEach((name, value) -> assertTrue(answer.contains("\r\n" + name + ": " + value), name));
    }

    @ParameterizedTest
    @CsvSource({"/who, <html lang=\"en\"", "/api/v1/thing, problem.addressTooLong"})
    void anAddressThatIsTooLongIsToldInTheFormOfItsPlace(String path, String told, Vertx vertx) {
        serve(vertx, Map.of());

        var answer =
                sent(request(HttpMethod.GET, path + "?" + "x".repeat(8 * 1024)).putHeader("Accept-Language", "en"));

        assertEquals(414, answer.statusCode());
        assertTrue(answer.bodyAsString().contains(told), answer.bodyAsString());
        assertCareful(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/nowhere, application/json, 404",
        "GET, /api/v1, application/json, 404",
        "POST, /api/v2/thing, application/json, 404",
        "PUT, /api/v1/thing, application/json, 405",
        "DELETE, /api/v1/thing, text/plain, 415",
        "DELETE, /api/v1/thing, multipart/form-data; boundary=x, 415",
        "DELETE, /api/v1/thing, application/x-www-form-urlencoded, 415",
        "GET, /api/v1/thing?a=%zz, application/json, 400",
        "GET, /api/v1/broken, application/json, 500"
    })
    void everyErrorOfTheApiIsAProblemInTheLanguageOfItsCaller(
            String method, String path, String type, int status, Vertx vertx) {
        serve(vertx, Map.of());

        var answer = Await.done(request(HttpMethod.valueOf(method), path)
                .putHeader("Content-Type", type)
                .putHeader("Accept-Language", "en")
                .putHeader("X-Request-Id", "01JDQ7/a+b=")
                .sendBuffer(Buffer.buffer("{}")));

        assertEquals(status, answer.statusCode());
        assertEquals("application/problem+json", answer.getHeader("Content-Type"));
        assertEquals("en", answer.getHeader("Content-Language"));
        assertEquals("01JDQ7/a+b=", answer.getHeader("X-Request-Id"));
        assertEquals("01JDQ7/a+b=", answer.bodyAsJsonObject().getString("requestId"));
    }

    @Test
    void theLogNamesTheRequestOfAnIncident(Vertx vertx) {
        serve(vertx, Map.of());
        var log = new ListAppender<ILoggingEvent>();
        var logger = (Logger) LoggerFactory.getLogger(Problems.class);
        log.start();
        logger.addAppender(log);

        var answer = sent(request(HttpMethod.GET, "/api/v1/broken").putHeader("X-Request-Id", "01JDQ7/a+b="));
        logger.detachAppender(log);

        var incident = answer.bodyAsJsonObject().getString("incident");
        assertEquals(
                List.of("Incident " + incident + " in request 01JDQ7/a+b="),
                log.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "line\tbreak", "é"})
    void aRequestIdThatIsNotWellFormedIsReplaced(String id, Vertx vertx) {
        serve(vertx, Map.of());

        var answer = sent(request(HttpMethod.GET, "/api/v1/thing").putHeader("X-Request-Id", id));

        assertEquals(36, answer.getHeader("X-Request-Id").length());
    }

    @Test
    void aRequestIdOfMoreThan128CharactersIsReplaced(Vertx vertx) {
        serve(vertx, Map.of());

        assertEquals("x".repeat(128), requestId("x".repeat(128)));
        assertEquals(36, requestId("x".repeat(129)).length());
    }

    private String requestId(String sent) {
        return sent(request(HttpMethod.GET, "/api/v1/thing").putHeader("X-Request-Id", sent))
                .getHeader("X-Request-Id");
    }

    /** Every HTTP/1.1 request names the host it is for (RFC 9112, 3.2); the first probe of a stranger often does not. */
    @Test
    void aRequestWithoutAHostIsNoFaultOfOurs(Vertx vertx) throws IOException {
        serve(vertx, Map.of());

        assertTrue(raw("GET /who HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 400 "));
        assertTrue(raw("GET /page HTTP/1.0\r\n\r\n").startsWith("HTTP/1.0 200 "));
    }

    /** Slow or endless bodies must not hold a connection for ever. */
    @ParameterizedTest
    @CsvSource({"POST, 1000, 408", "POST, 99999999999, 413", "GET, 1000, 200"})
    void whoNeverEndsIsAnsweredAndLeft(String method, String length, int status, Vertx vertx) throws IOException {
        serve(vertx, Map.of("http.bodyTimeout", "PT0.3S"));
        var path = method.equals("GET") ? "/who" : "/form";

        var answer = raw(
                method + " " + path + " HTTP/1.1\r\nhost: localhost\r\ncontent-length: " + length + "\r\n\r\nbegun");

        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    }

    @ParameterizedTest
    @CsvSource({"1000, 408, problem.tooSlow", "99999999999, 413, problem.tooLarge"})
    void aBodyThatTheApiCannotTakeIsAProblem(String length, int status, String code, Vertx vertx) throws IOException {
        serve(vertx, Map.of("http.bodyTimeout", "PT0.3S"));

        var answer = raw("DELETE /api/v1/thing HTTP/1.1\r\nhost: localhost\r\ncontent-length: " + length
                + "\r\nx-request-id: mine\r\n\r\nbegun");

        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        assertTrue(answer.contains("\r\ncontent-type: application/problem+json\r\n"), answer);
        assertTrue(answer.contains("\r\ncontent-language: fr\r\n"), answer);
        assertTrue(answer.contains("\r\nX-Request-Id: mine\r\n"), answer);
        assertTrue(answer.contains("\"code\":\"" + code + "\""), answer);
    }

    /** The body time-out does not apply after the body has arrived. */
    @Test
    void whatTakesLongIsNotToldThatItCameTooLate(Vertx vertx) {
        serve(vertx, Map.of("http.bodyTimeout", "PT0.2S"));

        assertEquals(200, sent(request(HttpMethod.POST, "/slow")).statusCode());
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket(portal.getHost(), portal.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void withoutTlsTheBrowserIsNotToldToInsistOnIt(Vertx vertx) {
        serve(vertx, Map.of("http.publicUrl", "http://localhost:8080"));

        assertNull(sent(request(HttpMethod.GET, "/page")).getHeader(TRANSPORT));
    }

    @Test
    void whatOneAnswerAddsIsNotInTheNext(Vertx vertx) {
        serve(vertx, Map.of());

        assertEquals("1", sent(request(HttpMethod.GET, "/who")).getHeader("X-Only-Here"));
        assertNull(sent(request(HttpMethod.GET, "/broken")).getHeader("X-Only-Here"));
    }

    /** Where a form comes from: what the browser says in Sec-Fetch-Site, in Origin, and which cookie it brings. */
    @ParameterizedTest
    @CsvSource({
        "same-origin, , , 200",
        "cross-site, , , 403",
        "same-site, , , 403",
        "none, , , 403",
        "cross-site, " + PORTAL + ", , 403",
        ", " + PORTAL + ", session=1, 200",
        ", https://elsewhere.example, , 403",
        ", null, , 403",
        ", , session=1, 403",
        ", , , 200"
    })
    void onlyOurOwnPagesAskForChanges(String site, String origin, String cookie, int status, Vertx vertx) {
        serve(vertx, Map.of());
        var request = request(HttpMethod.POST, "/form");
        put(request, "Sec-Fetch-Site", site);
        put(request, "Origin", origin);
        put(request, "Cookie", cookie);

        assertEquals(status, sent(request).statusCode());
    }

    /** A link of ours in disguise must not lead to another site. */
    @ParameterizedTest
    @CsvSource({
        "/who?lang=en, /who",
        "/who?a=1&lang=en&b=2, /who?a=1&b=2",
        "//elsewhere.example/?lang=en, /elsewhere.example/",
        "/\\elsewhere.example/?lang=en, /elsewhere.example/",
        "/\\/elsewhere.example?lang=en, /elsewhere.example"
    })
    void aChoiceOfLanguageLeadsBackHere(String asked, String location, Vertx vertx) {
        serve(vertx, Map.of());

        var answer = sent(web.request(HttpMethod.GET, portal.getPort(), portal.getHost(), asked));

        assertEquals(303, answer.statusCode());
        assertEquals(location, answer.getHeader("Location"));
    }

    @Test
    void whatOnlyLooksLikeAChoiceOfLanguageIsNone(Vertx vertx) {
        serve(vertx, Map.of());

        assertEquals(
                200, sent(request(HttpMethod.GET, "/who?l%61ng=fr&slang=x")).statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "/nowhere?token=a&lang=xx, /nowhere?token=a&amp;lang=fr",
        "//elsewhere.example/, /elsewhere.example/?lang=fr",
        "/\\elsewhere.example/, /elsewhere.example/?lang=fr"
    })
    void thePageInTheOtherLanguageIsTheSamePage(String asked, String link, Vertx vertx) {
        serve(vertx, Map.of());

        var page = sent(web.request(HttpMethod.GET, portal.getPort(), portal.getHost(), asked)
                        .putHeader("Accept-Language", "en"))
                .bodyAsString();

        assertTrue(page.contains("href=\"" + link + "\""), page);
    }

    /** A page that answers a form is not there for the asking; the one that the form was on is. */
    @ParameterizedTest
    @CsvSource({
        "%s/users/7?done=roles, /users/7?done=roles&amp;lang=fr",
        "https://elsewhere.example/users/7, /nowhere?lang=fr",
        "not an address, /nowhere?lang=fr"
    })
    void afterAFormTheOtherLanguageLeadsToItsPage(String referer, String link, Vertx vertx) {
        serve(vertx, Map.of());

        var page = sent(request(HttpMethod.POST, "/nowhere")
                        .putHeader("Accept-Language", "en")
                        .putHeader("Referer", referer.formatted(portal)))
                .bodyAsString();

        assertTrue(page.contains("href=\"" + link + "\""), page);
    }

    /** The client address is the nearest in X-Forwarded-For that is not a trusted proxy. */
    @ParameterizedTest
    @CsvSource({
        "10.0.0.7, 192.0.2.1, 127.0.0.1",
        "127.0.0.1, 192.0.2.1, 192.0.2.1",
        "127.0.0.1, '198.51.100.9, 192.0.2.1', 192.0.2.1",
        "'127.0.0.1, 10.0.0.7', '198.51.100.9, 192.0.2.1, 10.0.0.7', 192.0.2.1",
        "127.0.0.1, 192.0.2.1:4711, 192.0.2.1",
        "127.0.0.1, [2001:db8::1]:4711, 2001:db8::1",
        "127.0.0.1, 2001:db8::1, 2001:db8::1",
        "127.0.0.1, , 127.0.0.1",
        "127.0.0.0/8, 192.0.2.1, 192.0.2.1",
        "'127.0.0.0/8, 10.0.0.0/8', '198.51.100.9, 192.0.2.1, 10.4.3.2', 192.0.2.1",
        "'127.0.0.1, fd00::/8', '198.51.100.9, 192.0.2.1, fd12:3456::7', 192.0.2.1",
        "'127.0.0.1, FD00:0:0::7', '192.0.2.1, fd00::7', 192.0.2.1",
        "'127.0.0.1, 10.0.0.0/8', '192.0.2.1, ::ffff:10.0.0.7', 192.0.2.1",
        "'127.0.0.1, 10.0.0.0/8', '192.0.2.1, unknown', unknown"
    })
    void anAddressIsBelievedFromOurProxiesOnly(String proxies, String forwarded, String address, Vertx vertx) {
        serve(vertx, Map.of("http.host", "127.0.0.1", "http.trustedProxies", proxies));
        var request = request(HttpMethod.GET, "/who");
        put(request, "X-Forwarded-For", forwarded);

        assertEquals(address, sent(request).bodyAsString());
    }

    @Test
    void whoeverIsKnownMayGetAPageOfTheirOwn(Vertx vertx) {
        serve(vertx, Map.of());

        assertEquals(
                "known",
                sent(request(HttpMethod.GET, "/page").putHeader("Cookie", "__Host-known=1"))
                        .bodyAsString());
    }

    /** Asked for by a path that only looks like one of the API, where no origin is asked about. */
    @Test
    void aFormOfAnotherSiteDoesNotGetInByTheApi(Vertx vertx) {
        serve(vertx, Map.of());

        var answer = sent(web.request(HttpMethod.POST, portal.getPort(), portal.getHost(), "/api/v1/../../form")
                .putHeader("Sec-Fetch-Site", "cross-site"));

        assertEquals(403, answer.statusCode());
    }

    /** Invalid percent-encodings (RFC 3986, 2.1), and oversized forms. */
    @ParameterizedTest
    @CsvSource({"GET, /param?a=%zz", "GET, /param?%", "GET, /%zz", "GET, /api/v1/%zz", "POST, /form"})
    void whatIsEncodedWronglyIsNoFaultOfOurs(String method, String uri, Vertx vertx) {
        serve(vertx, Map.of());

        var request = web.request(HttpMethod.valueOf(method), portal.getPort(), portal.getHost(), uri);
        var answer = method.equals("GET")
                ? sent(request)
                : Await.done(request.putHeader("Content-Type", "application/x-www-form-urlencoded")
                        .sendBuffer(Buffer.buffer("login=%zz")));

        assertEquals(400, answer.statusCode(), answer.bodyAsString());
        assertCareful(answer);
    }

    @Test
    void aFormWithoutEndIsRefused(Vertx vertx) {
        serve(vertx, Map.of());

        var answer = Await.done(request(HttpMethod.POST, "/form")
                .putHeader("Content-Type", "application/x-www-form-urlencoded")
                .sendBuffer(Buffer.buffer("a=b&".repeat(3_000))));

        assertEquals(400, answer.statusCode(), answer.bodyAsString());
    }

    /** The headers of a public page are the same for all requests; only the content encoding varies. */
    @Test
    void aPageForEverybodyIsSentOnce(Vertx vertx) {
        serve(vertx, Map.of());

        var plain = sent(request(HttpMethod.GET, "/page"));
        var compressed = sent(request(HttpMethod.GET, "/page").putHeader("Accept-Encoding", "gzip"));
        var etag = plain.getHeader("ETag");
        var unchanged = sent(request(HttpMethod.GET, "/page").putHeader("If-None-Match", etag));
        var changed = sent(request(HttpMethod.GET, "/page").putHeader("If-None-Match", "W/\"older\""));

        assertEquals(String.valueOf(plain.body().length()), plain.getHeader("Content-Length"));
        assertEquals("gzip", compressed.getHeader("Content-Encoding"));
        assertTrue(compressed.body().length() < plain.body().length() / 2);
        assertEquals(304, unchanged.statusCode());
        assertNull(unchanged.body());
        assertEquals(200, changed.statusCode());
        for (var answer : List.of(plain, compressed, unchanged, changed)) {
            assertCareful(answer);
            assertEquals(etag, answer.getHeader("ETag"));
            assertEquals("no-cache", answer.getHeader("Cache-Control"));
            assertEquals("Accept-Language, Accept-Encoding, Cookie", answer.getHeader("Vary"));
        }
    }

    private void serve(Vertx vertx, Map<String, String> changes) {
        var test = new TestPortal(vertx, changes);
        portal = test.serve(new Some(test.site()));
        web = WebClient.create(vertx, new WebClientOptions().setFollowRedirects(false));
    }

    private HttpRequest<Buffer> request(HttpMethod method, String path) {
        return web.requestAbs(method, portal + path);
    }

    private static void put(HttpRequest<Buffer> request, String header, String value) {
        if (value != null) {
            request.putHeader(header, value);
        }
    }

    private static HttpResponse<Buffer> sent(HttpRequest<Buffer> request) {
        return Await.done(request.send());
    }

    private static void assertCareful(HttpResponse<Buffer> answer) {
        SAFETY.forEach(
                (name, value) -> assertEquals(List.of(value), answer.headers().getAll(name), name));
        assertEquals(
                List.of("max-age=63072000; includeSubDomains"), answer.headers().getAll(TRANSPORT));
    }
}
