package eu.parvis.company;

import eu.parvis.company.CompanyApi.VatCheck;
import io.vertx.core.Future;

/** A register of VAT numbers. Never fails: a register that is away leaves the state UNVERIFIED. */
interface VatRegister {

    Future<VatCheck> check(VatNumber number);
}
