package eu.parvis.journal;

import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Serves {@link JournalApi}. */
public final class JournalVerticle extends VerticleBase {

    private final Bus bus;
    private final PersonalJournal journal;

    public JournalVerticle(Foundation foundation) {
        this.bus = foundation.bus();
        this.journal = new PersonalJournal(foundation);
    }

    @Override
    public Future<?> start() {
        return bus.serve(JournalApi.READ, journal::read);
    }
}
