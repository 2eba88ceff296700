package eu.parvis.bus;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event bus with types. One per Vert.x instance. */
public final class Bus {

    /** A caller never waits longer; every answer of the portal stays under six seconds. */
    public static final Duration DEADLINE = Duration.ofSeconds(5);

    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Bus.class);

    private final Vertx vertx;
    private final EventBus eventBus;
    private final MeterRegistry meters;

    private Bus(Vertx vertx, EventBus eventBus, MeterRegistry meters) {
        this.vertx = vertx;
        this.eventBus = eventBus;
        this.meters = meters;
    }

    /** Call once for each Vert.x, before the first verticle. */
    public static Bus on(Vertx vertx, MeterRegistry meters) {
        var eventBus = vertx.eventBus();
        eventBus.registerCodec(new MessageCodec());
        eventBus.registerDefaultCodec(Failure.class, new MessageCodec.OfFailure());
        eventBus.codecSelector(body -> body instanceof Message ? MessageCodec.NAME : null);
        return new Bus(vertx, eventBus, meters);
    }

    /** Fails with a {@link Failure} and nothing else. */
    public <Q extends Message, R extends Message> Future<R> request(Address<Q, R> address, Q request) {
        var options = new DeliveryOptions().setSendTimeout(DEADLINE.toMillis()).setLocalOnly(address.local());
        return eventBus.<Object>request(address.name(), request, options)
                .compose(
                        reply -> reply.body() instanceof Failure failure
                                ? Future.failedFuture(failure)
                                : Future.succeededFuture(address.reply().cast(reply.body())),
                        cause -> Future.failedFuture(asFailure(address.name(), cause)));
    }

    /**
     * Answers an address from the calling verticle until it is undeployed. A rule that throws, fails or never ends
     * becomes a failure reply: an unanswered caller would only learn of it by time-out.
     */
    public <Q extends Message, R extends Message> Future<Void> serve(
            Address<Q, R> address, Function<Q, Future<R>> rule) {
        var timer = Timer.builder("parvis.bus.served")
                .description("Time until a question over the bus was answered, by its address")
                .tag("address", address.name())
                .register(meters);
        var consumer = address.local()
                ? eventBus.<Object>localConsumer(address.name())
                : eventBus.<Object>consumer(address.name());
        consumer.handler(message -> {
            var sample = Timer.start(meters);
            guarded(address, rule, message.body()).onComplete(outcome -> {
                sample.stop(timer);
                message.reply(outcome.succeeded() ? outcome.result() : asFailure(address.name(), outcome.cause()));
            });
        });
        return consumer.completion();
    }

    /** Tells everybody who listens, on every node; nobody need. */
    public <E extends Message> void publish(Topic<E> topic, E event) {
        eventBus.publish(topic.name(), event);
    }

    public <E extends Message> Future<Void> listen(Topic<E> topic, Consumer<E> listener) {
        var consumer = eventBus.<Object>consumer(topic.name());
        consumer.handler(message -> {
            if (topic.event().isInstance(message.body())) {
                listener.accept(topic.event().cast(message.body()));
            }
        });
        return consumer.completion();
    }

    private <Q extends Message, R extends Message> Future<R> guarded(
            Address<Q, R> address, Function<Q, Future<R>> rule, Object body) {
        try {
            return inTime(rule.apply(address.request().cast(body)));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /**
     * The time is kept on the verticle's own loop. {@link Future#timeout} keeps that of a future without a context, such
     * as {@link Future#all}, on a thread of its own, which is woken for it at each question.
     */
    private <R> Future<R> inTime(Future<R> answer) {
        var inTime = Promise.<R>promise();
        var late = vertx.setTimer(
                DEADLINE.toMillis(), timer -> inTime.tryFail(new TimeoutException("Nothing within " + DEADLINE)));
        answer.onComplete(outcome -> {
            vertx.cancelTimer(late);
            if (outcome.succeeded()) {
                inTime.tryComplete(outcome.result());
            } else {
                inTime.tryFail(outcome.cause());
            }
        });
        return inTime.future();
    }

    private static Failure asFailure(String address, Throwable cause) {
        if (cause instanceof Failure failure) {
            return failure;
        }
        if (cause instanceof TimeoutException || isAbsence(cause)) {
            LOG.warn("{} did not answer: {}", address, cause.getMessage());
            return Failure.unavailable(TRY_AGAIN);
        }
        return Failure.unexpected(address, cause);
    }

    private static boolean isAbsence(Throwable cause) {
        return cause instanceof ReplyException reply && reply.failureType() != ReplyFailure.RECIPIENT_FAILURE;
    }
}
