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

    private static final int MAX_ENTRIES = 20_000;

    private final Cache<K, Future<V>> answers;
    private final Function<K, Future<V>> source;
    private final Function<V, Duration> cacheTime;

    /**
     * Creates an empty cache.
     *
     * @param cacheTime how long to keep an answer; zero means not at all
     */
    LookUpCache(Clock clock, Function<K, Future<V>> source, Function<V, Duration> cacheTime) {
        this.source = source;
        this.cacheTime = cacheTime;
        this.answers = Caffeine.newBuilder()
                .maximumSize(MAX_ENTRIES)
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
        return answer.onComplete(outcome -> setExpiry(key, answer));
    }

    private void setExpiry(K key, Future<V> answer) {
        var time = answer.succeeded() ? cacheTime.apply(answer.result()) : Duration.ZERO;
        if (time.isZero()) {
            answers.invalidate(key);
        } else {
            answers.policy().expireVariably().orElseThrow().setExpiresAfter(key, time);
        }
    }
}
