package eu.parvis.company;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.bus.Topic;
import eu.parvis.config.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What public registers say about an organisation. If a register is unavailable, no request fails: the state is
 * UNVERIFIED.
 */
public final class CompanyApi {

    public static final Limit LOOK_UPS = Limit.of("lookUpsPerHour", Duration.ofHours(1));

    /** Asks the French company directory, to prefill a form. Fails with INVALID if the number cannot be a SIRET. */
    public static final Address<LookUp, Found> LOOK_UP =
            Address.of("company.lookUp", LookUp.class, Found.class).asQuestion();

    /** Asks VIES. Fails with INVALID if the number cannot be a VAT number of the European Union. */
    public static final Address<CheckVat, VatCheck> CHECK_VAT =
            Address.of("company.checkVat", CheckVat.class, VatCheck.class).asQuestion();

    /**
     * Published when the verification state of a registered organisation has changed. {@link VerificationStore} has the
     * details.
     */
    public static final Topic<Checked> CHECKED = Topic.of("company.checked", Checked.class);

    private CompanyApi() {}

    /** What a register answered. A well-formed number proves nothing, so there is no state for it. */
    public enum State {
        /** No register has answered. */
        UNVERIFIED("company.state.unverified"),
        /** Known to the register and in business. */
        VERIFIED("company.state.verified"),
        /** Known, but no longer in business. */
        CLOSED("company.state.closed"),
        /** Known, but its details are not published (INSEE's partial diffusion). */
        NOT_PUBLIC("company.state.notPublic"),
        /** The register does not know it. */
        NOT_FOUND("company.state.notFound");

        private final String sentence;

        State(String sentence) {
            this.sentence = sentence;
        }

        /** Id of the message for a visitor who fills in a form. */
        public String sentence() {
            return sentence;
        }
    }

    public enum Source {
        /** API Recherche d'entreprises, the French company directory. */
        DIRECTORY,
        /** The VAT information exchange system of the European Union. */
        VIES
    }

    public enum Type {
        COMPANY,
        ADMINISTRATION,
        ASSOCIATION
    }

    @MessageName("company.look-up")
    public record LookUp(String siret) implements Message {}

    /**
     * The answer of the directory.
     *
     * @param siret fourteen digits
     * @param company present if the state is VERIFIED or CLOSED
     */
    @MessageName("company.found")
    public record Found(String siret, State state, Optional<Company> company, Instant at) implements Message {

        static Found unanswered(Siret siret, Instant at) {
            return new Found(siret.value(), State.UNVERIFIED, Optional.empty(), at);
        }
    }

    /**
     * An establishment. Texts that the directory lacks are empty.
     *
     * @param region name of the département
     * @param country ISO 3166-1 code
     */
    public record Company(
            String name, Type type, String address, String postcode, String town, String region, String country) {}

    @MessageName("company.check-vat")
    public record CheckVat(String number) implements Message {}

    /**
     * The answer of VIES: VERIFIED, NOT_FOUND, or UNVERIFIED if there was no answer.
     *
     * @param number with its prefix, as VIES writes it
     * @param name not provided by every country
     * @param requestIdentifier VIES's proof of the consultation, if provided
     */
    @MessageName("company.vat-check")
    public record VatCheck(
            String number,
            State state,
            Optional<String> name,
            Optional<String> address,
            Optional<String> requestIdentifier,
            Instant at)
            implements Message {

        static VatCheck unanswered(VatNumber number, Instant at) {
            return new VatCheck(
                    number.value(), State.UNVERIFIED, Optional.empty(), Optional.empty(), Optional.empty(), at);
        }
    }

    @MessageName("company.checked")
    public record Checked(UUID organisationId, State state) implements Message {}
}
