package eu.parvis.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One connection of a load generator, without a parser: it only finds the end and the status of an answer. */
final class Connection {

    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS = "HTTP/1.1 ".length();

    private final SocketChannel channel;
    private final ByteBuffer answer;
    private int head = -1;
    private int length = -1;

    /** @param longestAnswer in bytes */
    Connection(Selector selector, int port, int longestAnswer, Object attachment) throws IOException {
        answer = ByteBuffer.allocate(longestAnswer);
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, attachment);
    }

    void send(byte[] bytes) throws IOException {
        answer.clear();
        var request = ByteBuffer.wrap(bytes);
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }

    /** Whether the answer is complete. */
    boolean read() throws IOException {
        if (channel.read(answer) < 0) {
            throw new IOException("The server closed a connection");
        }
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

    /** Whether the status begins with these digits. */
    boolean hasStatus(String beginning) {
        for (var i = 0; i < beginning.length(); i++) {
            if (answer.get(STATUS + i) != beginning.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    String text() {
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
