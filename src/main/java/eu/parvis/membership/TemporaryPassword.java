package eu.parvis.membership;

import eu.parvis.bus.Bus;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.TemporaryPasswords;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A temporary password for a mail (CG-35), with its hash. Hashing is slow, so it is done before the transaction.
 *
 * @param phc PHC string
 */
public record TemporaryPassword(Secret text, String phc) {

    /** Draws one password. It stays unused if the person already has an account. */
    public static Future<TemporaryPassword> draw(TemporaryPasswords source, Bus bus) {
        return draw(1, source, bus).map(drawn -> drawn.get(0));
    }

    /** Draws one password for each person to invite. Those for persons with an account stay unused. */
    public static Future<List<TemporaryPassword>> draw(int count, TemporaryPasswords source, Bus bus) {
        var texts = Stream.generate(source::next).limit(count).toList();
        Future<List<TemporaryPassword>> drawn = Future.succeededFuture(List.of());
        for (var start = 0; start < count; start += HashingApi.HashAll.MOST) {
            var chunk = texts.subList(start, Math.min(count, start + HashingApi.HashAll.MOST));
            drawn = drawn.compose(former -> hash(chunk, bus).map(more -> concat(former, more)));
        }
        return drawn;
    }

    private static Future<List<TemporaryPassword>> hash(List<Secret> texts, Bus bus) {
        return bus.request(HashingApi.HASH_ALL, new HashingApi.HashAll(texts))
                .map(hashed -> IntStream.range(0, texts.size())
                        .mapToObj(i -> new TemporaryPassword(
                                texts.get(i), hashed.phcs().get(i)))
                        .toList());
    }

    private static <T> List<T> concat(List<T> first, List<T> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    @Override
    public String toString() {
        return "TemporaryPassword[***]";
    }
}
