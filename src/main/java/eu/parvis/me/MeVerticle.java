package eu.parvis.me;

import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Serves {@link MeApi}. */
public final class MeVerticle extends VerticleBase {

    private final Bus bus;
    private final Profiles profiles;
    private final PasswordChange passwords;

    public MeVerticle(Foundation foundation) {
        var services = MeServices.of(foundation);
        this.bus = foundation.bus();
        this.profiles = new Profiles(services);
        this.passwords = new PasswordChange(services);
    }

    @Override
    public Future<?> start() {
        return Future.all(
                bus.serve(MeApi.OVERVIEW, profiles::overview),
                bus.serve(MeApi.CHANGE_PROFILE, profiles::change),
                bus.serve(MeApi.CHANGE_PASSWORD, passwords::change));
    }
}
