package eu.parvis.desk;

import eu.parvis.catalogue.Catalogue;
import eu.parvis.company.Verification;
import eu.parvis.desk.DeskApi.RecordedFaceToFace;
import eu.parvis.organisation.Organisation;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.request.CertificateRequest;
import eu.parvis.request.Checklist;
import eu.parvis.request.SupportingDocument;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import eu.parvis.values.PhoneNumber;
import eu.parvis.words.Days;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the page of a request shows in groups. */
final class DeskFacts {

    private DeskFacts() {}

    /** A state that began. */
    record Moment(String state, Instant since) {}

    /** An operator has accepted the request. */
    record Accepted(String name, Instant at) {}

    /**
     * The check face to face.
     *
     * @param metOn the day in words
     */
    record MetFacts(
            String metBy, String metOn, String place, String document, String number, String recordedBy, Instant at) {

        static MetFacts of(RecordedFaceToFace recorded, Language language) {
            var check = recorded.check();
            return new MetFacts(
                    check.metBy(),
                    Days.inWords(check.metOn(), language),
                    check.place(),
                    check.document().name(),
                    check.number(),
                    recorded.recordedBy(),
                    recorded.at());
        }
    }

    /** The person or service to be named. */
    record HolderFacts(String name, Optional<String> email, Optional<String> phone) {

        static HolderFacts of(CertificateRequest request) {
            var holder = request.holder();
            return new HolderFacts(
                    holder.label(),
                    holder.person().map(person -> person.email().value()),
                    holder.person().flatMap(Person::phone).map(PhoneNumber::international));
        }
    }

    /** The organisation as its administrators have registered it. */
    record OrganisationFacts(String id, String name, String address) {

        static OrganisationFacts of(Organisation organisation) {
            return new OrganisationFacts(
                    organisation.id().toString(), organisation.name(), address(organisation.details()));
        }

        private static String address(OrganisationDetails details) {
            return Stream.of(
                            details.address().value(),
                            details.postcode().map(code -> code.value() + " ").orElse("")
                                    + details.town().value())
                    .collect(Collectors.joining(", "));
        }
    }

    /**
     * What the public registers say of the organisation.
     *
     * @param accepted what the desk decided on the organisation
     */
    record RegisterFacts(
            String state,
            String number,
            Optional<Instant> checkedAt,
            Optional<String> name,
            Optional<String> address,
            Optional<Boolean> accepted) {

        static RegisterFacts of(Verification verification) {
            return new RegisterFacts(
                    verification.state().name(),
                    verification.number(),
                    verification.checkedAt(),
                    verification.evidence().name(),
                    verification.evidence().address(),
                    verification.decision().map(Verification.Decision::accepted));
        }
    }

    /**
     * A document of the checklist.
     *
     * @param state MISSING, or that of the document
     * @param kibibytes its size, rounded up
     */
    record DocumentFacts(
            String kind,
            String name,
            boolean required,
            String state,
            Optional<String> id,
            Optional<String> fileName,
            boolean picture,
            int kibibytes,
            boolean scanned,
            Optional<Instant> uploadedAt,
            Optional<String> refusal) {

        static DocumentFacts of(Checklist.Item item, Catalogue catalogue, Language language) {
            var document = item.document();
            return new DocumentFacts(
                    item.rule().kind().code(),
                    item.rule().kind().name().in(language),
                    item.rule().required(),
                    document.map(found -> found.state().name()).orElse("MISSING"),
                    document.map(found -> found.id().toString()),
                    document.map(SupportingDocument::fileName),
                    document.filter(found -> found.mediaType().startsWith("image/"))
                            .isPresent(),
                    document.map(found -> (found.size() + 1023) / 1024).orElse(0),
                    document.filter(found -> found.scan() == SupportingDocument.Scan.CLEAN)
                            .isPresent(),
                    document.map(SupportingDocument::uploadedAt),
                    document.flatMap(SupportingDocument::refusal)
                            .map(refusal -> DeskPages.reason(catalogue.documentRefusals(), refusal, language)));
        }
    }
}
