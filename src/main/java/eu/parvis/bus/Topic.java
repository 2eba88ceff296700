package eu.parvis.bus;

/** An event, such as {@code registration.registered}. Only a notification: the row in the database is authoritative. */
public record Topic<E extends Message>(String name, Class<E> event) {

    public Topic {
        MessageTypes.register(event);
    }

    public static <E extends Message> Topic<E> of(String name, Class<E> event) {
        return new Topic<>(name, event);
    }
}
