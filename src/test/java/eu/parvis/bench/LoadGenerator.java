package eu.parvis.bench;

import java.io.IOException;

/**
 * A process that generates load for a server: {@code LoadGenerator traffic port connections warm-up seconds}. Prints
 * BEGIN and END around the measured time, then waits to be terminated, so that its CPU time can still be read.
 */
final class LoadGenerator {

    private LoadGenerator() {}

    public static void main(String[] arguments) throws IOException {
        var traffic = Traffic.valueOf(arguments[0]);
        try (var loop = new ClosedLoop(traffic, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]))) {
            loop.run(Long.parseLong(arguments[3]));
            System.out.println("BEGIN");
            System.out.println("END " + loop.run(Long.parseLong(arguments[4])));
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
    }
}
