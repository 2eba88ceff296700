package eu.parvis.bench;

import eu.parvis.bench.Ratio.Measure;
import eu.parvis.bench.Ratio.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Measures two servers alternately, and drops the rounds in which other processes used the machine. */
final class RatioRunner {

    private static final double MOST_FOR_COMPILERS = 0.01;
    private static final String WARM_UP_AT_A_TIME = "15";

    private final int rounds = Integer.getInteger("bench.rounds", 15);
    private final int seconds = Integer.getInteger("bench.seconds", 10);
    private final int mostWarmUp = Integer.getInteger("bench.warmup", 600);
    private final double mostForOthers = Integer.getInteger("bench.others", 10) / 100.0;
    private final String settling = String.valueOf(Math.max(2, seconds / 3));
    private final PortalUnderLoad portal;
    private final List<PortalUnderLoad> all;

    /**
     * Takes the measured portals.
     *
     * @param all portals of this run; their CPU time and that of their databases does not count as that of other
     *     processes
     */
    RatioRunner(PortalUnderLoad portal, List<PortalUnderLoad> all) {
        this.portal = portal;
        this.all = all;
    }

    /**
     * Brings a server into the state after a day of operation: its hot code is compiled, and the database has
     * statistics of its tables.
     */
    void warmUp(Traffic traffic, int port, int connections, Supplier<LongStream> server) {
        var end = System.nanoTime() + mostWarmUp * 1_000_000_000L;
        double compilers;
        do {
            compilers = compilers(traffic, port, connections, server);
            portal.analyse();
        } while (compilers > MOST_FOR_COMPILERS && System.nanoTime() < end);
    }

    void warmUp(Traffic traffic, int connections) {
        warmUp(traffic, portal.port(), connections, portal::server);
    }

    /** The compilers' share of the machine during a short load. */
    private static double compilers(Traffic traffic, int port, int connections, Supplier<LongStream> server) {
        try (var generator = load(traffic, port, connections, "1", WARM_UP_AT_A_TIME)) {
            generator.next("BEGIN");
            var start = System.nanoTime();
            var before = Cpu.ofCompilers(server.get());
            generator.next("END");
            var elapsed = (System.nanoTime() - start) / 1e9;
            return (Cpu.ofCompilers(server.get()) - before) / (elapsed * Cpu.cores());
        }
    }

    Ratio run(
            String id,
            double aim,
            String parameters,
            String against,
            Supplier<Measure> other,
            Supplier<Measure> portal) {
        var kept = new ArrayList<Round>();
        var dropped = 0;
        while (kept.size() < rounds && dropped < rounds) {
            var round = inTurns(kept.size() + dropped, other, portal);
            if (round.others() > mostForOthers) {
                dropped++;
            } else {
                kept.add(round);
            }
        }
        var others = kept.stream().mapToDouble(Round::others).max().orElse(1);
        return new Ratio(id, aim, against, kept, dropped, others, parameters);
    }

    /** Alternates the order, so that a machine that becomes slower or faster favours neither of them. */
    private static Round inTurns(int rounds, Supplier<Measure> other, Supplier<Measure> portal) {
        if (rounds % 2 == 0) {
            return new Round(other.get(), portal.get());
        }
        var first = portal.get();
        return new Round(other.get(), first);
    }

    /** Measures the portal under this traffic. */
    Measure portal(Traffic traffic, int connections) {
        return served(traffic, portal.port(), connections, portal::server);
    }

    /** Measures another server under this traffic. */
    Measure served(Traffic traffic, int port, int connections, Supplier<LongStream> server) {
        try (var generator = load(traffic, port, connections, settling, String.valueOf(seconds))) {
            return measured(generator, server, () -> LongStream.of(generator.pid()));
        }
    }

    /**
     * The portal under requests on a fixed schedule.
     *
     * @param measure counts the served requests only
     * @param figures latencies and refusals, for people
     */
    record Open(Measure measure, String figures) {}

    Open open(Traffic traffic, double perSecond) {
        try (var generator = ChildJvm.idling(
                OpenLoop.class,
                traffic.name(),
                String.valueOf(portal.port()),
                String.valueOf(perSecond),
                settling,
                String.valueOf(seconds))) {
            var measure = measured(generator, portal::server, () -> LongStream.of(generator.pid()));
            return new Open(measure, generator.next("OPEN"));
        }
    }

    private static ChildJvm load(Traffic traffic, int port, int connections, String before, String seconds) {
        String[] arguments = {traffic.name(), String.valueOf(port), String.valueOf(connections), before, seconds};
        return traffic.hashes()
                ? ChildJvm.idling(LoadGenerator.class, arguments)
                : ChildJvm.talking(LoadGenerator.class, arguments);
    }

    /** Measures hashing alone. */
    Measure hashes(String kind) {
        try (var hashing = ChildJvm.talking(HashLimit.class, kind, settling, String.valueOf(seconds))) {
            return measured(hashing, () -> LongStream.of(hashing.pid()), LongStream::empty);
        }
    }

    private Measure measured(ChildJvm talker, Supplier<LongStream> server, Supplier<LongStream> generator) {
        talker.next("BEGIN");
        var start = System.nanoTime();
        var machine = Cpu.ofMachine();
        var ours = Cpu.of(ours());
        var serverCpu = Cpu.of(server.get());
        var databaseCpu = Cpu.of(portal.database());
        var generatorCpu = Cpu.of(generator.get());
        var answers = Long.parseLong(talker.next("END"));
        var elapsed = (System.nanoTime() - start) / 1e9;
        var busyByOthers = Cpu.ofMachine() - machine - (Cpu.of(ours()) - ours);
        return new Measure(
                answers / elapsed,
                micros(Cpu.of(server.get()) - serverCpu, answers),
                micros(Cpu.of(portal.database()) - databaseCpu, answers),
                micros(Cpu.of(generator.get()) - generatorCpu, answers),
                Math.max(0, busyByOthers) / (elapsed * Cpu.cores()));
    }

    private LongStream ours() {
        var self = ProcessHandle.current();
        return LongStream.concat(
                        Stream.concat(Stream.of(self), self.descendants()).mapToLong(ProcessHandle::pid),
                        all.stream().flatMapToLong(PortalUnderLoad::database))
                .distinct();
    }

    private static double micros(double seconds, long answers) {
        return answers == 0 ? 0 : seconds * 1e6 / answers;
    }
}
