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

/** What public registers say of an organisation. Nothing here fails because a register is away: the state says so. */
public final class CompanyApi {

    public static final Limit LOOK_UPS = Limit.of("lookUpsPerHour", Duration.ofHours(1));

    /** Asks the French company directory, for filling a form. INVALID where the number cannot be a SIRET. */
    public static final Address<LookUp, Found> LOOK_UP = Address.of("company.lookUp", LookUp.class, Found.class);

    /** Asks VIES. INVALID where the number cannot be a VAT number of the Union. */
    public static final Address<CheckVat, VatCheck> CHECK_VAT =
            Address.of("company.checkVat", CheckVat.class, VatCheck.class);

    /** The answer of a register about a registered organisation has changed; {@link VerificationStore} has it. */
    public static final Topic<Checked> CHECKED = Topic.of("company.checked", Checked.class);

    private CompanyApi() {}

    /** How much a register knows. That a number is well formed proves nothing and has no name here. */
    public enum State {
        /** No register has answered. */
        UNVERIFIED("company.state.unverified"),
        /** Known to the register, and in business. */
        VERIFIED("company.state.verified"),
        /** Known, and no longer in business. */
        CLOSED("company.state.closed"),
        /** Known, but its details are not published (INSEE's partial diffusion). */
        NOT_PUBLIC("company.state.notPublic"),
        /** The register does not know it. */
        NOT_FOUND("company.state.notFound");

        private final String sentence;

        State(String sentence) {
            this.sentence = sentence;
        }

        /** What a visitor who fills in a form is told; the id of a sentence. */
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
     * What the directory says.
     *
     * @param siret fourteen digits
     * @param company where the state is VERIFIED or CLOSED
     */
    @MessageName("company.found")
    public record Found(String siret, State state, Optional<Company> company, Instant at) implements Message {

        static Found unanswered(Siret siret, Instant at) {
            return new Found(siret.value(), State.UNVERIFIED, Optional.empty(), at);
        }
    }

    /**
     * An establishment. Each text may be empty where the directory has none.
     *
     * @param region the name of the département
     * @param country ISO 3166-1
     */
    public record Company(
            String name, Type type, String address, String postcode, String town, String region, String country) {}

    @MessageName("company.check-vat")
    public record CheckVat(String number) implements Message {}

    /**
     * What VIES says: VERIFIED, NOT_FOUND, or UNVERIFIED where it gave no answer.
     *
     * @param number as VIES knows it, with its prefix
     * @param name not given by every country
     * @param requestIdentifier the proof that was asked for, where VIES gives one
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
