package eu.parvis.http;

import io.vertx.ext.web.Router;

/** What a capability answers over HTTP. One instance for each HTTP verticle. */
public interface Routes {

    /** Pages and forms, for browsers. */
    default void pages(Router router) {}

    /** Operations below {@code /api/v1}, for programs: bearer tokens, no cookies, JSON. */
    default void api(Router router) {}

    /** Loads what would block an event loop at its first use. Called on a worker thread, once the port is open. */
    default void warmUp() {}
}
