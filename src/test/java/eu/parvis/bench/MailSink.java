package eu.parvis.bench;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;

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

    /** The client waits for an answer before it goes on, so what is heard at once belongs together. */
    private static final class Conversation {

        private static final String END_OF_MAIL = "\r\n.\r\n";

        private final NetSocket socket;
        private String heard = "";
        private boolean inMail;

        Conversation(NetSocket socket) {
            this.socket = socket;
        }

        void begin() {
            socket.handler(this::hear);
            say("220 sink\r\n");
        }

        private void hear(Buffer words) {
            heard += words.toString(StandardCharsets.ISO_8859_1);
            if (inMail && heard.endsWith(END_OF_MAIL)) {
                inMail = false;
                heard = "";
                say("250 ok\r\n");
            } else if (inMail) {
                heard = heard.substring(Math.max(0, heard.length() - END_OF_MAIL.length()));
            } else if (heard.endsWith("\r\n")) {
                var answers = heard.lines().map(this::answer).collect(Collectors.joining());
                heard = "";
                say(answers);
            }
        }

        private String answer(String line) {
            var verb = line.substring(0, Math.min(4, line.length())).toUpperCase(Locale.ROOT);
            inMail = verb.equals("DATA");
            return switch (verb) {
                case "EHLO" -> "250-sink\r\n250 PIPELINING\r\n";
                case "DATA" -> "354 go on\r\n";
                case "QUIT" -> "221 bye\r\n";
                default -> "250 ok\r\n";
            };
        }

        private void say(String words) {
            socket.write(words).onFailure(gone -> inMail = false);
        }
    }
}
