package eu.parvis.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A mail with a password goes to the mail server that was meant, or to none. */
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
        var store = certificateFor("localhost");
        trust(store);

        try (var smtp = SmtpStub.openWithTls(context(store))) {
            assertEquals(1, sendTo(smtp.port()));
        }
    }

    @Test
    void aServerWithATrustedCertificateOfAnotherNameGetsNothing() throws Exception {
        var store = certificateFor("mallory.example");
        trust(store);

        try (var smtp = SmtpStub.openWithTls(context(store))) {
            assertEquals(0, sendTo(smtp.port()));
            assertEquals(List.of(), smtp.tries());
            assertEquals(List.of("DELAYED|mail.reason.away"), outbox.rows.query("SELECT state, reason FROM mail"));
        }
    }

    @Test
    void aServerWithACertificateThatNobodyTrustsGetsNothing() throws Exception {
        try (var smtp = SmtpStub.openWithTls(context(certificateFor("localhost")))) {
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

    private static void trust(Path store) {
        System.setProperty(TRUST, store.toString());
        System.setProperty(TRUST + "Password", "changeit");
    }

    private int sendTo(int port) {
        outbox.queue(outbox.password(outbox.id(), "jeanne@verrerie.example"));
        return outbox.node(port, TLS_NEEDED).sweep();
    }

    /** Self-signed, made by the JDK's own tool. */
    private Path certificateFor(String name) throws IOException, InterruptedException {
        var store = folder.resolve(name + ".p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "smtp",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(made.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(0, made.waitFor(), said);
        return store;
    }

    private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
