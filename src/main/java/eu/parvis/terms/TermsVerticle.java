package eu.parvis.terms;

import eu.parvis.account.AccountStore;
import eu.parvis.bus.Failure;
import eu.parvis.capability.Foundation;
import eu.parvis.config.ConfigurationException;
import eu.parvis.mail.MailApi;
import eu.parvis.terms.TermsApi.Acceptances;
import eu.parvis.terms.TermsApi.AskAcceptances;
import eu.parvis.terms.TermsApi.AskProof;
import eu.parvis.terms.TermsApi.Pdf;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the terms of use at its start, serves {@link TermsApi}, and hands the texts to the mails about them.
 *
 * <p>A node that does not migrate may start before its database: it publishes as soon as the database answers.
 */
public final class TermsVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(TermsVerticle.class);
    private static final long RETRY = 1_000;

    private final AccountStore accounts = new AccountStore();
    private final AcceptanceStore acceptances = new AcceptanceStore();
    private final Foundation foundation;
    private TermsDocuments documents;
    private long nextTry;

    public TermsVerticle(Foundation foundation) {
        this.foundation = foundation;
    }

    @Override
    public Future<?> start() {
        var configuration = foundation.configuration();
        var terms = TermsCatalogue.of(configuration);
        documents = new TermsDocuments(vertx, terms, configuration);
        return PublicationStore.of(foundation)
                .map(publication -> publication
                        .publish(foundation.now())
                        .recover(cause -> canWait(cause) ? putOff(publication, cause) : Future.failedFuture(cause)))
                .orElseGet(Future::succeededFuture)
                .compose(published -> serve());
    }

    private boolean canWait(Throwable cause) {
        return !foundation.configuration().db().migrate() && !(cause instanceof ConfigurationException);
    }

    private Future<Void> putOff(PublicationStore publication, Throwable cause) {
        LOG.warn("The terms of use cannot be published yet; until then this node is not ready: {}", cause.getMessage());
        retry(publication);
        return Future.succeededFuture();
    }

    private void retry(PublicationStore publication) {
        nextTry = vertx.setTimer(
                RETRY,
                due -> publication
                        .publish(foundation.now())
                        .onSuccess(published -> LOG.info("The terms of use are published"))
                        .onFailure(cause -> {
                            if (canWait(cause)) {
                                retry(publication);
                            } else {
                                LOG.error("This node does not become ready: {}", cause.getMessage());
                            }
                        }));
    }

    private Future<?> serve() {
        var bus = foundation.bus();
        return Future.all(
                bus.serve(TermsApi.ACCEPTANCES, this::acceptances),
                bus.serve(TermsApi.PDF, documents::text),
                bus.serve(TermsApi.PROOF, this::proof),
                bus.serve(MailApi.DOCUMENT, documents::ofMail));
    }

    private Future<Pdf> proof(AskProof question) {
        return accounts.byId(foundation.database(), question.account())
                .map(account -> account.orElseThrow(Failure::notFound))
                .compose(account -> documents.proof(account, question.acceptance()));
    }

    @Override
    public Future<?> stop() {
        vertx.cancelTimer(nextTry);
        return documents.close();
    }

    private Future<Acceptances> acceptances(AskAcceptances question) {
        return acceptances.of(foundation.database(), question.account()).map(Acceptances::new);
    }
}
