package eu.parvis.validation;

import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Serves {@link ValidationApi}. */
public final class ValidationVerticle extends VerticleBase {

    private final Bus bus;
    private final ValidationCalendar calendar;

    public ValidationVerticle(Foundation foundation) {
        this.bus = foundation.bus();
        this.calendar = new ValidationCalendar(foundation);
    }

    @Override
    public Future<?> start() {
        return Future.join(
                bus.serve(ValidationApi.CALENDAR, calendar::calendar),
                bus.serve(ValidationApi.SHOW, calendar::show),
                bus.serve(ValidationApi.DUE, calendar::due));
    }
}
