package eu.parvis.http;

import io.vertx.ext.web.Router;

/** What a capability answers over HTTP. One instance for each HTTP verticle. */
public interface Routes {

    /** Pages and forms, for browsers. */
    default void pages(Router router) {}

    /** Operations below {@code /api/v1}, for programs: bearer tokens, no cookies, JSON. */
    default void api(Router router) {}
}
