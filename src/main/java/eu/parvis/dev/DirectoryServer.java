package eu.parvis.dev;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP server that imitates the French company directory and VIES. It answers from {@link FictionalCompanies}, and
 * can imitate each known failure of the real services.
 */
public final class DirectoryServer {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryServer.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final int CHUNK = 64 * 1024;
    private static final String OTHER_SIRET = "35600000049841";

    public enum Mood {
        WELL,
        /** Answers 503. */
        DOWN,
        /** Answers 429 with Retry-After 1 once, then behaves like WELL. */
        BUSY,
        /** Answers 429 with Retry-After 3600. */
        CROWDED,
        /** Accepts the request and never answers. */
        SLOW,
        /** Answers with an HTML page instead of JSON. */
        WRONG,
        /** Answers with another company's data. */
        LYING,
        /** Redirects to another path of this server. */
        REDIRECTING,
        /** Sends an endless response body. */
        ENDLESS,
        /** VIES answers IP_BLOCKED. */
        BLOCKING
    }

    private final Vertx vertx;
    private final AtomicReference<Mood> mood = new AtomicReference<>(Mood.WELL);
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger strays = new AtomicInteger();
    private HttpServer server;

    private DirectoryServer(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Starts the server on the loopback address.
     *
     * @param port 0 for any free port
     */
    public static Future<DirectoryServer> start(Vertx vertx, int port) {
        return new DirectoryServer(vertx).listen(port);
    }

    private Future<DirectoryServer> listen(int port) {
        server = vertx.createHttpServer().requestHandler(this::answer);
        return server.listen(port, LOOPBACK).map(this);
    }

    public Future<Void> close() {
        return server.close();
    }

    /** Value for the setting {@code company.directoryUrl}. */
    public String directoryUrl() {
        return url() + "/directory";
    }

    /** Value for the setting {@code company.viesUrl}. */
    public String viesUrl() {
        return url() + "/vies";
    }

    private String url() {
        return "http://" + LOOPBACK + ":" + server.actualPort();
    }

    public void mood(Mood today) {
        mood.set(today);
    }

    /** Number of requests received so far. */
    public int calls() {
        return calls.get();
    }

    /** Number of requests to unknown paths, such as the target of the redirect. */
    public int strays() {
        return strays.get();
    }

    private void answer(HttpServerRequest request) {
        switch (request.path()) {
            case "/directory/search" -> respond(mood.get(), request, () -> search(request));
            case "/vies/check-vat-number" -> respond(mood.get(), request, () -> checkVat(request));
            default -> respondNotFound(request);
        }
    }

    private void respondNotFound(HttpServerRequest request) {
        strays.incrementAndGet();
        logFailure(request.response().setStatusCode(404).end());
    }

    private void respond(Mood today, HttpServerRequest request, Runnable normal) {
        calls.incrementAndGet();
        var response = request.response();
        switch (today) {
            case WELL, LYING, BLOCKING -> normal.run();
            case DOWN -> logFailure(response.setStatusCode(503).end("<html>Service unavailable</html>"));
            case BUSY -> {
                mood.set(Mood.WELL);
                tooManyRequests(response, 1);
            }
            case CROWDED -> tooManyRequests(response, 3600);
            case SLOW -> LOG.debug("A question is left unanswered");
            case WRONG -> logFailure(response.end("<html>Welcome</html>"));
            case REDIRECTING ->
                logFailure(response.setStatusCode(302)
                        .putHeader(HttpHeaders.LOCATION, url() + "/elsewhere")
                        .end());
            case ENDLESS ->
                writeEndlessly(response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, "application/json"));
        }
    }

    private static void tooManyRequests(HttpServerResponse response, int seconds) {
        logFailure(response.setStatusCode(429)
                .putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds))
                .end());
    }

    /** Writes chunks until the client closes the connection. */
    private void writeEndlessly(HttpServerResponse response) {
        response.write(Buffer.buffer(" ".repeat(CHUNK)))
                .onSuccess(written -> vertx.runOnContext(next -> writeEndlessly(response)))
                .onFailure(cause -> LOG.debug("The caller has had enough"));
    }

    private void search(HttpServerRequest request) {
        var query = request.getParam("q", "");
        if (!query.matches("[0-9]{14}")) {
            json(request, 400, new JsonObject().put("erreur", "Veuillez indiquer un numéro."));
            return;
        }
        json(request, 200, FictionalCompanies.search(mood.get() == Mood.LYING ? OTHER_SIRET : query));
    }

    private void checkVat(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.POST)) {
            logFailure(request.response().setStatusCode(405).end());
            return;
        }
        request.body()
                .onSuccess(body -> json(request, 200, vatAnswer(body.toJsonObject())))
                .onFailure(cause -> LOG.debug("The caller left", cause));
    }

    private JsonObject vatAnswer(JsonObject question) {
        var number = question.getString("countryCode") + question.getString("vatNumber");
        if (mood.get() == Mood.BLOCKING) {
            return refusal("IP_BLOCKED");
        }
        if (number.equals(FictionalCompanies.AWAY_VAT.number())) {
            return refusal("MS_UNAVAILABLE");
        }
        var company = FictionalCompanies.vat(number);
        var answer = question.copy()
                .put("requestDate", "2026-11-24T09:00:00.000Z")
                .put("valid", company.isPresent())
                .put("requestIdentifier", company.isPresent() ? "WAPIAAAAZSANDBOX" : "")
                .put("name", company.map(FictionalCompanies.Example::name).orElse("---"))
                .put(
                        "address",
                        company.filter(known -> !known.name().equals("---")).isPresent()
                                ? "Zeelaan 7\n8000 Brugge"
                                : "---");
        return mood.get() == Mood.LYING ? answer.put("vatNumber", "0000000000") : answer;
    }

    private static JsonObject refusal(String error) {
        return new JsonObject()
                .put("actionSucceed", false)
                .put("errorWrappers", new JsonArray().add(new JsonObject().put("error", error)));
    }

    private static void json(HttpServerRequest request, int status, JsonObject answer) {
        logFailure(request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(answer.toBuffer()));
    }

    private static void logFailure(Future<Void> sent) {
        sent.onFailure(cause -> LOG.debug("The caller left", cause));
    }
}
