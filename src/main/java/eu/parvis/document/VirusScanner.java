package eu.parvis.document;

import static java.nio.charset.StandardCharsets.US_ASCII;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks clamd about a document by its command INSTREAM. */
final class VirusScanner {

    private static final Logger LOG = LoggerFactory.getLogger(VirusScanner.class);
    private static final Buffer BEGIN = Buffer.buffer("zINSTREAM\0");
    private static final Buffer END = Buffer.buffer(new byte[4]);
    private static final String CLEAN = "stream: OK";
    private static final String FOUND = " FOUND";
    private static final int CONNECT = 1_000;

    /** The answer on the bus must come in time. */
    private static final long TIMEOUT = 3_500;

    private final NetClient client;
    private final SocketAddress address;

    VirusScanner(Vertx vertx, String hostAndPort) {
        var colon = hostAndPort.lastIndexOf(':');
        this.client = vertx.createNetClient(new NetClientOptions().setConnectTimeout(CONNECT));
        this.address = SocketAddress.inetSocketAddress(
                Integer.parseInt(hostAndPort.substring(colon + 1)), hostAndPort.substring(0, colon));
    }

    /**
     * Sends the chunks one by one. Fails with {@code INVALID error.document.infected} if a virus was found. Any answer
     * but "clean" is {@code NOT_SCANNED}: above its StreamMaxLength clamd closes the connection without an answer.
     */
    Future<Scan> scan(int chunks, IntFunction<Future<Buffer>> read) {
        return client.connect(address)
                .compose(socket -> ask(socket, chunks, read).eventually(socket::close))
                .timeout(TIMEOUT, TimeUnit.MILLISECONDS)
                .otherwise(cause -> "no answer: " + cause.getMessage())
                .map(VirusScanner::meaning);
    }

    private static Future<String> ask(NetSocket socket, int chunks, IntFunction<Future<Buffer>> read) {
        var answer = Buffer.buffer();
        var complete = Promise.<String>promise();
        socket.handler(answer::appendBuffer)
                .exceptionHandler(complete::tryFail)
                .closeHandler(closed -> complete.tryComplete(text(answer)))
                .endHandler(ended -> complete.tryComplete(text(answer)));
        socket.write(BEGIN)
                .compose(begun -> send(socket, 0, chunks, read))
                .onFailure(cause -> LOG.debug("clamd took not all of a document", cause));
        return complete.future();
    }

    private static Future<Void> send(NetSocket socket, int position, int chunks, IntFunction<Future<Buffer>> read) {
        return position == chunks
                ? socket.write(END)
                : read.apply(position)
                        .compose(chunk -> socket.write(
                                Buffer.buffer().appendInt(chunk.length()).appendBuffer(chunk)))
                        .compose(sent -> send(socket, position + 1, chunks, read));
    }

    private static String text(Buffer answer) {
        return answer.toString(US_ASCII).replace("\0", "").strip();
    }

    private static Scan meaning(String answer) {
        if (answer.equals(CLEAN)) {
            return Scan.CLEAN;
        }
        if (answer.endsWith(FOUND)) {
            LOG.warn("A virus was found in a document: {}", answer);
            throw Failure.invalid(FieldError.of("document", "error.document.infected"));
        }
        LOG.warn("clamd did not scan a document: {}", answer.isEmpty() ? "empty answer" : answer);
        return Scan.NOT_SCANNED;
    }
}
