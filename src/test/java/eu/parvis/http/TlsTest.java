package eu.parvis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.Await;
import eu.parvis.TestCertificate;
import eu.parvis.TestPortal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A portal that shows its own certificate, instead of a proxy in front of it. */
@ExtendWith(VertxExtension.class)
class TlsTest {

    /** A page for everybody, one of a visitor, and one that is not answered before it may be. */
    private record Some(Site site, Future<Void> mayBe) implements Routes {

        @Override
        public void pages(Router router) {
            site.publicPages().add(router, "/page", "help/accessibility.html");
            router.get("/mine")
                    .handler(rc -> rc.response()
                            .putHeader("Referrer-Policy", "no-referrer")
                            .end("mine")
                            .onFailure(rc::fail));
            router.get("/late")
                    .handler(rc -> mayBe.compose(v -> rc.response().end("late")).onFailure(rc::fail));
        }
    }

    @TempDir
    private Path folder;

    private TestCertificate certificate;
    private final Promise<Void> mayBe = Promise.promise();
    private URI portal;

    @BeforeEach
    void serve(Vertx vertx) throws Exception {
        certificate = TestCertificate.of("localhost", folder);
        var test = new TestPortal(
                vertx,
                Map.of(
                        "http.tlsCertificate", certificate.certificateAsPem().toString(),
                        "http.tlsKey", certificate.keyAsPem().toString()));
        portal = URI.create("https://localhost:"
                + test.serve(new Some(test.site(), mayBe.future())).getPort());
    }

    @ParameterizedTest
    @EnumSource
    void itSpeaksWhatTheBrowserSpeaks(HttpClient.Version version) throws Exception {
        var browser = browser(version);

        for (var time = 0; time < 2; time++) {
            var page = get(browser, "/page");

            assertEquals(version, page.version());
            assertEquals(200, page.statusCode());
            assertEquals(
                    "text/html; charset=utf-8",
                    page.headers().firstValue("Content-Type").orElseThrow());
            assertEquals(List.of(Gate.CONTENT_SECURITY_POLICY), page.headers().allValues("Content-Security-Policy"));
            var length = page.headers().firstValueAsLong("Content-Length").orElseThrow();
            assertEquals(length, page.body().length);
        }
    }

    @Test
    void anAnswerMaySayMoreThanEveryAnswerDoes() throws Exception {
        var mine = get(browser(HttpClient.Version.HTTP_2), "/mine");

        assertEquals(List.of("no-referrer"), mine.headers().allValues("Referrer-Policy"));
        assertEquals(List.of("DENY"), mine.headers().allValues("X-Frame-Options"));
    }

    /** Over HTTP/2 the requests of a browser share a connection: the wrong one ends, the others do not. */
    @Test
    void aWrongRequestDoesNotEndThoseBesideIt(Vertx vertx) {
        var browser = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setUseAlpn(true)
                        .setTrustAll(true)
                        .setSsl(true)
                        .setDefaultHost(portal.getHost())
                        .setDefaultPort(portal.getPort()));
        Await.done(browser.get("/page").send());
        var late = browser.get("/late").send();

        assertEquals(400, Await.done(browser.get("/page?a=%zz").send()).statusCode());
        assertEquals(200, Await.done(browser.get("/page").send()).statusCode());
        mayBe.complete();

        assertEquals("late", Await.done(late).bodyAsString());
    }

    private HttpClient browser(HttpClient.Version version) throws Exception {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(certificate.context())
                .build();
    }

    private HttpResponse<byte[]> get(HttpClient browser, String path) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(portal.resolve(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
