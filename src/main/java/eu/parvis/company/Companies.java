package eu.parvis.company;

import eu.parvis.bus.Failure;
import eu.parvis.bus.Malformed;
import eu.parvis.company.CompanyApi.CheckVat;
import eu.parvis.company.CompanyApi.Found;
import eu.parvis.company.CompanyApi.LookUp;
import eu.parvis.company.CompanyApi.VatCheck;
import io.vertx.core.Future;

/** Asks the registers about the organisation that is being typed in a form. */
final class Companies {

    private final CompanyDirectory directory;
    private final VatRegister vies;

    Companies(CompanyDirectory directory, VatRegister vies) {
        this.directory = directory;
        this.vies = vies;
    }

    Future<Found> lookUp(LookUp question) {
        try {
            return directory.find(Siret.parse(question.siret()));
        } catch (Malformed malformed) {
            return Future.failedFuture(Failure.invalid(malformed.at("siret")));
        }
    }

    Future<VatCheck> checkVat(CheckVat question) {
        try {
            return vies.check(VatNumber.parse(question.number()));
        } catch (Malformed malformed) {
            return Future.failedFuture(Failure.invalid(malformed.at("vatNumber")));
        }
    }
}
