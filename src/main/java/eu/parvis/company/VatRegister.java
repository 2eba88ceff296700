package eu.parvis.company;

import eu.parvis.company.CompanyApi.VatCheck;
import io.vertx.core.Future;

/** A register of VAT numbers. Never fails: if it is unavailable, the state is UNVERIFIED. */
interface VatRegister {

    Future<VatCheck> check(VatNumber number);
}
