package eu.parvis.company;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Caches answers for a time that depends on the answer. Concurrent requests for one key share one call.
 *
 * @param <K> the question
 * @param <V> the answer
 */
final class LookUpCache<K, V> {

    private static final int MOST = 20_000;

    private final Cache<K, Future<V>> answers;
    private final Function<K, Future<V>> source;
    private final Function<V, Duration> goodFor;

    /**
     * Creates an empty cache.
     *
     * @param goodFor how long to keep an answer; zero means not at all
     */
    LookUpCache(Clock clock, Function<K, Future<V>> source, Function<V, Duration> goodFor) {
        this.source = source;
        this.goodFor = goodFor;
        this.answers = Caffeine.newBuilder()
                .maximumSize(MOST)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                // Limit for a call in progress; its answer sets the real expiry.
                .expireAfter(Expiry.<K, Future<V>>creating((key, answer) -> Duration.ofMinutes(1)))
                .build();
    }

    Future<V> ask(K key) {
        var known = answers.getIfPresent(key);
        if (known != null) {
            return known;
        }
        var answer = source.apply(key);
        answers.put(key, answer);
        return answer.onComplete(outcome -> keep(key, answer));
    }

    private void keep(K key, Future<V> answer) {
        var time = answer.succeeded() ? goodFor.apply(answer.result()) : Duration.ZERO;
        if (time.isZero()) {
            answers.invalidate(key);
        } else {
            answers.policy().expireVariably().orElseThrow().setExpiresAfter(key, time);
        }
    }
}
