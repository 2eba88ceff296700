package eu.parvis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.ObjectMapper;
import eu.parvis.config.Configuration.LogFormat;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoggingTest {

    private static final String FORGED = "Dupont\r\n2026-11-22T09:00:00Z ERROR admin signed in";

    @Test
    void jsonIsOneObjectALineWhateverAVisitorTyped() throws Exception {
        var lines = logged(LogFormat.JSON, FORGED);

        var event = new ObjectMapper().readTree(lines.get(0));

        assertEquals(1, lines.size());
        assertEquals("INFO", event.get("level").asText());
        assertEquals("Registered " + FORGED, event.get("formattedMessage").asText());
        assertTrue(event.get("timestamp").asLong() > 0, "milliseconds since 1970, UTC");
        assertFalse(event.has("arguments"), "what the sentence leaves out is left out");
    }

    @Test
    void textIsOneLineToo() {
        var lines = logged(LogFormat.TEXT, FORGED);

        assertEquals(1, lines.size());
        assertTrue(lines.get(0).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z INFO .*Registered Dupont / .*"), lines.get(0));
    }

    private static List<String> logged(LogFormat format, String input) {
        var out = new ByteArrayOutputStream();
        var console = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            var context = new LoggerContext();
            context.setMDCAdapter(new LogbackMDCAdapter());
            Logging.use(format, context);
            context.getLogger("eu.parvis.Test").info("Registered {}", input);
            context.stop();
        } finally {
            System.setOut(console);
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
