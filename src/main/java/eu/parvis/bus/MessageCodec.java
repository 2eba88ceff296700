package eu.parvis.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Passes messages as objects on one node and as JSON between nodes. */
final class MessageCodec implements io.vertx.core.eventbus.MessageCodec<Message, Object> {

    static final String NAME = "parvis.message";

    @Override
    public void encodeToWire(Buffer wire, Message message) {
        try {
            var type = MessageTypes.nameOf(message.getClass()).getBytes(StandardCharsets.UTF_8);
            var body = Json.mapper().writeValueAsBytes(message);
            wire.appendInt(type.length).appendBytes(type).appendInt(body.length).appendBytes(body);
        } catch (IOException e) {
            throw new IllegalStateException("Not writable as JSON: " + message.getClass(), e);
        }
    }

    /**
     * Never throws: if decoding a reply threw, its caller would wait for ever, because the time-out is already
     * cancelled. An unreadable message becomes a failure.
     */
    @Override
    public Object decodeFromWire(int position, Buffer wire) {
        try {
            var typeLength = wire.getInt(position);
            var typeName = wire.getString(position + 4, position + 4 + typeLength);
            var start = position + 8 + typeLength;
            var length = wire.getInt(position + 4 + typeLength);
            var type = MessageTypes.named(typeName)
                    .orElseThrow(() -> new IOException("Unknown message name: " + typeName));
            return Json.mapper().readValue(wire.getBytes(start, start + length), type);
        } catch (IOException | RuntimeException e) {
            return Failure.unexpected("a message from another node", e);
        }
    }

    @Override
    public Object transform(Message message) {
        return message;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }

    /** Transfers failures between nodes with class and fields. */
    static final class OfFailure implements io.vertx.core.eventbus.MessageCodec<Failure, ReplyException> {

        private record Wire(
                Failure.Kind kind,
                String messageId,
                List<String> arguments,
                List<FieldError> fields,
                Optional<Duration> retryAfter) {}

        @Override
        public void encodeToWire(Buffer wire, Failure failure) {
            try {
                var body = Json.mapper()
                        .writeValueAsBytes(new Wire(
                                failure.kind(),
                                failure.messageId(),
                                failure.arguments(),
                                failure.fields(),
                                failure.retryAfter()));
                wire.appendInt(body.length).appendBytes(body);
            } catch (IOException e) {
                throw new IllegalStateException("Not writable as JSON: " + failure, e);
            }
        }

        @Override
        public ReplyException decodeFromWire(int position, Buffer wire) {
            try {
                var length = wire.getInt(position);
                var read = Json.mapper().readValue(wire.getBytes(position + 4, position + 4 + length), Wire.class);
                return new Failure(read.kind(), read.messageId(), read.arguments(), read.fields(), read.retryAfter());
            } catch (IOException | RuntimeException e) {
                return Failure.unexpected("a failure from another node", e);
            }
        }

        @Override
        public ReplyException transform(Failure failure) {
            return failure;
        }

        @Override
        public String name() {
            return "parvis.failure";
        }

        @Override
        public byte systemCodecID() {
            return -1;
        }
    }
}
