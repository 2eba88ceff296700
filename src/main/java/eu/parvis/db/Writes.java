package eu.parvis.db;

import io.vertx.core.Future;

/** Where things are written of which nothing comes back but that they were. */
public interface Writes {

    /** An INSERT, UPDATE or DELETE. */
    Future<Void> write(String statement, Object... parameters);

    /**
     * A SELECT of one value that the database refuses to make where something is not as it must be: by a domain.
     * Fails with the {@link ConstraintViolation} of its constraint then.
     */
    Future<Void> require(String statement, Object... parameters);
}
