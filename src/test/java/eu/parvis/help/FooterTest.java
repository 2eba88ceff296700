package eu.parvis.help;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.TestPortal;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(VertxExtension.class)
class FooterTest {

    @ParameterizedTest
    @CsvSource({"https://portal.example, true", "http://localhost:8080, false"})
    void onlyAPortalThatIsReachedByHttpsSaysThatItIsEncrypted(String url, boolean encrypted, Vertx vertx) {
        var portal = new TestPortal(vertx, Map.of("http.publicUrl", url), HelpCapability.DESCRIPTOR);

        var page = portal.browser().get("/help").bodyAsString();

        assertEquals(encrypted, page.contains("encrypted (TLS)"), page);
    }
}
