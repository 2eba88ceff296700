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
 * Generates load: one visitor on each connection, who sends the next request as soon as the answer has arrived. Uses
 * little CPU, because it runs on the same cores as the measured server: one thread, bytes, no parser.
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

        private final SocketChannel channel;
        private final ByteBuffer answer = ByteBuffer.allocate(256 * 1024);
        private int head = -1;
        private int length = -1;

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
            head = find(END_OF_HEAD, head, answer.position());
            return head >= 0 && answer.position() >= head + END_OF_HEAD.length + contentLength();
        }

        private int contentLength() {
            length = find(LENGTH, length, head);
            if (length < 0) {
                return 0;
            }
            var number = 0;
            for (var i = length + LENGTH.length; answer.get(i) != '\r'; i++) {
                number = answer.get(i) == ' ' ? number : number * 10 + answer.get(i) - '0';
            }
            return number;
        }

        private void check() throws IOException {
            for (var i = 0; i < traffic.status().length(); i++) {
                if (answer.get(STATUS + i) != traffic.status().charAt(i)) {
                    throw new IOException("Not " + traffic.status() + " but: " + text());
                }
            }
        }

        private String text() {
            return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
        }

        /** The position of the bytes, which is most often that in the previous answer; -1 if they do not occur. */
        private int find(byte[] wanted, int before, int end) {
            if (before >= 0 && isAt(before, wanted, end)) {
                return before;
            }
            for (var i = 0; i <= end - wanted.length; i++) {
                if (isAt(i, wanted, end)) {
                    return i;
                }
            }
            return -1;
        }

        private boolean isAt(int position, byte[] wanted, int end) {
            var matched = 0;
            while (matched < wanted.length
                    && position + matched < end
                    && lower(answer.get(position + matched)) == wanted[matched]) {
                matched++;
            }
            return matched == wanted.length;
        }

        private static byte lower(byte letter) {
            return letter >= 'A' && letter <= 'Z' ? (byte) (letter + 32) : letter;
        }
    }
}
