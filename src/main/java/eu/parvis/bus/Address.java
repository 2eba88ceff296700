package eu.parvis.bus;

/**
 * An address with exactly one consumer for each message, such as {@code registration.register}.
 *
 * @param name the event bus address, {@code capability.verb}
 * @param local delivered on the sender's node only; for messages with secrets
 * @param question changes nothing: if the reply does not come, nothing was done
 */
public record Address<Q extends Message, R extends Message>(
        String name, Class<Q> request, Class<R> reply, boolean local, boolean question) {

    public Address {
        MessageTypes.register(request);
        MessageTypes.register(reply);
    }

    public static <Q extends Message, R extends Message> Address<Q, R> of(
            String name, Class<Q> request, Class<R> reply) {
        return new Address<>(name, request, reply, false, false);
    }

    public static <Q extends Message, R extends Message> Address<Q, R> local(
            String name, Class<Q> request, Class<R> reply) {
        return new Address<>(name, request, reply, true, false);
    }

    /** The same address, for requests that change nothing. */
    public Address<Q, R> asQuestion() {
        return new Address<>(name, request, reply, local, true);
    }
}
