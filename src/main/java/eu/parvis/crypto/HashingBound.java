package eu.parvis.crypto;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/** Limits the running and waiting hashes of this node, because the queue of a worker pool is unbounded. */
final class HashingBound implements Shareable {

    private final Semaphore places;

    private HashingBound(int places) {
        this.places = new Semaphore(places);
    }

    /** Returns the bound of this Vert.x. The first caller determines its size. */
    static HashingBound of(Vertx vertx, int places) {
        return vertx.sharedData()
                .<String, HashingBound>getLocalMap("crypto.hashing")
                .computeIfAbsent("bound", key -> new HashingBound(places));
    }

    boolean tryEnter(int hashes) {
        return places.tryAcquire(hashes);
    }

    <T> T releaseAfter(Callable<T> hashing) throws Exception {
        try {
            return hashing.call();
        } finally {
            places.release();
        }
    }
}
