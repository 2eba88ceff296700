package eu.parvis.terms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.TestConfiguration;
import eu.parvis.bus.Failure;
import eu.parvis.terms.TermsApi.AskPdf;
import eu.parvis.values.Language;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;

@ExtendWith(VertxExtension.class)
public class TermsPdfTest {

    private static TermsDocuments documents(Vertx vertx) {
        var configuration = TestConfiguration.with(Map.of("terms.folder", "conf/terms"));
        return new TermsDocuments(vertx, TermsCatalogue.of(configuration), configuration);
    }

    private static byte[] pdf(TermsDocuments documents, Language language) {
        return Base64.getDecoder()
                .decode(Await.done(documents.text(new AskPdf("2026-12", language)))
                        .base64());
    }

    /** The failed rules, such as {@code 7.1-11}. */
    public static List<String> faults(byte[] pdf, PDFAFlavour flavour) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        try (var parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour);
                var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            var result = validator.validate(parser);
            assertTrue(result.getTotalAssertions() > 100, "something was checked");
            return result.getTestAssertions().stream()
                    .map(fault -> fault.getRuleId().getClause() + "-"
                            + fault.getRuleId().getTestNumber() + " " + fault.getMessage())
                    .distinct()
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void theTermsArePdfUa1AndPdfA2a(Language language, Vertx vertx) throws Exception {
        var pdf = pdf(documents(vertx), language);

        Files.createDirectories(Path.of("target/pdf"));
        Files.write(Path.of("target/pdf/terms." + language.code() + ".pdf"), pdf);
        assertEquals(List.of(), faults(pdf, PDFAFlavour.PDFUA_1));
        assertEquals(List.of(), faults(pdf, PDFAFlavour.PDFA_2_A));
    }

    @Test
    void theFileSaysWhatTheTextSaysInItsLanguage(Vertx vertx) throws IOException {
        try (var pdf = Loader.loadPDF(pdf(documents(vertx), Language.FR))) {
            var text = new PDFTextStripper().getText(pdf);

            assertEquals("fr", pdf.getDocumentCatalog().getLanguage());
            assertTrue(pdf.getDocumentInformation().getTitle().startsWith("Conditions d’utilisation"));
            assertTrue(text.contains("Version 2026-12, en vigueur à compter du 1er novembre 2026"), text);
            assertTrue(text.contains("à ne partager avec personne"), text);
            assertTrue(text.contains("1 / "), "page numbers");
        }
    }

    @Test
    void aTextIsMadeOnceEvenIfSeveralAskAtOnce(Vertx vertx) {
        var documents = documents(vertx);

        var first = documents.text(new AskPdf("2026-12", Language.EN));
        var second = documents.text(new AskPdf("2026-12", Language.EN));

        assertEquals(Await.done(first).base64(), Await.done(second).base64());
        assertEquals(
                404,
                ((Failure) Await.failure(documents.text(new AskPdf("2020-01", Language.EN))))
                        .kind()
                        .status());
    }
}
