package eu.parvis.signin.terms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import eu.parvis.mail.MailCapability;
import eu.parvis.membership.Registry;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.terms.TermsCapability;
import eu.parvis.terms.TermsFolderForTests;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import jakarta.mail.Multipart;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The mail that confirms an acceptance. */
@ExtendWith(VertxExtension.class)
class TermsMailTest {

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void thePersonGetsTheExactTextAndItsPdf(Vertx vertx, @TempDir Path folder) throws Exception {
        new TermsFolderForTests(folder).with("2026-10", "2026-10-01", "Le portail est gratuit.", "- a\n\n\n\n- b");
        var registry = Registry.open(
                vertx,
                Map.of(
                        "terms.folder", folder.toString(),
                        "smtp.host", "127.0.0.1",
                        "smtp.port", String.valueOf(server.getSmtp().getPort())),
                TermsCapability.DESCRIPTOR,
                AcceptanceCapability.DESCRIPTOR,
                MailCapability.DESCRIPTOR);
        var portal = registry.portal;
        var account = registry.activeAccount("nolwenn.kervella@kervella.example");
        var current = portal.api().get("/terms/current?language=fr").json();
        var accepted = portal.api(account, Kind.OPEN)
                .post(
                        "/terms/acceptances",
                        new JsonObject()
                                .put("version", current.getString("version"))
                                .put("sha256", current.getString("sha256")));

        assertEquals(201, accepted.status(), accepted::toString);
        assertTrue(server.waitForIncomingEmail(20_000, 1));
        var mail = server.getReceivedMessages()[0];
        assertTrue(mail.getSubject().startsWith("Vous avez accepté les conditions d’utilisation ["), mail.getSubject());
        var parts = (Multipart) mail.getContent();
        var texts = (Multipart) parts.getBodyPart(0).getContent();
        var plain = texts.getBodyPart(0).getContent().toString().replace("\r\n", "\n");
        assertTrue(plain.contains(current.getString("text")), plain);
        assertTrue(plain.contains(current.getString("sha256")), plain);
        var html = texts.getBodyPart(1).getContent().toString();
        assertTrue(html.contains("<h3 id=\"section-1\">Objet</h3>"), html);
        var attached = parts.getBodyPart(1);
        assertEquals("conditions-2026-10.pdf", attached.getFileName());
        assertTrue(attached.isMimeType("application/pdf"), attached.getContentType());
        assertEquals(
                portal.browser().get("/terms/2026-10.fr.pdf").body(),
                Buffer.buffer(attached.getInputStream().readAllBytes()),
                "the same bytes as on the page");
        assertEquals(
                List.of("t"),
                registry.rows.query("SELECT length(mail::text) < 900 FROM mail"),
                "the outbox holds only the name of the document");
    }
}
