package eu.parvis.pdf;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.util.XRLog;
import eu.parvis.values.Language;
import eu.parvis.words.WordsExtension;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Makes PDF files that screen readers can read (PDF/UA-1) and that archives accept (PDF/A-2a), from templates in {@code
 * templates/pdf}. Takes up to a second, so it must not run on an event loop.
 */
final class TaggedPdf {

    private static final String FONT = "Liberation Sans";

    private final PebbleEngine engine;
    private final byte[] colours = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

    TaggedPdf() {
        var loader = new ClasspathLoader();
        loader.setPrefix("templates/pdf");
        engine = new PebbleEngine.Builder()
                .loader(loader)
                .strictVariables(true)
                .extension(new WordsExtension())
                .build();
        XRLog.setLoggingEnabled(false);
    }

    byte[] of(String template, Map<String, Object> variables, Language language) {
        var out = new ByteArrayOutputStream();
        try {
            var html = new StringWriter();
            engine.getTemplate(template).evaluate(html, variables, language.locale());
            var builder = new PdfRendererBuilder()
                    .withHtmlContent(html.toString(), null)
                    .useExternalResourceAccessControl(
                            (address, type) -> address != null && address.startsWith("data:"),
                            ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI);
            builder.usePdfUaAccessibility(true)
                    .usePdfAConformance(PdfAConformance.PDFA_2_A)
                    .useColorProfile(colours)
                    .toStream(out);
            font(builder, "Regular", 400, FontStyle.NORMAL);
            font(builder, "Bold", 700, FontStyle.NORMAL);
            font(builder, "Italic", 400, FontStyle.ITALIC);
            builder.run();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void font(PdfRendererBuilder builder, String name, int weight, FontStyle style) {
        builder.useFont(() -> file(name), FONT, weight, style, true);
    }

    private static InputStream file(String name) {
        return TaggedPdf.class.getResourceAsStream("/liberation/LiberationSans-" + name + ".ttf");
    }
}
