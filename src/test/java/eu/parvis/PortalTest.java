package eu.parvis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import eu.parvis.bus.Malformed;
import eu.parvis.config.BrandSettings;
import eu.parvis.config.Configuration;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PortalTest {

    /** The schema query is already running when the parts are created and one of them fails. */
    @Test
    void aPortalThatCannotBePutTogetherLeavesNothingRunning() {
        var before = threads();

        var failure = Await.failure(Portal.open(withSupportAt("hello"), Clock.systemUTC(), site -> List.of()));

        assertInstanceOf(Malformed.class, failure);
        assertEquals(Set.of(), startedSince(before));
    }

    private static Set<String> startedSince(Set<Thread> before) {
        return threads().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.startsWith("vert.x-"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    /** A configuration that reading a file would refuse. */
    private static Configuration withSupportAt(String phone) {
        var read = TestConfiguration.with(Map.of());
        var brand = read.brand();
        return read.with(new BrandSettings(
                brand.name(),
                brand.legalName(),
                brand.logoUrl(),
                brand.accent(),
                brand.accentDark(),
                phone,
                brand.supportPhonePrice(),
                brand.supportEmail(),
                brand.timeZone(),
                brand.openingHours(),
                brand.operatorEmail(),
                brand.website(),
                brand.legalUrl(),
                brand.privacyUrl()));
    }
}
