package eu.parvis.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.TestCertificate;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Mails are sent only to the authenticated mail server. */
@ExtendWith(VertxExtension.class)
class SmtpTlsTest {

    private static final String TRUST = "javax.net.ssl.trustStore";
    private static final Map<String, String> TLS_NEEDED = Map.of("smtp.startTls", "REQUIRED");

    @TempDir
    private Path folder;

    private Outbox outbox;

    @BeforeEach
    void open(Vertx vertx) {
        outbox = new Outbox(vertx);
    }

    @AfterEach
    void trustAsBefore() {
        System.clearProperty(TRUST);
        System.clearProperty(TRUST + "Password");
    }

    @Test
    void aServerWithATrustedCertificateOfItsNameGetsTheMail() throws Exception {
        var certificate = TestCertificate.of("localhost", folder);
        trust(certificate);

        try (var smtp = SmtpStub.openWithTls(certificate.context())) {
            assertEquals(1, sendTo(smtp.port()));
        }
    }

    @Test
    void aServerWithATrustedCertificateOfAnotherNameGetsNothing() throws Exception {
        var certificate = TestCertificate.of("mallory.example", folder);
        trust(certificate);

        try (var smtp = SmtpStub.openWithTls(certificate.context())) {
            assertEquals(0, sendTo(smtp.port()));
            assertEquals(List.of(), smtp.tries());
            assertEquals(List.of("DELAYED|mail.reason.away"), outbox.rows.query("SELECT state, reason FROM mail"));
        }
    }

    @Test
    void aServerWithACertificateThatNobodyTrustsGetsNothing() throws Exception {
        try (var smtp =
                SmtpStub.openWithTls(TestCertificate.of("localhost", folder).context())) {
            assertEquals(0, sendTo(smtp.port()));
            assertEquals(List.of(), smtp.tries());
        }
    }

    @Test
    void aServerWithoutTlsGetsNothing() {
        try (var smtp = SmtpStub.open()) {
            assertEquals(0, sendTo(smtp.port()));
            assertEquals(List.of(), smtp.tries());
            assertEquals(List.of("DELAYED|mail.reason.away"), outbox.rows.query("SELECT state, reason FROM mail"));
        }
    }

    private static void trust(TestCertificate certificate) {
        System.setProperty(TRUST, certificate.store().toString());
        System.setProperty(TRUST + "Password", TestCertificate.PASSWORD);
    }

    private int sendTo(int port) {
        outbox.queue(outbox.password(outbox.id(), "jeanne@verrerie.example"));
        return outbox.node(port, TLS_NEEDED).sweep();
    }
}
