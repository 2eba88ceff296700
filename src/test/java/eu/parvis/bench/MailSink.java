package eu.parvis.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * An SMTP server that accepts and discards every mail. {@code MailSink port}. Uses little CPU, because unlike a real
 * mail server it runs on the same cores as the portal: one thread for each connection, bytes.
 */
final class MailSink {

    private static final int LARGEST_MAIL = 1024 * 1024;
    private static final byte[] END_OF_MAIL = bytes("\r\n.\r\n");
    private static final byte[] END_OF_LINE = bytes("\r\n");

    private final byte[] heard = new byte[LARGEST_MAIL];
    private int length;
    private boolean inMail;

    private MailSink() {}

    public static void main(String[] arguments) throws IOException {
        try (var server = new ServerSocket(Integer.parseInt(arguments[0]), 0, InetAddress.getLoopbackAddress())) {
            System.out.println("READY");
            while (true) {
                var socket = server.accept();
                new Thread(() -> new MailSink().converse(socket)).start();
            }
        }
    }

    /**
     * The client waits for an answer before it sends the next command, so the bytes of one read belong to one command.
     */
    private void converse(Socket connection) {
        try (var socket = connection) {
            var in = socket.getInputStream();
            var out = socket.getOutputStream();
            out.write(bytes("220 sink\r\n"));
            for (var read = in.read(heard); read > 0; read = in.read(heard, length, heard.length - length)) {
                length += read;
                if (heardAll()) {
                    out.write(bytes(answer()));
                    length = 0;
                }
            }
        } catch (IOException e) {
            System.err.println("A client is gone: " + e);
        }
    }

    private boolean heardAll() {
        var end = inMail ? END_OF_MAIL : END_OF_LINE;
        return length >= end.length && Arrays.equals(heard, length - end.length, length, end, 0, end.length);
    }

    private String answer() {
        if (inMail) {
            inMail = false;
            return "250 ok\r\n";
        }
        return new String(heard, 0, length, StandardCharsets.ISO_8859_1)
                .lines()
                .map(this::answer)
                .collect(Collectors.joining());
    }

    private String answer(String line) {
        return switch (line.substring(0, Math.min(4, line.length()))) {
            case "EHLO" -> "250-sink\r\n250 PIPELINING\r\n";
            case "DATA" -> {
                inMail = true;
                yield "354 go on\r\n";
            }
            case "QUIT" -> "221 bye\r\n";
            default -> "250 ok\r\n";
        };
    }

    private static byte[] bytes(String words) {
        return words.getBytes(StandardCharsets.ISO_8859_1);
    }
}
