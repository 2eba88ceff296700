package eu.parvis.http;

import eu.parvis.bus.Bus;
import eu.parvis.config.Configuration;
import io.vertx.core.Vertx;
import java.time.Clock;

/** The objects that all routes of one HTTP verticle share. */
public record Site(
        Vertx vertx,
        Bus bus,
        Configuration configuration,
        Clock clock,
        Pages pages,
        PublicPages publicPages,
        Limits limits,
        Cookies cookies,
        Notices notices,
        Idempotency idempotency) {}
