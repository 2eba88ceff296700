package eu.parvis.crypto;

import java.time.Duration;

/**
 * The cost of a hash, and how many callers may wait.
 *
 * @param memoryKb Argon2's m, in KiB
 * @param iterations Argon2's t
 * @param parallelism Argon2's p
 * @param threads number of hashing threads, shared by all instances on this node; 0 means one for each core
 * @param queue number of hashes that may wait on this node; 0 means as many as are done in about a second. A start
 *     refuses a queue shorter than {@link HashingApi.HashAll#MOST}, because a full {@code HASH_ALL} might never be
 *     accepted
 */
public record HashingSettings(int memoryKb, int iterations, int parallelism, int threads, int queue) {

    /** Minimum of the OWASP password storage cheat sheet for Argon2id. */
    public static final int LEAST_MEMORY_KB = 19_456;

    public static final int LEAST_ITERATIONS = 2;

    /**
     * Maximum that {@link PasswordHash} parses. A hash with a larger parameter could be stored but not be read again.
     */
    public static final int MOST_MEMORY_KB = 999_999;

    public static final int MOST_ITERATIONS = 99;
    public static final int MOST_PARALLELISM = 99;

    private static final int SHORTEST_QUEUE = HashingApi.HashAll.MOST;

    public HashingSettings {
        threads = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    /** The minimum cost. */
    public static HashingSettings standard() {
        return new HashingSettings(LEAST_MEMORY_KB, LEAST_ITERATIONS, 1, 0, 0);
    }

    Cost cost() {
        return new Cost(memoryKb, iterations, parallelism);
    }

    /** Number of running and waiting hashes. */
    int places(Duration oneHash) {
        return threads + (queue == 0 ? servedInASecond(oneHash) : queue);
    }

    private int servedInASecond(Duration oneHash) {
        return (int) Math.max(SHORTEST_QUEUE, threads * 1_000L / Math.max(1, oneHash.toMillis()));
    }
}
