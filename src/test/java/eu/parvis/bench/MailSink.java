package eu.parvis.bench;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;

/** An SMTP server that accepts every mail and forgets it. {@code MailSink port}. */
final class MailSink extends VerticleBase {

    private final int port;

    private MailSink(int port) {
        this.port = port;
    }

    public static void main(String[] arguments) {
        Vertx.vertx()
                .deployVerticle(new MailSink(Integer.parseInt(arguments[0])))
                .onSuccess(id -> System.out.println("READY"))
                .onFailure(cause -> System.exit(1));
    }

    @Override
    public Future<?> start() {
        return vertx.createNetServer()
                .connectHandler(socket -> new Conversation(socket).begin())
                .listen(port);
    }

    private static final class Conversation {

        private final NetSocket socket;
        private boolean inMail;

        Conversation(NetSocket socket) {
            this.socket = socket;
        }

        void begin() {
            socket.handler(RecordParser.newDelimited("\r\n", line -> hear(line.toString())));
            say("220 sink");
        }

        private void hear(String line) {
            if (inMail && line.equals(".")) {
                inMail = false;
                say("250 ok");
            } else if (!inMail) {
                inMail = line.regionMatches(true, 0, "DATA", 0, 4);
                say(inMail ? "354 go on" : answer(line));
            }
        }

        private static String answer(String line) {
            if (line.regionMatches(true, 0, "EHLO", 0, 4)) {
                return "250-sink\r\n250 PIPELINING";
            }
            return line.regionMatches(true, 0, "QUIT", 0, 4) ? "221 bye" : "250 ok";
        }

        private void say(String line) {
            socket.write(line + "\r\n").onFailure(gone -> inMail = false);
        }
    }
}
