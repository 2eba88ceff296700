package eu.parvis.crypto;

/** Argon2's parameters m (in KiB), t and p. */
record Cost(int memoryKb, int iterations, int parallelism) {

    boolean below(Cost other) {
        return memoryKb < other.memoryKb || iterations < other.iterations || parallelism < other.parallelism;
    }
}
