package eu.parvis.organisation;

import eu.parvis.bus.Failure;
import eu.parvis.capability.Foundation;
import eu.parvis.company.VerificationStore;
import eu.parvis.db.Database;
import eu.parvis.organisation.OrganisationApi.AskDescription;
import eu.parvis.organisation.OrganisationApi.Description;
import io.vertx.core.Future;

/** Describes an organisation to its members. */
final class Organisations {

    private final Database database;
    private final OrganisationStore organisations = new OrganisationStore();

    Organisations(Foundation foundation) {
        this.database = foundation.database();
    }

    Future<Description> describe(AskDescription query) {
        return organisations
                .byIdForMember(database, query.organisation(), query.account())
                .map(found -> found.orElseThrow(Failure::notFound))
                .compose(this::describe);
    }

    private Future<Description> describe(Organisation organisation) {
        var verification = VerificationStore.of(database, organisation.id());
        var contacts = organisations.contacts(database, organisation.id());
        return Future.all(verification, contacts)
                .map(both -> new Description(organisation, verification.result(), contacts.result()));
    }
}
