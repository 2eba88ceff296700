package eu.parvis.me;

import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import eu.parvis.work.Duty;
import eu.parvis.work.Job;
import eu.parvis.work.Worker;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;

/** Serves {@link MeApi}. */
public final class MeVerticle extends VerticleBase {

    private static final Duration CLEANUP = Duration.ofHours(1);

    private final Foundation foundation;
    private final Bus bus;
    private final Profiles profiles;
    private final PasswordChange passwords;
    private final EmailChanges emails;
    private Worker<Job> cleanup;

    public MeVerticle(Foundation foundation) {
        var services = MeServices.of(foundation);
        this.foundation = foundation;
        this.bus = foundation.bus();
        this.emails = new EmailChanges(services, foundation);
        this.profiles = new Profiles(services);
        this.passwords = new PasswordChange(services);
    }

    @Override
    public Future<?> start() {
        cleanup = Duty.start(vertx, foundation, "me.cleanup", CLEANUP, emails::deleteOld);
        return Future.all(List.of(
                bus.serve(MeApi.OVERVIEW, profiles::overview),
                bus.serve(MeApi.CHANGE_PROFILE, profiles::change),
                bus.serve(MeApi.CHANGE_PASSWORD, passwords::change),
                bus.serve(MeApi.ASK_EMAIL, emails::ask),
                bus.serve(MeApi.SEND_EMAIL_AGAIN, emails::sendAgain),
                bus.serve(MeApi.CANCEL_EMAIL, emails::cancel),
                bus.serve(MeApi.LOOK_AT_LINK, emails::look),
                bus.serve(MeApi.USE_LINK, emails::use)));
    }

    @Override
    public Future<?> stop() {
        cleanup.halt();
        return Future.succeededFuture();
    }
}
