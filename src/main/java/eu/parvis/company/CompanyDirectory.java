package eu.parvis.company;

import eu.parvis.company.CompanyApi.Found;
import io.vertx.core.Future;

/** A register of companies. Never fails: a register that is away leaves the state UNVERIFIED. */
interface CompanyDirectory {

    Future<Found> find(Siret siret);
}
