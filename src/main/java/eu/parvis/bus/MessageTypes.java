package eu.parvis.bus;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names by which message types travel between nodes. A node that answers or calls an address has loaded its
 * constant, which registers the types. An unregistered name is never resolved to a class.
 */
final class MessageTypes {

    private static final Map<String, Class<? extends Message>> BY_NAME = new ConcurrentHashMap<>();

    static {
        register(Message.Done.class);
    }

    private MessageTypes() {}

    static void register(Class<? extends Message> type) {
        var other = BY_NAME.putIfAbsent(nameOf(type), type);
        if (other != null && other != type) {
            throw new IllegalArgumentException(type + " has the same @MessageName as " + other);
        }
    }

    static String nameOf(Class<?> type) {
        var name = type.getAnnotation(MessageName.class);
        if (name == null) {
            throw new IllegalArgumentException(type + " has no @MessageName");
        }
        return name.value();
    }

    static Optional<Class<? extends Message>> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
