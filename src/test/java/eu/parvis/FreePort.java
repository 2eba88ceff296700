package eu.parvis;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port of this machine on which no server listens.
 *
 * <p>Ports come from below the range that the system gives to clients (32768 on Linux, 49152 elsewhere): a port that was
 * asked from the system and closed again can become the local port of any connection before the test binds it. Each
 * test JVM starts at its own place, so two JVMs do not try the same ports.
 */
public final class FreePort {

    private static final int FIRST = 20_000;
    private static final int COUNT = 10_000;

    /** Odd, so that the process ids of two JVMs started one after the other lead to distant places. */
    private static final int SPREAD = 1_009;

    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * SPREAD % COUNT));

    private FreePort() {}

    public static int find() {
        for (var tries = 0; tries < COUNT; tries++) {
            var port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free port between " + FIRST + " and " + (FIRST + COUNT));
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
