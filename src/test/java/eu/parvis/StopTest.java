package eu.parvis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import eu.parvis.config.Configuration;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StopTest {

    private final int site = FreePort.find();
    private final int management = FreePort.find();

    @Test
    void aStopIsAnnouncedBeforeThePortClosesAndItsEndIsTold() throws Exception {
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        ((Logger) LoggerFactory.getLogger(Portal.class)).addAppender(log);
        var portal =
                Await.done(Portal.open(settings(Map.of("http.closeAfter", "PT2S")), Clock.systemUTC(), x -> List.of()));
        assertEquals(200, status(management, "/ready"));

        var closed = portal.close();

        assertEquals(503, status(management, "/ready"));
        assertEquals(200, status(site, "/"));
        assertFalse(closed.isComplete());
        Await.done(closed);
        assertThrows(ConnectException.class, () -> status(site, "/"));
        assertEquals(
                List.of(
                        "Parvis stops: the port closes after PT2S, requests and mails may take PT20S",
                        "Parvis has stopped"),
                log.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }

    @Test
    void aStopMayTakeAsLongAsTheSettingsGiveIt() {
        var settings = settings(Map.of("http.closeAfter", "PT5S", "http.drain", "PT1M"));

        assertEquals(Duration.ofSeconds(5 + 60 + 60 + 8), Portal.longestStop(settings));
    }

    private Configuration settings(Map<String, String> changes) {
        var all = new HashMap<>(changes);
        all.put("http.host", "127.0.0.1");
        all.put("http.port", String.valueOf(site));
        all.put("http.publicUrl", "http://localhost:" + site);
        all.put("management.port", String.valueOf(management));
        all.put("company.directoryUrl", "");
        all.put("company.viesUrl", "");
        return TestConfiguration.with(TestDatabase.fresh().settings(), all);
    }

    /** Uses its own connection. */
    private static int status(int port, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        var client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
