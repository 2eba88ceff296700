package eu.parvis.http;

import io.vertx.ext.web.Router;

/** The HTTP routes of a capability; one instance for each HTTP verticle. */
public interface Routes {

    /** Pages and forms, for browsers. */
    default void pages(Router router) {}

    /** API operations below {@code /api/v1}: bearer tokens, no cookies, JSON. */
    default void api(Router router) {}

    /** Loads resources whose first use would block the event loop. Called on a worker thread once the port is open. */
    default void warmUp() {}
}
