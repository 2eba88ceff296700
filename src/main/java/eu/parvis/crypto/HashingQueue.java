package eu.parvis.crypto;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The running and waiting hashes of this node, and the requests that are going to need one. It is bounded, because the
 * queue of a worker pool is not: a request that would wait longer than about a second is refused at once.
 *
 * <p>A request is counted from before its first query until its answer. If it were refused only when it comes to its
 * hash, then under overload most of the work would be done for requests that are refused.
 */
public final class HashingQueue implements Shareable {

    /** Requests of visitors, in the order in which they are served under overload. Signed-in people are before them. */
    public enum Priority {
        SIGN_IN,
        REGISTRATION
    }

    private final AtomicInteger hashes = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile int places = Integer.MAX_VALUE;
    private volatile Duration drain = Duration.ofSeconds(1);

    private HashingQueue() {}

    /** The queue of this Vert.x. It admits everybody until {@link #open}. */
    public static HashingQueue of(Vertx vertx) {
        return vertx.sharedData()
                .<String, HashingQueue>getLocalMap("crypto.hashing")
                .computeIfAbsent("queue", key -> new HashingQueue());
    }

    /**
     * Sets its size.
     *
     * @param most number of running and waiting hashes
     * @param threads that hash
     */
    void open(int most, Duration oneHash, int threads) {
        places = most;
        drain = oneHash.multipliedBy(most).dividedBy(threads);
    }

    boolean tryEnter(int count) {
        return tryAdd(hashes, count, places);
    }

    <T> T releaseAfter(Callable<T> hashing) throws Exception {
        try {
            return hashing.call();
        } finally {
            hashes.decrementAndGet();
        }
    }

    /** Whether there is room for one more request. */
    public boolean hasRoom(Priority priority) {
        return Math.max(requests.get(), hashes.get()) < most(priority);
    }

    /** Counts one more request; false, without counting it, if there is no room. */
    public boolean tryAdmit(Priority priority) {
        return hashes.get() < most(priority) && tryAdd(requests, 1, most(priority));
    }

    /** An admitted request has its answer. */
    public void dismiss() {
        requests.decrementAndGet();
    }

    /** How long the hashes of a full queue take, in whole seconds, rounded up. */
    public Duration retryAfter() {
        return Duration.ofSeconds(Math.max(1, drain.plusMillis(999).toSeconds()));
    }

    /** Sign-ins leave an eighth of the places to signed-in people, registrations leave half of them to sign-ins. */
    private int most(Priority priority) {
        return switch (priority) {
            case SIGN_IN -> places - Math.max(1, places / 8);
            case REGISTRATION -> places / 2;
        };
    }

    private static boolean tryAdd(AtomicInteger count, int more, int most) {
        var before = count.get();
        while (before + more <= most) {
            if (count.compareAndSet(before, before + more)) {
                return true;
            }
            before = count.get();
        }
        return false;
    }
}
