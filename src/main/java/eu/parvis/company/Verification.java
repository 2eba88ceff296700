package eu.parvis.company;

import eu.parvis.company.CompanyApi.Company;
import eu.parvis.company.CompanyApi.Found;
import eu.parvis.company.CompanyApi.Source;
import eu.parvis.company.CompanyApi.State;
import eu.parvis.company.CompanyApi.VatCheck;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The verification state of an organisation's number: the register's last answer and its time.
 *
 * @param source the register that answered; empty until it has
 * @param checkedAt time of that answer; empty until there is one
 * @param decision of the registration desk; nodes of an older version never send it
 */
public record Verification(
        Kind kind,
        String number,
        State state,
        Optional<Source> source,
        Optional<Instant> checkedAt,
        Evidence evidence,
        Optional<Decision> decision) {

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

    /**
     * What the registration desk decided on the organisation.
     *
     * @param about the register's answer at that time
     * @param reason for the customer
     * @param evidence what the operator relied on; for the desk alone
     * @param by the operator
     */
    public record Decision(
            boolean accepted,
            State about,
            Optional<String> reason,
            Optional<String> evidence,
            Optional<UUID> by,
            Instant at) {

        /** Whether the other decides the same for the same reason. */
        public boolean isRepetitionOf(Decision other) {
            return accepted == other.accepted
                    && about == other.about
                    && reason.equals(other.reason)
                    && evidence.equals(other.evidence);
        }
    }

    /** Whether the registration desk has to decide: no register confirms it, or its answer has changed since. */
    public boolean isPending() {
        return (state != State.VERIFIED || isRefused())
                && decision.map(Decision::about).filter(state::equals).isEmpty();
    }

    /** Whether the registration desk has refused the organisation. */
    public boolean isRefused() {
        return decision.filter(made -> !made.accepted()).isPresent();
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
                : new Verification(
                        kind, number, state, Optional.of(source), Optional.of(at), evidence, Optional.empty());
    }

    /** No register was asked yet, or none answered. */
    public static Verification unverified(Kind kind, String number) {
        return new Verification(
                kind, number, State.UNVERIFIED, Optional.empty(), Optional.empty(), Evidence.NOTHING, Optional.empty());
    }
}
