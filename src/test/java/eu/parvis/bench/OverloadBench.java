package eu.parvis.bench;

import eu.parvis.bench.Ratio.Measure;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * Offers the portal several times the sign-ins that it can serve, on a fixed schedule, and compares what it still
 * serves with its peak. Peak and overload take turns.
 */
final class OverloadBench {

    private static final int TIMES = Integer.getInteger("bench.times", 8);

    private final RatioRunner runner;

    private OverloadBench(PortalUnderLoad portal) {
        this.runner = new RatioRunner(portal, List.of(portal));
    }

    static void run() throws IOException, SQLException {
        try (var portal = PortalUnderLoad.start(ChildJvm.SOON_HOT)) {
            new OverloadBench(portal).measure();
        }
    }

    private void measure() {
        runner.warmUp(Traffic.GUESSING, Bench.HASHED_VISITORS);
        runner.warmUp(Traffic.SIGN_IN, Bench.HASHED_VISITORS);
        runner.open(Traffic.SIGN_IN, TIMES * peak().perSecond());
        Results.add(runner.run(
                "OVERLOAD",
                0.8,
                "times=" + TIMES + " " + Bench.parametersOfHashes(),
                "peak",
                this::peak,
                this::overload));
    }

    private Measure peak() {
        lastPeak = runner.portal(Traffic.SIGN_IN, Bench.HASHED_VISITORS);
        return lastPeak;
    }

    private Measure lastPeak;

    private Measure overload() {
        var offered = TIMES * lastPeak.perSecond();
        var open = runner.open(Traffic.SIGN_IN, offered);
        System.out.printf(
                Locale.ROOT,
                "OPEN offered=%.0f/s %s generator=%.2f of %d cores%n",
                offered,
                open.figures(),
                open.measure().generatorCpu() * open.measure().perSecond() / 1e6,
                Cpu.cores());
        return open.measure();
    }
}
