package eu.parvis.company;

import eu.parvis.company.CompanyApi.Found;
import io.vertx.core.Future;

/** A register of companies. Never fails: if it is unavailable, the state is UNVERIFIED. */
interface CompanyDirectory {

    Future<Found> find(Siret siret);
}
