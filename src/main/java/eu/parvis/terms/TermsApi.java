package eu.parvis.terms;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.values.Language;
import java.util.List;
import java.util.UUID;

/** Reads acceptances. They are written by {@link AcceptanceStore}, inside the caller's transaction. */
public final class TermsApi {

    /** The acceptances of an account, the newest first. */
    public static final Address<AskAcceptances, Acceptances> ACCEPTANCES = Address.of(
                    "terms.acceptances", AskAcceptances.class, Acceptances.class)
            .asQuestion();

    /** The text of a version as PDF, the same bytes each time. {@code NOT_FOUND} if there is no such version. */
    public static final Address<AskPdf, Pdf> PDF =
            Address.of("terms.pdf", AskPdf.class, Pdf.class).asQuestion();

    /** The proof of an acceptance as PDF. {@code NOT_FOUND} if there is no such account or version. */
    public static final Address<AskProof, Pdf> PROOF =
            Address.of("terms.proof", AskProof.class, Pdf.class).asQuestion();

    private TermsApi() {}

    /** Asks for the proof that this account has accepted. */
    @MessageName("terms.ask-proof")
    public record AskProof(UUID account, Acceptance acceptance) implements Message {}

    @MessageName("terms.ask-pdf")
    public record AskPdf(String version, Language language) implements Message {}

    /** A PDF file in Base64. */
    @MessageName("terms.made-pdf")
    public record Pdf(String base64) implements Message {}

    @MessageName("terms.ask-acceptances")
    public record AskAcceptances(UUID account) implements Message {}

    @MessageName("terms.acceptances")
    public record Acceptances(List<Acceptance> acceptances) implements Message {

        public Acceptances {
            acceptances = List.copyOf(acceptances);
        }
    }
}
