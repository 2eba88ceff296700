package eu.parvis.journey;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import eu.parvis.FreePort;
import eu.parvis.Portal;
import eu.parvis.TestClock;
import eu.parvis.TestConfiguration;
import eu.parvis.TestDatabase;
import eu.parvis.config.Configuration;
import eu.parvis.dev.DirectoryServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The whole portal with real services: PostgreSQL, an SMTP server, the company directory; only the clock is simulated.
 */
final class RunningPortal implements AutoCloseable {

    /** A mail as its reader sees it. */
    record Mail(String subject, String text) {

        /** The only line that stands alone after the one that ends with a colon: an identifier or a password. */
        String secret() {
            var lines = text.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            return lines.stream()
                    .filter(line -> line.matches("[A-HJ-NP-Z]{2}[0-9]{6}|\\S{10}"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("Nothing stands alone in\n" + text));
        }
    }

    final TestClock clock = new TestClock();
    final String url;
    private final URI readiness;
    private final Vertx vertx = Vertx.vertx();
    private final ServerSetup smtp = ServerSetup.SMTP.port(FreePort.find());
    private GreenMail mails = startedMails();
    private final DirectoryServer directory;
    private final Portal portal;

    RunningPortal() {
        this(TestDatabase.lasting().settings(), Map.of());
    }

    RunningPortal(Configuration.Db database, Map<String, String> changes) {
        directory = await(DirectoryServer.start(vertx, 0));
        var port = FreePort.find();
        var management = FreePort.find();
        readiness = URI.create("http://localhost:" + management + "/ready");
        url = "http://localhost:" + port;
        var settings = new HashMap<>(Map.of(
                "http.host", "127.0.0.1",
                "http.port", Integer.toString(port),
                "http.publicUrl", url,
                "management.port", Integer.toString(management),
                "smtp.port", Integer.toString(smtp.getPort()),
                "smtp.host", "127.0.0.1",
                "company.directoryUrl", directory.directoryUrl(),
                "company.viesUrl", directory.viesUrl(),
                "limits.addressFactor", "1000"));
        settings.putAll(changes);
        var configuration = TestConfiguration.with(database, settings);
        portal = await(Portal.open(configuration, clock, site -> List.of()));
    }

    /** The status of the question whether this node is ready. */
    int ready() {
        var client = HttpClient.newHttpClient();
        var asked = client.sendAsync(HttpRequest.newBuilder(readiness).build(), BodyHandlers.discarding());
        return await(Future.fromCompletionStage(asked)).statusCode();
    }

    private GreenMail startedMails() {
        var server = new GreenMail(smtp);
        server.start();
        return server;
    }

    void stopMails() {
        mails.stop();
    }

    /** Starts the mail server on the same port, with an empty mailbox. */
    void startMails() {
        mails = startedMails();
    }

    /** Waits until that many mails have reached the address; the oldest first. */
    List<Mail> mailsTo(String address, int count) {
        var arrived = mails.waitForIncomingEmail(20_000, 1);
        for (var patience = 0; arrived && to(address).size() < count && patience < 40; patience++) {
            mails.waitForIncomingEmail(500, mails.getReceivedMessages().length + 1);
        }
        var found = to(address);
        if (found.size() < count) {
            throw new AssertionError(address + " has " + found.size() + " mails, not " + count);
        }
        return found;
    }

    private List<Mail> to(String address) {
        return Arrays.stream(mails.getReceivedMessages())
                .filter(message -> isTo(message, address))
                .map(RunningPortal::mail)
                .toList();
    }

    private static boolean isTo(MimeMessage message, String address) {
        try {
            return message.getAllRecipients()[0].toString().equalsIgnoreCase(address);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Mail mail(MimeMessage message) {
        try {
            var parts = (Multipart) message.getContent();
            return new Mail(
                    message.getSubject(), parts.getBodyPart(0).getContent().toString());
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        await(portal.close());
        await(directory.close());
        await(vertx.close());
        mails.stop();
    }
}
