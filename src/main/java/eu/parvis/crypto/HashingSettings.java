package eu.parvis.crypto;

import java.time.Duration;

/**
 * How dear a hash is and how many may wait for one.
 *
 * @param memoryKb Argon2's m, in KiB
 * @param iterations Argon2's t
 * @param parallelism Argon2's p
 * @param threads that hash, shared by all instances on this node; 0 is one for each core
 * @param queue callers that may wait, over all instances on this node; 0 is as many as are served in about a second.
 *     With fewer than {@link HashingApi.HashAll#MOST} places in all, a full {@code HASH_ALL} is never admitted, so a
 *     start refuses a shorter queue
 */
public record HashingSettings(int memoryKb, int iterations, int parallelism, int threads, int queue) {

    /** The least that the OWASP password storage cheat sheet asks of Argon2id. */
    public static final int LEAST_MEMORY_KB = 19_456;

    public static final int LEAST_ITERATIONS = 2;

    /** What {@link PasswordHash} reads: a dearer hash would be stored and never understood again. */
    public static final int MOST_MEMORY_KB = 999_999;

    public static final int MOST_ITERATIONS = 99;
    public static final int MOST_PARALLELISM = 99;

    private static final int SHORTEST_QUEUE = HashingApi.HashAll.MOST;

    public HashingSettings {
        threads = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    /** As dear as a hash has to be at least. */
    public static HashingSettings standard() {
        return new HashingSettings(LEAST_MEMORY_KB, LEAST_ITERATIONS, 1, 0, 0);
    }

    Cost cost() {
        return new Cost(memoryKb, iterations, parallelism);
    }

    /** Those at work and those waiting. */
    int places(Duration oneHash) {
        return threads + (queue == 0 ? servedInASecond(oneHash) : queue);
    }

    private int servedInASecond(Duration oneHash) {
        return (int) Math.max(SHORTEST_QUEUE, threads * 1_000L / Math.max(1, oneHash.toMillis()));
    }
}
