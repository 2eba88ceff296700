package eu.parvis.bus;

/** Something that has happened, told to whoever listens, such as {@code registration.registered}. A nudge: the row in the database is the truth. */
public record Topic<E extends Message>(String name, Class<E> event) {

    public Topic {
        MessageTypes.register(event);
    }

    public static <E extends Message> Topic<E> of(String name, Class<E> event) {
        return new Topic<>(name, event);
    }
}
