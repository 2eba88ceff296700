package eu.parvis.bench;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Iterator;

/**
 * Generates load: one visitor on each connection, who sends the next request as soon as the answer has arrived. Uses
 * little CPU, because it runs on the same cores as the measured server: one thread, bytes, no parser.
 */
final class ClosedLoop implements AutoCloseable {

    private static final int LONGEST_ANSWER = 256 * 1024;

    private final Traffic traffic;
    private final Selector selector;
    private long visitor = System.currentTimeMillis() * 1000;
    private long answers;

    ClosedLoop(Traffic traffic, int port, int connections) throws IOException {
        this.traffic = traffic;
        this.selector = Selector.open();
        for (var i = 0; i < connections; i++) {
            new Visitor(port).ask();
        }
    }

    /** Returns the number of answers within this time. Fails at the first unexpected answer. */
    long run(long seconds) throws IOException {
        answers = 0;
        var end = System.nanoTime() + seconds * 1_000_000_000;
        while (System.nanoTime() < end) {
            selector.select(100);
            for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); keys.remove()) {
                ((Visitor) keys.next().attachment()).read();
            }
        }
        return answers;
    }

    @Override
    public void close() throws IOException {
        for (var key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    private final class Visitor {

        private final Connection connection;

        Visitor(int port) throws IOException {
            connection = new Connection(selector, port, LONGEST_ANSWER, this);
        }

        void ask() throws IOException {
            connection.send(traffic.request(visitor++));
        }

        void read() throws IOException {
            if (connection.read()) {
                if (!connection.hasStatus(traffic.status())) {
                    throw new IOException("Not " + traffic.status() + " but: " + connection.text());
                }
                answers++;
                ask();
            }
        }
    }
}
