package eu.parvis.bench;

import eu.parvis.FreePort;
import eu.parvis.bench.Ratio.Measure;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Measures the targets {@code P1 P3 P4}, or those in the arguments. Or compares two packaged jars, each with {@code
 * lib/} beside it: {@code jars BEFORE AFTER [SIGN_IN] [REGISTRATION]}. Or {@code overload}, or what the next call shows
 * after a request for {@code recovery}.
 *
 * <p>{@code -Dbench.rounds}, {@code -Dbench.seconds} and {@code -Dbench.warmup} (maximum in seconds for each kind of
 * traffic) make a run shorter or longer. A round in which other processes use more than {@code -Dbench.others} percent
 * of the machine is dropped. {@code -Dbench.visitors} is the number of concurrent sign-ins or registrations.
 */
public final class Bench {

    private static final int INSTANCES = 2;
    private static final int PAGE_VISITORS = 64;
    static final int HASHED_VISITORS = Integer.getInteger("bench.visitors", 16);
    private static final String LIMIT = "limit";

    private final RatioRunner runner;

    private Bench(PortalUnderLoad portal) {
        this.runner = new RatioRunner(portal, List.of(portal));
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        if (arguments.length > 2 && arguments[0].equals("jars")) {
            var kinds =
                    wanted(List.of(arguments).subList(3, arguments.length), JarBench.SIGN_IN, JarBench.REGISTRATION);
            JarBench.compare(Path.of(arguments[1]), Path.of(arguments[2]), kinds);
            return;
        }
        if (List.of(arguments).contains("overload")) {
            OverloadBench.run();
            return;
        }
        if (List.of(arguments).contains("recovery")) {
            AfterRecoveryBench.run();
            return;
        }
        var wanted = wanted(List.of(arguments), "P1", "P3", "P4");
        if (wanted.contains("P1")) {
            try (var portal = PortalUnderLoad.start(List.of())) {
                new Bench(portal).publicPage();
            }
        }
        if (wanted.contains("P3") || wanted.contains("P4")) {
            try (var portal = PortalUnderLoad.start(ChildJvm.SOON_HOT)) {
                new Bench(portal).hashed(wanted);
            }
        }
    }

    private static Set<String> wanted(List<String> named, String... all) {
        return named.isEmpty() ? Set.of(all) : Set.copyOf(named);
    }

    private void hashed(Set<String> wanted) {
        call();
        if (wanted.contains("P3")) {
            signIn();
        }
        if (wanted.contains("P4")) {
            registration();
        }
    }

    /** Compares the sign-in page with a fixed answer of the same Vert.x. */
    private void publicPage() {
        var port = FreePort.find();
        try (var limit = ChildJvm.talking(LimitServer.class, String.valueOf(port), String.valueOf(INSTANCES))) {
            limit.next("READY");
            runner.warmUp(Traffic.BARE, port, PAGE_VISITORS, () -> LongStream.of(limit.pid()));
            runner.warmUp(Traffic.PAGE, PAGE_VISITORS);
            Results.add(runner.run(
                    "P1",
                    0.7,
                    parameters("instances=" + INSTANCES + " visitors=" + PAGE_VISITORS),
                    LIMIT,
                    () -> runner.served(Traffic.BARE, port, PAGE_VISITORS, () -> LongStream.of(limit.pid())),
                    () -> runner.portal(Traffic.PAGE, PAGE_VISITORS)));
        }
    }

    /**
     * Warms up with calls that do not hash. With a hash in each call, it would take a quarter of an hour until the code
     * that all calls share is compiled, and the compiler would use a tenth of the machine meanwhile.
     */
    private void call() {
        runner.warmUp(Traffic.GUESSING, HASHED_VISITORS);
    }

    /** Compares a sign-in with a password to the verification of a hash. */
    private void signIn() {
        runner.warmUp(Traffic.SIGN_IN, HASHED_VISITORS);
        Results.add(runner.run(
                "P3", 0.85, parametersOfHashes(), LIMIT, () -> runner.hashes("verify"), () -> hashed(Traffic.SIGN_IN)));
    }

    /** Compares a durable registration with its mails to the computation of a hash. */
    private void registration() {
        runner.warmUp(Traffic.REGISTRATION, HASHED_VISITORS);
        Results.add(runner.run(
                "P4",
                0.75,
                parametersOfHashes(),
                LIMIT,
                () -> runner.hashes("hash"),
                () -> hashed(Traffic.REGISTRATION)));
    }

    private Measure hashed(Traffic traffic) {
        return runner.portal(traffic, HASHED_VISITORS);
    }

    static String parametersOfHashes() {
        return parameters("hash=argon2id:19456:2:1 threads=" + Cpu.cores() + " visitors=" + HASHED_VISITORS);
    }

    private static String parameters(String more) {
        return "jdk=" + Runtime.version().feature() + " heap=" + ChildJvm.HEAP + " cores=" + Cpu.cores() + " " + more;
    }
}
