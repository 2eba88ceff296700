package eu.parvis.bench;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Generates load on a fixed schedule, whether the server keeps up or not, as many visitors do: {@code OpenLoop traffic
 * port per-second warm-up seconds}. A latency counts from the intended start of the request, so that a server that
 * stalls cannot hide it. Prints the same lines as {@link LoadGenerator} with the number of requests that were served,
 * and a line with everything else.
 */
final class OpenLoop implements AutoCloseable {

    private static final int LONGEST_ANSWER = 32 * 1024;
    private static final long PATIENCE = 10_000_000_000L;

    private final Traffic traffic;
    private final int port;
    private final Selector selector = Selector.open();
    private final Deque<Visitor> idle = new ArrayDeque<>();
    private long visitor = System.currentTimeMillis() * 1000;
    private int waiting;
    private Latencies served = new Latencies();
    private Latencies refused = new Latencies();
    private Latencies late = new Latencies();
    private long other;

    OpenLoop(Traffic traffic, int port) throws IOException {
        this.traffic = traffic;
        this.port = port;
    }

    public static void main(String[] arguments) throws IOException {
        var perSecond = Double.parseDouble(arguments[2]);
        try (var loop = new OpenLoop(Traffic.valueOf(arguments[0]), Integer.parseInt(arguments[1]))) {
            loop.run(perSecond, Long.parseLong(arguments[3]));
            System.out.println("BEGIN");
            loop.run(perSecond, Long.parseLong(arguments[4]));
            System.out.println("END " + loop.served.count());
            loop.drain();
            System.out.println("OPEN " + loop.figures());
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
    }

    /** Returns with the last request, while answers are still missing: the server is as busy as at the beginning. */
    private void run(double perSecond, long seconds) throws IOException {
        served = new Latencies();
        refused = new Latencies();
        late = new Latencies();
        other = 0;
        var interval = (long) (1e9 / perSecond);
        var requests = (long) (perSecond * seconds);
        var start = System.nanoTime();
        for (var sent = 0L; sent < requests; ) {
            var due = start + sent * interval;
            var left = due - System.nanoTime();
            if (left > 0) {
                read(left);
            } else {
                late.add(-left);
                idleVisitor().ask(due);
                sent++;
            }
        }
    }

    private void drain() throws IOException {
        var end = System.nanoTime() + PATIENCE;
        while (waiting > 0 && System.nanoTime() < end) {
            read(end - System.nanoTime());
        }
        other += waiting;
    }

    private Visitor idleVisitor() throws IOException {
        var free = idle.poll();
        return free == null ? new Visitor() : free;
    }

    /** Sleeps at least a millisecond: spinning would use more CPU than the requests do. */
    private void read(long nanos) throws IOException {
        selector.select(Math.max(1, nanos / 1_000_000));
        for (var keys = selector.selectedKeys().iterator(); keys.hasNext(); keys.remove()) {
            ((Visitor) keys.next().attachment()).read();
        }
    }

    private String figures() {
        return String.format(
                Locale.ROOT,
                "served=%s refused=%s other=%d late=%s",
                served.summary(),
                refused.summary(),
                other,
                late.summary());
    }

    @Override
    public void close() throws IOException {
        for (var key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    private final class Visitor {

        private final Connection connection = new Connection(selector, port, LONGEST_ANSWER, this);
        private long intended;

        Visitor() throws IOException {}

        void ask(long due) throws IOException {
            intended = due;
            waiting++;
            connection.send(traffic.request(visitor++));
        }

        void read() throws IOException {
            if (!connection.read()) {
                return;
            }
            waiting--;
            idle.push(this);
            var latency = System.nanoTime() - intended;
            if (connection.hasStatus(traffic.status())) {
                served.add(latency);
            } else if (connection.hasStatus("503")) {
                refused.add(latency);
            } else {
                other++;
            }
        }
    }
}
