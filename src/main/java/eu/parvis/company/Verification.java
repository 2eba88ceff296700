package eu.parvis.company;

import eu.parvis.company.CompanyApi.Company;
import eu.parvis.company.CompanyApi.Found;
import eu.parvis.company.CompanyApi.Source;
import eu.parvis.company.CompanyApi.State;
import eu.parvis.company.CompanyApi.VatCheck;
import java.time.Instant;
import java.util.Optional;

/**
 * The verification state of an organisation's number: the register's last answer and its time.
 *
 * @param source the register that answered; empty until it has
 * @param checkedAt time of that answer; empty until there is one
 */
public record Verification(
        Kind kind,
        String number,
        State state,
        Optional<Source> source,
        Optional<Instant> checkedAt,
        Evidence evidence) {

    /** The kind of number, which decides the register to ask. */
    public enum Kind {
        SIRET,
        VAT,
        /** No register exists for this number. */
        NONE
    }

    /** What the register returned beside the state. */
    public record Evidence(Optional<String> name, Optional<String> address, Optional<String> requestIdentifier) {

        private static final Evidence NOTHING = new Evidence(Optional.empty(), Optional.empty(), Optional.empty());

        private static Evidence of(Company company) {
            var address = company.address() + ", " + company.postcode() + " " + company.town();
            return new Evidence(Optional.of(company.name()), Optional.of(address), Optional.empty());
        }
    }

    public static Verification of(Found found) {
        var evidence = found.company().map(Evidence::of).orElse(Evidence.NOTHING);
        return answered(Kind.SIRET, found.siret(), found.state(), Source.DIRECTORY, found.at(), evidence);
    }

    public static Verification of(VatCheck check) {
        var evidence = new Evidence(check.name(), check.address(), check.requestIdentifier());
        return answered(Kind.VAT, check.number(), check.state(), Source.VIES, check.at(), evidence);
    }

    private static Verification answered(
            Kind kind, String number, State state, Source source, Instant at, Evidence evidence) {
        return state == State.UNVERIFIED
                ? unverified(kind, number)
                : new Verification(kind, number, state, Optional.of(source), Optional.of(at), evidence);
    }

    /** No register was asked yet, or none answered. */
    public static Verification unverified(Kind kind, String number) {
        return new Verification(kind, number, State.UNVERIFIED, Optional.empty(), Optional.empty(), Evidence.NOTHING);
    }
}
