package eu.parvis.terms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TermsHtmlTest {

    private static TermsHtml of(String markdown, int lower) {
        return TermsHtml.of(new TermsText(markdown, ""), "https://portal.example/", lower);
    }

    @Test
    void theTitleAndTheSectionsAreNamedAndTheHeadingsLowered() {
        var html = of("# Conditions d’*été*\n\n## Objet\n\nUn\n\n### Détail\n\n## Preuve\n\nDeux\n", 1);

        assertEquals("Conditions d’été", html.title());
        assertEquals(
                List.of(new TermsHtml.Section("section-1", "Objet"), new TermsHtml.Section("section-2", "Preuve")),
                html.sections());
        assertEquals(
                "<h3 id=\"section-1\">Objet</h3>\n<p>Un</p>\n<h4>Détail</h4>\n<h3 id=\"section-2\">Preuve</h3>\n<p>Deux</p>\n",
                html.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "[x](javascript:alert(1))",
                "[x](JaVaScRiPt:alert(1))",
                "[x](data:text/html,<script>alert(1)</script>)",
                "[x](vbscript:x)",
                "[x](//evil.example/)",
                "![x](data:image/svg+xml;base64,PHN2Zz4=)",
                "![x](https://evil.example/pixel.gif)",
                "<img src=x onerror=alert(1)>"
            })
    void nothingButTextAndKnownLinksComesThrough(String hostile) {
        var html = of("# T\n\n" + hostile + "\n", 0).body();

        assertFalse(html.contains("<script") || html.contains("<img src=x"), html);
        assertFalse(html.matches("(?s).*(href|src)=\"[^\"]+\".*"), html);
    }

    @Test
    void linksToTheWebAndToThePortalStayLinks() {
        var html = of("# T\n\n[a](https://a.example/b) [h](/help) [m](mailto:x@a.example)\n", 0)
                .body();

        assertTrue(html.contains("href=\"https://a.example/b\""), html);
        assertTrue(html.contains("href=\"https://portal.example/help\""), html);
        assertTrue(html.contains("href=\"mailto:x@a.example\""), html);
    }
}
