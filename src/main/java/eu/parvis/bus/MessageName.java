package eu.parvis.bus;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name by which a {@link Message} travels between nodes, {@code capability.message}. It does not change when the
 * class is renamed or moved, so that nodes of two versions understand each other.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface MessageName {

    String value();
}
