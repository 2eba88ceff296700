package eu.parvis.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.values.Language;
import eu.parvis.words.Words;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0 | Firefox on Windows",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0"
                        + " Safari/537.36 Edg/142.0.0.0 | Edge on Windows",
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile"
                        + " Safari/537.36 | Chrome on Android",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                        + " Version/26.0 Mobile/15E148 Safari/604.1 | Safari on iOS",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                        + " CriOS/142.0 Mobile/15E148 Safari/604.1 | Chrome on iOS",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                        + " Version/26.0 Safari/605.1.15 | Safari on macOS",
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/142.0.0.0"
                        + " Safari/537.36 | Chrome on Linux",
                "curl/8.5.0 | curl",
                "Java-http-client/25.0.1 | Java-http-client",
                "Mozilla/5.0 (Windows NT 10.0) | Windows",
                "=cmd \\| ''",
                "'' | ''",
            })
    void aDeviceIsNamedAsPeopleNameIt(String userAgent, String name) {
        assertEquals(name.isEmpty() ? Optional.empty() : Optional.of(name), english(DeviceName.of(given(userAgent))));
    }

    private static Optional<String> given(String userAgent) {
        return Optional.ofNullable(userAgent);
    }

    @Test
    void aNameIsShortHoweverLongTheHeader() {
        assertEquals(
                Optional.empty(), DeviceName.of(Optional.of("a".repeat(300))).program());
    }

    @Test
    void theNameInFrench() {
        assertEquals(
                Optional.of("Firefox sous Windows"),
                DeviceName.of(Map.of("program", "Firefox", "system", "Windows")).text(Words.of(Language.FR)));
    }

    private static Optional<String> english(DeviceName device) {
        return device.text(Words.of(Language.EN));
    }
}
