package eu.parvis.journey;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy between the portal and its database. It can be disconnected, and can fail once at a chosen moment of a
 * transaction.
 */
final class Cable implements AutoCloseable {

    /** How the connection of a transaction dies. */
    enum Tear {
        BEFORE_COMMIT,
        /** The transaction is committed, but the client does not get the answer. */
        BEFORE_THE_ANSWER_TO_COMMIT,
        /** Nothing is forwarded any more and no connection closes, until the cable is pulled. */
        INTO_SILENCE_AT_COMMIT
    }

    /** The failure applies to the transaction that writes this text. */
    private record Planned(Tear tear, String text) {}

    private static final String COMMIT = "COMMIT";

    private final int port;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket server;
    private Thread acceptor;
    private volatile Planned planned;
    private volatile boolean silent;

    /** Plugged in. */
    Cable(int target) {
        this.target = target;
        this.server = bound(0);
        this.port = server.getLocalPort();
        this.acceptor = inBackground(this::accept);
    }

    int port() {
        return port;
    }

    void tearsOnce(Tear tear, String text) {
        planned = new Planned(tear, text);
    }

    boolean hasTorn() {
        return planned == null;
    }

    /** Closes all connections and stops listening. */
    void pull() {
        try {
            server.close();
            acceptor.join();
            for (var socket : open) {
                socket.close();
            }
            open.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void plugIn() {
        silent = false;
        server = bound(port);
        acceptor = inBackground(this::accept);
    }

    @Override
    public void close() {
        pull();
    }

    private static ServerSocket bound(int port) {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        var from = server;
        while (!from.isClosed()) {
            var portal = from.accept();
            // at once, so that it is pulled out, too, where the database is just going away
            open.add(portal);
            var database = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(database);
            var connection = new Connection(portal, database);
            inBackground(connection::ask);
            inBackground(connection::answer);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static Thread inBackground(Work work) {
        var thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException broken) {
                // One side has closed the connection, or the cable was pulled.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private final class Connection {

        private final Socket portal;
        private final Socket database;
        private final StringBuilder said = new StringBuilder();
        private volatile boolean answerIsLost;

        Connection(Socket portal, Socket database) {
            this.portal = portal;
            this.database = database;
        }

        void ask() throws IOException {
            try (portal;
                    database) {
                for (var chunk = next(portal.getInputStream());
                        chunk.length > 0;
                        chunk = next(portal.getInputStream())) {
                    if (tearsAt(new String(chunk, StandardCharsets.UTF_8))) {
                        return;
                    }
                    if (!silent) {
                        database.getOutputStream().write(chunk);
                    }
                }
            }
        }

        void answer() throws IOException {
            try (portal;
                    database) {
                for (var chunk = next(database.getInputStream());
                        chunk.length > 0;
                        chunk = next(database.getInputStream())) {
                    if (answerIsLost) {
                        return;
                    }
                    if (!silent) {
                        portal.getOutputStream().write(chunk);
                    }
                }
            }
        }

        private boolean tearsAt(String question) {
            var plan = planned;
            if (plan == null) {
                return false;
            }
            said.append(question);
            if (!question.contains(COMMIT) || said.indexOf(plan.text) < 0) {
                return false;
            }
            planned = null;
            silent = plan.tear == Tear.INTO_SILENCE_AT_COMMIT;
            answerIsLost = plan.tear == Tear.BEFORE_THE_ANSWER_TO_COMMIT;
            return plan.tear == Tear.BEFORE_COMMIT;
        }

        private static byte[] next(InputStream in) throws IOException {
            var buffer = new byte[1 << 16];
            var length = in.read(buffer);
            return length < 0 ? new byte[0] : Arrays.copyOf(buffer, length);
        }
    }
}
