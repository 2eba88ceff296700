package eu.parvis.desk;

import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;

/** Serves {@link DeskApi}. */
public final class DeskVerticle extends VerticleBase {

    private final Bus bus;
    private final DeskReading reading;
    private final Desk desk;

    public DeskVerticle(Foundation foundation) {
        var services = DeskServices.of(foundation);
        this.bus = foundation.bus();
        this.reading = new DeskReading(services);
        this.desk = new Desk(services, reading);
    }

    @Override
    public Future<?> start() {
        return Future.join(List.of(
                bus.serve(DeskApi.QUEUE, reading::queue),
                bus.serve(DeskApi.FILE, reading::file),
                bus.serve(DeskApi.FIGURES, reading::figures),
                bus.serve(DeskApi.CLAIM, desk::claim),
                bus.serve(DeskApi.RELEASE, desk::release),
                bus.serve(DeskApi.DECIDE_DOCUMENT, desk::decideDocument),
                bus.serve(DeskApi.RECORD_FACE_TO_FACE, desk::recordFaceToFace),
                bus.serve(DeskApi.DECIDE, desk::decide)));
    }
}
