package eu.parvis.desk;

import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import eu.parvis.work.Duty;
import eu.parvis.work.Job;
import eu.parvis.work.Worker;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;

/** Serves {@link DeskApi} and mails customers whose documents are missing. */
public final class DeskVerticle extends VerticleBase {

    private static final Duration REMINDERS = Duration.ofHours(1);

    private final Foundation foundation;
    private final Bus bus;
    private final DeskReading reading;
    private final FiguresReading figures;
    private final Desk desk;
    private final DeskValidations validations;
    private final Reminders reminders;
    private Worker<Job> worker;

    public DeskVerticle(Foundation foundation) {
        var services = DeskServices.of(foundation);
        this.foundation = foundation;
        this.bus = foundation.bus();
        this.reading = new DeskReading(services);
        this.figures = new FiguresReading(services);
        var acts = new DeskActs(services, reading);
        this.validations = new DeskValidations(services, acts);
        this.desk = new Desk(services, reading, acts, validations);
        this.reminders = new Reminders(services, foundation.configuration().get(DeskSettings.class));
    }

    @Override
    public Future<?> start() {
        worker = Duty.start(vertx, foundation, "desk.reminders", REMINDERS, reminders::send);
        return Future.join(List.of(
                bus.serve(DeskApi.QUEUE, reading::queue),
                bus.serve(DeskApi.FILE, reading::file),
                bus.serve(DeskApi.FIGURES, figures::figures),
                bus.serve(DeskApi.OPEN_DOCUMENT, desk::openDocument),
                bus.serve(DeskApi.CLAIM, desk::claim),
                bus.serve(DeskApi.RELEASE, desk::release),
                bus.serve(DeskApi.DECIDE_DOCUMENT, desk::decideDocument),
                bus.serve(DeskApi.RECORD_FACE_TO_FACE, desk::recordFaceToFace),
                bus.serve(DeskApi.RECORD_VALIDATION, validations::record),
                bus.serve(DeskApi.WITHDRAW_VALIDATION, validations::withdraw),
                bus.serve(DeskApi.DECIDE, desk::decide)));
    }

    @Override
    public Future<?> stop() {
        worker.halt();
        return Future.succeededFuture();
    }
}
