package eu.parvis.signin.password;

import eu.parvis.account.DeviceStore;
import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Serves {@link SigninApi}. */
public final class SigninVerticle extends VerticleBase {

    private final Bus bus;
    private final Signins signins;

    public SigninVerticle(Foundation foundation) {
        this.bus = foundation.bus();
        this.signins = new Signins(
                SigninServices.of(foundation), new DeviceStore(foundation.signature(), foundation.random()));
    }

    @Override
    public Future<?> start() {
        return Future.all(
                bus.serve(SigninApi.SIGN_IN, signins::signIn), bus.serve(SigninApi.CONFIRM, signins::confirm));
    }
}
