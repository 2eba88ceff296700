package eu.parvis.crypto;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.crypto.HashingApi.Hash;
import eu.parvis.crypto.HashingApi.HashAll;
import eu.parvis.crypto.HashingApi.Hashed;
import eu.parvis.crypto.HashingApi.HashedAll;
import eu.parvis.crypto.HashingApi.Verified;
import eu.parvis.crypto.HashingApi.Verify;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * Answers {@link HashingApi} on worker threads, so that no event loop hashes. All instances on a node share these
 * threads and the {@link HashingQueue}: a request that would wait longer than about a second fails at once.
 */
public final class HashingVerticle extends VerticleBase {

    private final Bus bus;
    private final HashingSettings settings;
    private final byte[] pepper;

    private WorkerExecutor workers;
    private PasswordHashes hashes;
    private HashingQueue queue;

    public HashingVerticle(Bus bus, HashingSettings settings, byte[] pepper) {
        this.bus = bus;
        this.settings = settings;
        this.pepper = pepper.clone();
    }

    @Override
    public Future<?> start() {
        workers = vertx.createSharedWorkerExecutor("hashing", settings.threads());
        return workers.executeBlocking(this::load, false).compose(this::measure).compose(this::open);
    }

    private PasswordHashes load() {
        return new PasswordHashes(library(), settings.cost(), pepper, new SecureRandom());
    }

    /** Loaded once for all instances on this node. */
    private Argon2 library() {
        return vertx.sharedData()
                .<String, Argon2>getLocalMap("crypto.hashing.library")
                .computeIfAbsent("argon2", key -> Argon2.fastest(settings.cost()));
    }

    private Future<Duration> measure(PasswordHashes loaded) {
        hashes = loaded;
        return workers.executeBlocking(hashes::timeOfOne, false);
    }

    private Future<?> open(Duration oneHash) {
        queue = HashingQueue.of(vertx);
        queue.open(settings.places(oneHash), oneHash, settings.threads());
        return Future.all(
                bus.serve(HashingApi.HASH, this::hash),
                bus.serve(HashingApi.HASH_ALL, this::hashAll),
                bus.serve(HashingApi.VERIFY, this::verify));
    }

    private Future<Hashed> hash(Hash command) {
        return queue.tryEnter(1) ? work(() -> new Hashed(hashes.hash(command.secret()))) : refused();
    }

    private Future<HashedAll> hashAll(HashAll command) {
        if (!queue.tryEnter(command.secrets().size())) {
            return refused();
        }
        var each = command.secrets().stream()
                .map(secret -> work(() -> hashes.hash(secret)))
                .toList();
        return Future.all(each).map(all -> new HashedAll(all.list()));
    }

    private Future<Verified> verify(Verify command) {
        return queue.tryEnter(1) ? work(() -> hashes.verify(command.secret(), command.phc())) : refused();
    }

    private <T> Future<T> work(Callable<T> hashing) {
        return workers.executeBlocking(() -> queue.releaseAfter(hashing), false);
    }

    private <T> Future<T> refused() {
        return Future.failedFuture(Failure.unavailable(queue.retryAfter()));
    }
}
