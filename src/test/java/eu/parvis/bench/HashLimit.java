package eu.parvis.bench;

import eu.parvis.bus.Bus;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.HashingSettings;
import eu.parvis.crypto.HashingVerticle;
import eu.parvis.crypto.Secret;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The upper limit of sign-ins and registrations: the portal's own hashing verticle without other work. {@code HashLimit
 * verify|hash warm-up seconds}; prints the same lines as {@link LoadGenerator}.
 */
final class HashLimit {

    private static final Secret PASSWORD = new Secret(People.PASSWORD);

    private final Bus bus;
    private final AtomicLong hashes = new AtomicLong();

    private HashLimit(Bus bus) {
        this.bus = bus;
    }

    public static void main(String[] arguments) throws IOException {
        var vertx = Vertx.vertx();
        var bus = Bus.on(vertx, new SimpleMeterRegistry());
        var settings = HashingSettings.standard();
        vertx.deployVerticle(new HashingVerticle(bus, settings, new byte[32])).await();
        var limit = new HashLimit(bus);
        var phc = bus.request(HashingApi.HASH, new HashingApi.Hash(PASSWORD))
                .await()
                .phc();
        for (var i = 0; i < 2 * settings.threads(); i++) {
            limit.keepBusy(arguments[0].equals("verify") ? Optional.of(phc) : Optional.empty());
        }
        limit.count(Long.parseLong(arguments[1]));
        System.out.println("BEGIN");
        System.out.println("END " + limit.count(Long.parseLong(arguments[2])));
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
        System.exit(0);
    }

    private void keepBusy(Optional<String> phc) {
        var one = phc.isPresent()
                ? bus.request(HashingApi.VERIFY, new HashingApi.Verify(PASSWORD, phc))
                        .mapEmpty()
                : bus.request(HashingApi.HASH, new HashingApi.Hash(PASSWORD)).mapEmpty();
        one.onSuccess(done -> {
                    hashes.incrementAndGet();
                    keepBusy(phc);
                })
                .onFailure(cause -> System.exit(1));
    }

    private long count(long seconds) {
        var before = hashes.get();
        var end = System.nanoTime() + seconds * 1_000_000_000;
        for (var left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return hashes.get() - before;
    }
}
