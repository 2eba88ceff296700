package eu.parvis.crypto;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/** How many hashes may be under way or waiting on this node; a worker pool's own queue has no end. */
final class HashingBound implements Shareable {

    private final Semaphore places;

    private HashingBound(int places) {
        this.places = new Semaphore(places);
    }

    /** The one of this Vert.x; whoever asks first decides its size. */
    static HashingBound of(Vertx vertx, int places) {
        return vertx.sharedData()
                .<String, HashingBound>getLocalMap("crypto.hashing")
                .computeIfAbsent("bound", key -> new HashingBound(places));
    }

    boolean tryEnter(int hashes) {
        return places.tryAcquire(hashes);
    }

    <T> T leavingAfter(Callable<T> hashing) throws Exception {
        try {
            return hashing.call();
        } finally {
            places.release();
        }
    }
}
