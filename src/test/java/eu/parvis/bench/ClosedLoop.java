package eu.parvis.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/**
 * As many visitors as connections, each of whom asks again as soon as the answer is there. Spends as little CPU as it
 * can, because it lives on the same cores as what it measures: one thread, bytes, no parser.
 */
final class ClosedLoop implements AutoCloseable {

    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS = "HTTP/1.1 ".length();

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

    /** Answers within this time. Fails with the first answer that is not the expected one. */
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

        private final SocketChannel channel;
        private final ByteBuffer answer = ByteBuffer.allocate(256 * 1024);

        Visitor(int port) throws IOException {
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void ask() throws IOException {
            var request = ByteBuffer.wrap(traffic.request(visitor++));
            while (request.hasRemaining()) {
                channel.write(request);
            }
        }

        void read() throws IOException {
            if (channel.read(answer) < 0) {
                throw new IOException("The server closed a connection");
            }
            if (isComplete()) {
                check();
                answers++;
                answer.clear();
                ask();
            }
        }

        private boolean isComplete() {
            var head = find(END_OF_HEAD, answer.position());
            return head >= 0 && answer.position() >= head + END_OF_HEAD.length + length(head);
        }

        private int length(int head) {
            var at = find(LENGTH, head);
            if (at < 0) {
                return 0;
            }
            var length = 0;
            for (var i = at + LENGTH.length; answer.get(i) != '\r'; i++) {
                length = answer.get(i) == ' ' ? length : length * 10 + answer.get(i) - '0';
            }
            return length;
        }

        private void check() throws IOException {
            for (var i = 0; i < 3; i++) {
                if (answer.get(STATUS + i) != traffic.status().charAt(i)) {
                    throw new IOException("Not " + traffic.status() + " but: " + text());
                }
            }
        }

        private String text() {
            return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
        }

        private int find(byte[] wanted, int end) {
            for (var i = 0; i <= end - wanted.length; i++) {
                var matched = 0;
                while (matched < wanted.length && lower(answer.get(i + matched)) == wanted[matched]) {
                    matched++;
                }
                if (matched == wanted.length) {
                    return i;
                }
            }
            return -1;
        }

        private static byte lower(byte letter) {
            return letter >= 'A' && letter <= 'Z' ? (byte) (letter + 32) : letter;
        }
    }
}
