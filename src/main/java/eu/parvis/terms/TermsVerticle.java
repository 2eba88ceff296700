package eu.parvis.terms;

import eu.parvis.account.AccountStore;
import eu.parvis.bus.Failure;
import eu.parvis.capability.FirstStep;
import eu.parvis.capability.Foundation;
import eu.parvis.mail.MailApi;
import eu.parvis.terms.TermsApi.Acceptances;
import eu.parvis.terms.TermsApi.AskAcceptances;
import eu.parvis.terms.TermsApi.AskProof;
import eu.parvis.terms.TermsApi.Pdf;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Publishes the terms of use at its start, serves {@link TermsApi}, and hands the texts to the mails about them. */
public final class TermsVerticle extends VerticleBase {

    private final AccountStore accounts = new AccountStore();
    private final AcceptanceStore acceptances = new AcceptanceStore();
    private final Foundation foundation;
    private TermsDocuments documents;
    private FirstStep first;

    public TermsVerticle(Foundation foundation) {
        this.foundation = foundation;
    }

    @Override
    public Future<?> start() {
        var configuration = foundation.configuration();
        var terms = TermsCatalogue.of(configuration);
        documents = new TermsDocuments(vertx, terms, configuration);
        first = new FirstStep(
                vertx, foundation, "The terms of use:", () -> publish().compose(published -> serve()));
        return first.start();
    }

    private Future<Void> publish() {
        return PublicationStore.of(foundation)
                .map(publication -> publication.publish(foundation.now()))
                .orElseGet(Future::succeededFuture);
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
        first.halt();
        return documents.close();
    }

    private Future<Acceptances> acceptances(AskAcceptances question) {
        return acceptances.of(foundation.database(), question.account()).map(Acceptances::new);
    }
}
