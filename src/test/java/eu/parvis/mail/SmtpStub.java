package eu.parvis.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** An SMTP server with configurable failures. */
final class SmtpStub implements AutoCloseable {

    enum Manner {
        /** Falls silent at RCPT. */
        STALLS,
        /** Receives the whole mail, then stops answering. */
        SILENT_AFTER_MAIL,
        /** Receives the whole mail, then closes the connection without confirming. */
        HANGS_UP_AFTER_MAIL
    }

    /** A received mail, accepted or not. */
    record Arrived(String recipient, String source) {

        private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^Message-ID: *(\\S+)");

        String messageId() {
            var matcher = MESSAGE_ID.matcher(source);
            return matcher.find() ? matcher.group(1) : "";
        }
    }

    private final ServerSocket server;
    private final Optional<SSLContext> tls;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Map<String, String> replies = new ConcurrentHashMap<>();
    private final Map<String, Manner> manners = new ConcurrentHashMap<>();
    private final List<String> tries = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();

    private SmtpStub(int port, Optional<SSLContext> tls) {
        this.tls = tls;
        try {
            this.server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        inBackground(this::accept);
    }

    static SmtpStub open() {
        return new SmtpStub(0, Optional.empty());
    }

    static SmtpStub openAt(int port) {
        return new SmtpStub(port, Optional.empty());
    }

    static SmtpStub openWithTls(SSLContext tls) {
        return new SmtpStub(0, Optional.of(tls));
    }

    int port() {
        return server.getLocalPort();
    }

    /** Sets the reply for a recipient, or for all recipients of a domain. */
    SmtpStub answers(String recipientOrDomain, String reply) {
        replies.put(recipientOrDomain, reply);
        return this;
    }

    SmtpStub treats(String recipientOrDomain, Manner manner) {
        manners.put(recipientOrDomain, manner);
        return this;
    }

    void isNiceAgain() {
        replies.clear();
        manners.clear();
    }

    /** Recipients in the order in which they were tried. */
    List<String> tries() {
        return List.copyOf(tries);
    }

    /** Waits for the next mail. */
    Arrived next() {
        try {
            var mail = arrived.poll(10, TimeUnit.SECONDS);
            if (mail == null) {
                throw new AssertionError("No mail arrived");
            }
            return mail;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    List<Arrived> arrivedSoFar() {
        var mails = new ArrayList<Arrived>();
        arrived.drainTo(mails);
        return mails;
    }

    @Override
    public void close() {
        try {
            server.close();
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        while (!server.isClosed()) {
            var socket = server.accept();
            open.add(socket);
            inBackground(() -> new Conversation(socket).run());
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void inBackground(Work work) {
        var thread = new Thread(() -> {
            try {
                work.run();
            } catch (SocketException closed) {
                // the test is over, or the client has hung up
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private final class Conversation {

        private Socket socket;
        private BufferedReader in;
        private String recipient = "";

        Conversation(Socket socket) throws IOException {
            use(socket);
        }

        private void use(Socket next) throws IOException {
            socket = next;
            in = new BufferedReader(new InputStreamReader(next.getInputStream(), StandardCharsets.ISO_8859_1));
        }

        void run() throws IOException {
            say("220 stub.example ESMTP");
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                answer(line);
            }
        }

        private void answer(String line) throws IOException {
            var verb = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
            switch (verb) {
                case "EHLO" ->
                    say(tls.isPresent() && !(socket instanceof SSLSocket) ? "250-stub\r\n250 STARTTLS" : "250 stub");
                case "STARTTLS" -> startTls();
                case "RCPT" -> recipient(line);
                case "DATA" -> mail();
                case "QUIT" -> {
                    say("221 bye");
                    socket.close();
                }
                default -> say("250 ok");
            }
        }

        private void startTls() throws IOException {
            say("220 go ahead");
            var secure = (SSLSocket) tls.orElseThrow().getSocketFactory().createSocket(socket, null, true);
            secure.setUseClientMode(false);
            try {
                secure.startHandshake();
            } catch (IOException refused) {
                socket.close();
                throw new SocketException(refused.getMessage());
            }
            use(secure);
        }

        private void recipient(String line) throws IOException {
            recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
            tries.add(recipient);
            if (manner() != Manner.STALLS) {
                say(forRecipient(replies).orElse("250 ok"));
            }
        }

        private void mail() throws IOException {
            say("354 go on");
            var source = new StringBuilder();
            for (var line = in.readLine(); line != null && !".".equals(line); line = in.readLine()) {
                source.append(line.startsWith(".") ? line.substring(1) : line).append("\n");
            }
            var manner = manner();
            arrived.add(new Arrived(recipient, source.toString()));
            if (manner == Manner.HANGS_UP_AFTER_MAIL) {
                socket.close();
            } else if (manner != Manner.SILENT_AFTER_MAIL) {
                say("250 accepted");
            }
        }

        private Manner manner() {
            return forRecipient(manners).orElse(null);
        }

        private <T> Optional<T> forRecipient(Map<String, T> map) {
            return Optional.ofNullable(map.get(recipient))
                    .or(() -> Optional.ofNullable(map.get(recipient.substring(recipient.indexOf('@') + 1))));
        }

        private void say(String reply) throws IOException {
            socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }
    }
}
