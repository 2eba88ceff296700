package eu.parvis.bench;

import eu.parvis.bench.People.Kind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures whether the call after a request for recovery shows what kind of account was named: the same visitor asks for
 * a password, then measures a sign-in that fails, which needs a hash as the work for some requests does. The kinds take turns in random order. The figure is the area under the ROC
 * curve against a login that does not exist: 0.5 means that nothing can be seen, 1 that each call shows it.
 */
final class AfterRecoveryBench {

    private static final int PAIRS = Integer.getInteger("bench.pairs", 400);
    private static final int WARM_UP = Math.min(100, PAIRS / 4);
    private static final int STATUS = "HTTP/1.1 ".length();

    /** Longer than the work for one request. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(120);

    private final Map<Kind, List<Long>> latencies = new EnumMap<>(Kind.class);
    private final Socket socket;
    private final InputStream answers;

    private AfterRecoveryBench(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        answers = new BufferedInputStream(socket.getInputStream());
        for (var kind : Kind.values()) {
            latencies.put(kind, new ArrayList<>());
        }
    }

    static void run() throws IOException, SQLException {
        try (var portal = PortalUnderLoad.start(List.of())) {
            new AfterRecoveryBench(portal.port()).measure();
        }
    }

    private void measure() throws IOException {
        var random = new Random(7);
        var kinds = new ArrayList<>(List.of(Kind.values()));
        for (var pair = 0; pair < WARM_UP + PAIRS; pair++) {
            Collections.shuffle(kinds, random);
            for (var kind : kinds) {
                var call = callAfter(People.identifier(kind, pair));
                if (pair >= WARM_UP && call.isPresent()) {
                    latencies.get(kind).add(call.getAsLong());
                }
                LockSupport.parkNanos(PAUSE);
            }
        }
        for (var kind : Kind.values()) {
            System.out.printf(
                    Locale.ROOT,
                    "AFTER_RECOVERY %s auc=%.3f +-%.3f p50=%.2fms pairs=%d%n",
                    kind,
                    aboveUnknown(kind),
                    1 / Math.sqrt(6.0 * latencies.get(kind).size()),
                    median(latencies.get(kind)) / 1e6,
                    latencies.get(kind).size());
        }
    }

    /** Empty if a busy machine refused one of both calls. */
    private OptionalLong callAfter(String login) throws IOException {
        var asked = exchange(post("recoveries/password", "{\"login\":\"" + login + "\"}"));
        var start = System.nanoTime();
        var tried = exchange(post("sessions", "{\"login\":\"PX" + login.substring(2) + "\",\"password\":\"guessed\"}"));
        var nanos = System.nanoTime() - start;
        return asked.equals("202") && tried.equals("401") ? OptionalLong.of(nanos) : OptionalLong.empty();
    }

    private static String post(String path, String json) {
        return """
                POST /api/v1/%s HTTP/1.1\r
                host: localhost\r
                content-type: application/json\r
                content-length: %d\r
                \r
                %s""".formatted(path, json.length(), json);
    }

    /** Returns the status. */
    private String exchange(String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            head.append((char) answers.read());
        }
        var length = head.toString().toLowerCase(Locale.ROOT).split("content-length: ", 2);
        answers.skipNBytes(length.length == 1 ? 0 : Long.parseLong(length[1].substring(0, length[1].indexOf('\r'))));
        return head.substring(STATUS, STATUS + 3);
    }

    /** How often a call after this kind takes longer than one after a login that does not exist. */
    private double aboveUnknown(Kind kind) {
        var unknown = latencies.get(Kind.UNKNOWN);
        var above = 0.0;
        for (var one : latencies.get(kind)) {
            for (var other : unknown) {
                above += Long.compare(one, other) / 2.0 + 0.5;
            }
        }
        return above / ((double) unknown.size() * latencies.get(kind).size());
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0L);
    }
}
