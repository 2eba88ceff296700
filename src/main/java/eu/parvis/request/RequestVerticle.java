package eu.parvis.request;

import eu.parvis.bus.Bus;
import eu.parvis.capability.FirstStep;
import eu.parvis.capability.Foundation;
import eu.parvis.work.Duty;
import eu.parvis.work.Job;
import eu.parvis.work.Worker;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;

/** Serves {@link RequestApi}. */
public final class RequestVerticle extends VerticleBase {

    private static final Duration CLEANUP = Duration.ofHours(1);
    private static final Duration REMINDERS = Duration.ofMinutes(10);

    private final Foundation foundation;
    private final Bus bus;
    private final RequestServices services;
    private final RequestSettings settings;
    private final RequestReading reading;
    private final Approvals approvals;
    private final Requests requests;
    private final HolderConfirmations confirmations;
    private final SupportingDocuments documents;
    private Worker<Job> cleanup;
    private Worker<Job> reminders;
    private FirstStep first;

    public RequestVerticle(Foundation foundation) {
        this.foundation = foundation;
        this.bus = foundation.bus();
        this.services = RequestServices.of(foundation);
        this.settings = foundation.configuration().get(RequestSettings.class);
        this.reading = new RequestReading(services, new UsualDelays(services.repository(), foundation.clock()));
        this.approvals = new Approvals(services, reading);
        this.requests = new Requests(services, reading, approvals);
        this.confirmations = new HolderConfirmations(services, reading, approvals);
        this.documents = new SupportingDocuments(services);
    }

    @Override
    public Future<?> start() {
        cleanup = Duty.start(vertx, foundation, "request.cleanup", CLEANUP, this::deleteOldDrafts);
        reminders = Duty.start(vertx, foundation, "request.approvals", REMINDERS, approvals::remind);
        first = new FirstStep(
                vertx, foundation, "Requests:", () -> beginNumbers().compose(begun -> serve()));
        return first.start();
    }

    private Future<Void> beginNumbers() {
        return services.repository().beginNumbersAt(services.database(), settings.firstNumber());
    }

    private Future<?> serve() {
        return Future.all(List.of(
                bus.serve(RequestApi.CREATE, requests::create),
                bus.serve(RequestApi.SHOW, reading::show),
                bus.serve(RequestApi.ORGANISATION, reading::organisation),
                bus.serve(RequestApi.LIST, reading::list),
                bus.serve(RequestApi.CHANGE, requests::change),
                bus.serve(RequestApi.SUBMIT, requests::submit),
                bus.serve(RequestApi.CONFIRM, confirmations::confirm),
                bus.serve(RequestApi.DECLINE, confirmations::decline),
                bus.serve(RequestApi.CANCEL, requests::cancel),
                bus.serve(RequestApi.APPROVE, approvals::answer),
                bus.serve(SupportingDocumentApi.MAY_HAND_IN, documents::mayHandIn),
                bus.serve(SupportingDocumentApi.HAND_IN, documents::handIn),
                bus.serve(SupportingDocumentApi.FIND, documents::find)));
    }

    private Future<?> deleteOldDrafts() {
        return new OldDrafts(services, documents).delete(services.now().minus(settings.draft()));
    }

    @Override
    public Future<?> stop() {
        cleanup.halt();
        reminders.halt();
        first.halt();
        return Future.succeededFuture();
    }
}
