package eu.parvis.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Compares the speed of two packaged portals. Both run at the same time, each with its own database, and get the same
 * traffic alternately.
 */
final class JarBench {

    static final String SIGN_IN = "SIGN_IN";
    static final String REGISTRATION = "REGISTRATION";

    private static final int VISITORS = Bench.HASHED_VISITORS;

    private final RatioRunner before;
    private final RatioRunner after;

    private JarBench(PortalUnderLoad before, PortalUnderLoad after) {
        var both = List.of(before, after);
        this.before = new RatioRunner(before, both);
        this.after = new RatioRunner(after, both);
    }

    static void compare(Path before, Path after, Set<String> wanted) throws IOException, SQLException {
        try (var portalBefore = PortalUnderLoad.ofJar(before, ChildJvm.SOON_HOT);
                var portalAfter = PortalUnderLoad.ofJar(after, ChildJvm.SOON_HOT)) {
            new JarBench(portalBefore, portalAfter).run(wanted);
        }
    }

    private void run(Set<String> wanted) {
        // Code that all calls share is compiled sooner if the calls do not hash.
        warmUp(Traffic.GUESSING);
        if (wanted.contains(SIGN_IN)) {
            compare(SIGN_IN, 1.5, Traffic.SIGN_IN);
        }
        if (wanted.contains(REGISTRATION)) {
            compare(REGISTRATION, 1.3, Traffic.REGISTRATION);
        }
    }

    private void compare(String id, double aim, Traffic traffic) {
        warmUp(traffic);
        Results.add(after.run(
                id,
                aim,
                Bench.parametersOfHashes(),
                "before",
                () -> before.portal(traffic, VISITORS),
                () -> after.portal(traffic, VISITORS)));
    }

    private void warmUp(Traffic traffic) {
        before.warmUp(traffic, VISITORS);
        after.warmUp(traffic, VISITORS);
    }
}
