package eu.parvis.company;

import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import eu.parvis.company.CompanyApi.Found;
import eu.parvis.company.CompanyApi.VatCheck;
import eu.parvis.db.Database;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves {@link CompanyApi} and repeats register checks in the background. */
public final class CompanyVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(CompanyVerticle.class);

    private final Bus bus;
    private final Database database;
    private final CompanySettings settings;
    private final Clock clock;
    private boolean sweeping;

    public CompanyVerticle(Foundation foundation) {
        this.bus = foundation.bus();
        this.database = foundation.database();
        this.settings = foundation.configuration().get(CompanySettings.class);
        this.clock = foundation.clock();
    }

    @Override
    public Future<?> start() {
        var companies = new Companies(directory(), vies(), new VerificationRepository(database), bus, clock);
        vertx.setPeriodic(settings.sweep().toMillis(), tick -> sweep(companies));
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

    private void sweep(Companies companies) {
        if (sweeping) {
            return;
        }
        sweeping = true;
        companies
                .sweep(clock.instant())
                .onComplete(swept -> sweeping = false)
                .onFailure(cause -> LOG.warn("What is due could not be checked: {}", cause.toString()));
    }
}
