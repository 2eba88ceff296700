package eu.parvis.request;

import eu.parvis.values.Language;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A request for a certificate.
 *
 * @param number six digits or more, never given again
 * @param product code of the catalogue
 * @param organisation empty where a person orders without one
 * @param orderedBy account of the person who ordered
 * @param establishment name and town of the organisation when it ordered
 * @param months ordered duration; empty in a draft before it is chosen
 * @param version raised by each change
 */
public record CertificateRequest(
        UUID id,
        int number,
        String product,
        Optional<UUID> organisation,
        UUID orderedBy,
        Optional<String> establishment,
        Holder holder,
        Optional<Integer> months,
        Optional<String> note,
        Language language,
        RequestState state,
        Instant stateSince,
        Optional<Refusal> refusal,
        int version,
        Instant createdAt,
        Optional<Instant> submittedAt,
        Instant changedAt) {

    /** What an editor has seen, for {@link eu.parvis.crypto.Shown}. */
    public String shown() {
        return "v" + version;
    }

    boolean isSubmitted() {
        return state != RequestState.DRAFT && state != RequestState.CANCELLED;
    }

    CertificateRequest with(Holder other) {
        return with(product, other, months, note);
    }

    CertificateRequest with(String otherProduct, Holder other, Optional<Integer> duration, Optional<String> remark) {
        return new CertificateRequest(
                id,
                number,
                otherProduct,
                organisation,
                orderedBy,
                establishment,
                other,
                duration,
                remark,
                language,
                state,
                stateSince,
                refusal,
                version,
                createdAt,
                submittedAt,
                changedAt);
    }
}
