package eu.parvis.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tools of integrators: linters find nothing in the contract, and generated clients walk the whole journey. The
 * programs in {@code src/test/clients} know nothing but the generated client. All in one class, because all use the same
 * installed packages.
 */
@ExtendWith(SharedPortal.class)
class ContractToolsIT {

    private static RunningPortal portal;
    private static HttpServer helper;
    private static String helperUrl;

    @BeforeAll
    static void open(RunningPortal shared) throws IOException {
        portal = shared;
        helper = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        helper.setExecutor(Executors.newCachedThreadPool());
        helper.createContext(
                "/secret", exchange -> answer(exchange, mail(exchange).secret()));
        helper.createContext("/token", exchange -> answer(exchange, token(mail(exchange))));
        helper.createContext("/api/v1/users", exchange -> answer(exchange, 200, json(FUTURE_USER)));
        helper.createContext("/api/v1/sessions/current", exchange -> answer(exchange, 200, json(FUTURE_SESSION)));
        helper.createContext("/api/v1/me", exchange -> answer(exchange, 403, json(FUTURE_PROBLEM)));
        helper.start();
        helperUrl = "http://localhost:" + helper.getAddress().getPort();
    }

    @AfterAll
    static void close() {
        helper.stop(0);
    }

    @Test
    void redoclyHasNothingToSayAboutTheContract() throws IOException, InterruptedException {
        var printed = ClientTools.npx(ClientTools.npm(), "redocly", "lint", ClientTools.contract());

        assertFalse(printed.contains("warning"), printed);
    }

    @Test
    void spectralHasNothingToSayAboutTheContract() throws IOException, InterruptedException {
        ClientTools.npx(ClientTools.npm(), "spectral", "lint", ClientTools.contract(), "--fail-severity=hint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "okhttp-gson"})
    void aClientOfOpenApiGeneratorWalksTheWholeJourneyAndUnderstandsALaterPortal(String library) throws Exception {
        var classes = compiled(library, ClientTools.generate(library));
        try (var loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            var journey = loader.loadClass("Journey");
            call(() -> journey.getMethod("run", String.class, String.class, String.class)
                    .invoke(null, portal.url, helperUrl, library));
            call(() -> journey.getMethod("meetTheFuture", String.class).invoke(null, helperUrl));
        }
    }

    @Test
    void aClientOfOpenapiTypescriptWalksTheWholeJourneyAndUnderstandsALaterPortal() throws Exception {
        var folder = ClientTools.npm();
        ClientTools.npx(folder, "openapi-typescript", ClientTools.contract(), "--output=portal.d.ts");
        ClientTools.npx(folder, "tsc");
        ClientTools.run(folder, List.of("node", "built/journey.js", "walk", portal.url, helperUrl, "typescript"));
        ClientTools.run(folder, List.of("node", "built/journey.js", "future", helperUrl));
    }

    private static Path compiled(String library, Path generated) throws IOException {
        var classes = Files.createDirectories(generated.resolve("classes"));
        var arguments = new ArrayList<>(List.of("-nowarn", "-proc:none", "-d", classes.toString()));
        arguments.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        arguments.addAll(javaFiles(generated.resolve("src/main/java")));
        arguments.addAll(javaFiles(ClientTools.source("java")));
        arguments.addAll(javaFiles(ClientTools.source(library)));
        var compiler = ToolProvider.getSystemJavaCompiler();
        assertEquals(0, compiler.run(null, null, null, arguments.toArray(String[]::new)));
        return classes;
    }

    private static List<String> javaFiles(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            var found = files.map(Path::toString)
                    .filter(file -> file.endsWith(".java"))
                    .toList();
            assertTrue(!found.isEmpty(), folder + File.separator + "*.java");
            return found;
        }
    }

    private interface Invocation {
        Object run() throws ReflectiveOperationException;
    }

    /** Throws what the program threw. */
    private static void call(Invocation invocation) throws Exception {
        try {
            invocation.run();
        } catch (InvocationTargetException e) {
            throw new AssertionError(e.getCause());
        }
    }

    // --- The mailbox ------------------------------------------------------------------------------------------------

    private static RunningPortal.Mail mail(HttpExchange exchange) {
        var query = exchange.getRequestURI().getQuery().split("[=&]", -1);
        var number = Integer.parseInt(query[3]);
        return portal.mailsTo(query[1], number).get(number - 1);
    }

    private static String token(RunningPortal.Mail mail) {
        return mail.text().replaceAll("(?s).*[?#]token=([\\w-]+).*", "$1");
    }

    // --- A later portal ---------------------------------------------------------------------------------------------

    private static final String FUTURE_USER = """
            {"id": "2d5a7c3e-9b10-4e8f-8a6b-64f0f4b7d1aa", "firstName": "Maël", "lastName": "Cariou",
             "email": "mael@kervella.example", "roles": ["USER", "AUDITOR"], "state": "SLEEPING",
             "since": "2027-01-01T00:00:00Z", "certificates": [{"serial": "01"}]}
            """;
    private static final String FUTURE_SESSION = """
            {"state": "HALF_OPEN", "idleSeconds": 60, "expiresAt": "2027-01-01T00:00:00Z", "device": {"kind": "KEY"}}
            """;
    private static final String FUTURE_PROBLEM = """
            {"type": "/api/problems#portal.sleeping", "title": "Asleep", "status": 403, "code": "portal.sleeping",
             "wakesAt": "2027-01-01T00:00:00Z",
             "errors": [{"field": "x", "code": "error.new", "message": "New", "severity": "LOW"}]}
            """;

    private static String json(String text) {
        return new JsonObject(text).encode();
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        answer(exchange, 200, text);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        var body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .set("Content-Type", status == 200 ? "application/json" : "application/problem+json");
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
