package eu.parvis.company;

import eu.parvis.capability.Foundation;
import eu.parvis.company.CompanyApi.Found;
import eu.parvis.company.CompanyApi.VatCheck;
import eu.parvis.company.VerificationRepository.ClaimedVerification;
import eu.parvis.work.Worker;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;

/** Serves {@link CompanyApi} and repeats register checks in the background. */
public final class CompanyVerticle extends VerticleBase {

    private final Foundation foundation;
    private final CompanySettings settings;
    private final Clock clock;
    private Worker<ClaimedVerification> worker;

    public CompanyVerticle(Foundation foundation) {
        this.foundation = foundation;
        this.settings = foundation.configuration().get(CompanySettings.class);
        this.clock = foundation.clock();
    }

    @Override
    public Future<?> start() {
        var directory = directory();
        var vies = vies();
        var companies = new Companies(directory, vies);
        var bus = foundation.bus();
        var verifications = new VerificationRepository(foundation.database());
        worker = Worker.start(
                vertx,
                foundation,
                settings.sweep(),
                new Recheck(directory, vies, verifications, bus, clock, foundation.random()));
        return bus.serve(CompanyApi.LOOK_UP, companies::lookUp)
                .compose(served -> bus.serve(CompanyApi.CHECK_VAT, companies::checkVat));
    }

    private CompanyDirectory directory() {
        return settings.directoryUrl()
                .<CompanyDirectory>map(
                        url -> new DirectoryClient(vertx, clock, url, settings.timeout(), settings.directoryRate()))
                .orElse(siret -> Future.succeededFuture(Found.unanswered(siret, clock.instant())));
    }

    private VatRegister vies() {
        return settings.viesUrl()
                .<VatRegister>map(url -> new ViesClient(vertx, clock, url, settings.timeout()))
                .orElse(number -> Future.succeededFuture(VatCheck.unanswered(number, clock.instant())));
    }

    @Override
    public Future<?> stop() {
        worker.halt();
        return Future.succeededFuture();
    }
}
