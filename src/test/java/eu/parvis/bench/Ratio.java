package eu.parvis.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * The result of measuring one target.
 *
 * @param against the reference: a limit, or an earlier build
 * @param rounds of both, measured alternately, without those that other processes disturbed
 * @param dropped number of disturbed rounds
 * @param others largest share of the machine that other processes had in a round
 * @param parameters conditions of the measurement
 */
record Ratio(String id, double aim, String against, List<Round> rounds, int dropped, double others, String parameters) {

    /** Two measurements, one directly after the other. */
    record Round(Measure against, Measure portal) {
        double ratio() {
            return portal.perSecond() / against.perSecond();
        }

        double others() {
            return Math.max(against.others(), portal.others());
        }
    }

    /**
     * @param serverCpu microseconds of the server for one answer
     * @param databaseCpu microseconds of the database for one answer
     * @param generatorCpu microseconds of the load generator for one answer
     * @param others share of the machine used by unrelated processes
     */
    record Measure(double perSecond, double serverCpu, double databaseCpu, double generatorCpu, double others) {}

    double median() {
        return median(rounds.stream().mapToDouble(Round::ratio));
    }

    boolean reached() {
        return median() >= aim;
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "RATIO %s portal=%.1f/s %s=%.1f/s ratio=%.2f [%.2f..%.2f] rounds=%d dropped=%d others=%.0f%%"
                        + " cpu=%.0f+%.0f(db)/%.0f+%.0f(db)us generator=%.0fus %s aim>=%.2f %s",
                id,
                median(rounds.stream().mapToDouble(round -> round.portal().perSecond())),
                against,
                median(rounds.stream().mapToDouble(round -> round.against().perSecond())),
                median(),
                rounds.stream().mapToDouble(Round::ratio).min().orElse(0),
                rounds.stream().mapToDouble(Round::ratio).max().orElse(0),
                rounds.size(),
                dropped,
                others * 100,
                median(rounds.stream().mapToDouble(round -> round.portal().serverCpu())),
                median(rounds.stream().mapToDouble(round -> round.portal().databaseCpu())),
                median(rounds.stream().mapToDouble(round -> round.against().serverCpu())),
                median(rounds.stream().mapToDouble(round -> round.against().databaseCpu())),
                median(rounds.stream().mapToDouble(round -> round.portal().generatorCpu())),
                parameters,
                aim,
                reached() ? "PASS" : "MISSED");
    }

    private static double median(DoubleStream values) {
        var sorted = values.sorted().toArray();
        var middle = sorted.length / 2;
        if (sorted.length == 0) {
            return 0;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
