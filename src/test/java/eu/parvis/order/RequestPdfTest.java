package eu.parvis.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import eu.parvis.http.Browser;
import eu.parvis.membership.Role;
import eu.parvis.request.Orders;
import eu.parvis.request.Requester;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.terms.TermsPdfTest;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/** A request on paper says what its page says, and leads back to it. */
@ExtendWith(VertxExtension.class)
class RequestPdfTest {

    private Orders orders;
    private Requester agent;
    private UUID request;

    @BeforeEach
    void order(Vertx vertx) {
        orders = new Orders(vertx, OrderCapability.DESCRIPTOR);
        agent = orders.member("nolwenn.kervella@kervella.example", Role.CERTIFICATION_AGENT);
        request = orders.order(agent, "ID_RGS_1", Orders.person("Yann", "Riou", "yann.riou@kervella.example"))
                .request()
                .id();
        orders.submit(agent, request);
    }

    private Browser browser() {
        return orders.registry.portal.browser(agent.account(), Kind.OPEN);
    }

    private byte[] pdf(String language) {
        orders.registry.rows.execute("UPDATE account SET language = '" + language + "'");
        var answer = browser().speaking(language).get("/requests/" + request + "/pdf");
        assertEquals(200, answer.statusCode(), answer::bodyAsString);
        assertEquals("application/pdf", answer.getHeader("Content-Type"));
        return answer.body().getBytes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void theFileIsPdfUa1AndPdfA2a(String language) throws Exception {
        var pdf = pdf(language);

        Files.createDirectories(Path.of("target/pdf"));
        Files.write(Path.of("target/pdf/request." + language + ".pdf"), pdf);
        assertEquals(List.of(), TermsPdfTest.faults(pdf, PDFAFlavour.PDFUA_1));
        assertEquals(List.of(), TermsPdfTest.faults(pdf, PDFAFlavour.PDFA_2_A));
    }

    @Test
    void theFileSaysNumberDataAndDocumentsInTheLanguageOfTheReader() throws Exception {
        try (var pdf = Loader.loadPDF(pdf("fr"))) {
            var text = new PDFTextStripper().getText(pdf);

            for (var said : List.of(
                    "Demande 550000",
                    "ID RGS*",
                    "Yann Riou",
                    "Nolwenn Kervella",
                    "Menuiserie Kervella, Quimper",
                    "Enregistrée",
                    "Pièce d’identité",
                    "À fournir")) {
                assertTrue(text.contains(said), said + text);
            }
        }
    }

    @Test
    void theCodeLeadsBackToTheRequest() throws Exception {
        try (var pdf = Loader.loadPDF(pdf("en"))) {
            var page = new PDFRenderer(pdf).renderImageWithDPI(0, 150);
            var pixels = page.getRGB(0, 0, page.getWidth(), page.getHeight(), null, 0, page.getWidth());
            var source = new RGBLuminanceSource(page.getWidth(), page.getHeight(), pixels);

            var read = new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source)));

            var publicUrl = orders.registry.portal.configuration.http().publicUrl();
            assertEquals(publicUrl + "/requests/" + request, read.getText());
        }
    }

    @Test
    void theApiGivesTheSameFileToWhoeverSeesTheRequestAndToNobodyElse() {
        var api = orders.registry.portal.api(agent.account(), Kind.OPEN);
        var stranger = orders.stranger("anna.keller@alpes.example", Role.ADMINISTRATOR);

        assertEquals(200, api.get("/requests/" + request + "/pdf").status());
        assertEquals(
                404,
                orders.registry
                        .portal
                        .api(stranger.account(), Kind.OPEN)
                        .get("/requests/" + request + "/pdf")
                        .status());
        assertEquals(
                404,
                orders.registry
                        .portal
                        .browser(stranger.account(), Kind.OPEN)
                        .get("/requests/" + request + "/print")
                        .statusCode());
    }

    @Test
    void thePageToPrintShowsTheCodeAndTheFile() {
        var page = browser().get("/requests/" + request + "/print").bodyAsString();

        assertTrue(page.contains("<svg class=\"code\""), page);
        assertTrue(page.contains("href=\"/requests/" + request + "/pdf\""), page);
    }
}
