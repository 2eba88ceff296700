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

/** The typed event bus. One per Vert.x instance. */
public final class Bus {

    /** Time-out of every request; with it every answer of the portal takes less than six seconds. */
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

    /** Sends a request. All failures are {@link Failure}s. */
    public <Q extends Message, R extends Message> Future<R> request(Address<Q, R> address, Q request) {
        var options = new DeliveryOptions().setSendTimeout(DEADLINE.toMillis()).setLocalOnly(address.local());
        return eventBus.<Object>request(address.name(), request, options)
                .compose(
                        reply -> reply.body() instanceof Failure failure
                                ? Future.failedFuture(failure)
                                : Future.succeededFuture(address.reply().cast(reply.body())),
                        cause -> Future.failedFuture(asFailure(address, cause)));
    }

    /**
     * Registers a consumer until the calling verticle is undeployed. If the rule throws, fails or does not end in time,
     * the caller gets a failure reply; otherwise it would wait for its time-out.
     */
    public <Q extends Message, R extends Message> Future<Void> serve(
            Address<Q, R> address, Function<Q, Future<R>> rule) {
        var timer = Timer.builder("parvis.bus.served")
                .description("Time until a request on the bus was answered, by address")
                .tag("address", address.name())
                .register(meters);
        var consumer = address.local()
                ? eventBus.<Object>localConsumer(address.name())
                : eventBus.<Object>consumer(address.name());
        consumer.handler(message -> {
            var sample = Timer.start(meters);
            guarded(address, rule, message.body()).onComplete(outcome -> {
                sample.stop(timer);
                message.reply(outcome.succeeded() ? outcome.result() : asFailure(address, outcome.cause()));
            });
        });
        return consumer.completion();
    }

    /** Publishes an event to all consumers on all nodes; there may be none. */
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
     * Sets the timer on the verticle's own event loop. {@link Future#timeout} of a future without context, such as
     * {@link Future#all}, uses a separate thread, which would be woken for each request.
     */
    private <R> Future<R> inTime(Future<R> answer) {
        var inTime = Promise.<R>promise();
        var late = vertx.setTimer(
                DEADLINE.toMillis(), timer -> inTime.tryFail(new TimeoutException("No answer within " + DEADLINE)));
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

    private static Failure asFailure(Address<?, ?> address, Throwable cause) {
        if (cause instanceof Failure failure) {
            return address.question() ? failure.withoutEffect() : failure;
        }
        if (cause instanceof TimeoutException || isAbsence(cause)) {
            LOG.warn("{} did not answer: {}", address.name(), cause.getMessage());
            return address.question() || isUnserved(cause)
                    ? Failure.unavailable(TRY_AGAIN)
                    : Failure.outcomeUnknown(TRY_AGAIN);
        }
        return Failure.unexpected(address.name(), cause);
    }

    private static boolean isAbsence(Throwable cause) {
        return cause instanceof ReplyException reply && reply.failureType() != ReplyFailure.RECIPIENT_FAILURE;
    }

    /** Nobody received the request. */
    private static boolean isUnserved(Throwable cause) {
        return cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
    }
}
