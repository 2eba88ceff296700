package eu.parvis.desk;

import eu.parvis.catalogue.Catalogue;
import eu.parvis.catalogue.CheckedThing;
import eu.parvis.catalogue.Product;
import eu.parvis.catalogue.Reason;
import eu.parvis.desk.DeskApi.DeskFile;
import eu.parvis.desk.DeskApi.HeldBy;
import eu.parvis.desk.DeskFacts.Accepted;
import eu.parvis.desk.DeskFacts.DocumentFacts;
import eu.parvis.desk.DeskFacts.HolderFacts;
import eu.parvis.desk.DeskFacts.MetFacts;
import eu.parvis.desk.DeskFacts.Moment;
import eu.parvis.desk.DeskFacts.OrganisationFacts;
import eu.parvis.desk.DeskFacts.RegisterFacts;
import eu.parvis.desk.ValidationPages.NeedFacts;
import eu.parvis.http.Form;
import eu.parvis.http.PageModel;
import eu.parvis.http.Template;
import eu.parvis.request.Refusal;
import eu.parvis.values.Language;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Page models of {@link DeskRoutes}. */
final class DeskPages {

    private DeskPages() {}

    /** A choice of a list. */
    record Option(String value, String text) {}

    /**
     * A request.
     *
     * @param open whether it waits, so that operators may act on it
     * @param acting whether this operator may act on it now
     * @param accepted whether this operator has accepted it already
     */
    @Template("desk/file.html")
    record FilePage(
            String id,
            String shown,
            String number,
            String product,
            String state,
            Instant since,
            Optional<Integer> months,
            Optional<String> note,
            String orderer,
            HolderFacts holder,
            Optional<OrganisationFacts> organisation,
            Optional<RegisterFacts> register,
            List<DocumentFacts> documents,
            List<Moment> timeline,
            boolean open,
            boolean own,
            boolean acting,
            Optional<String> held,
            Optional<Instant> heldUntil,
            boolean mine,
            boolean faceToFaceNeeded,
            Optional<MetFacts> faceToFace,
            List<String> identityDocuments,
            List<NeedFacts> validations,
            List<Accepted> acceptances,
            boolean accepted,
            int needed,
            Optional<String> refusal,
            List<Option> documentReasons,
            List<Option> requestReasons,
            Form form,
            Optional<String> done)
            implements PageModel {

        static FilePage of(
                DeskFile file, Catalogue catalogue, Language language, UUID reader, Form form, Optional<String> done) {
            var request = file.detail().request();
            var product = catalogue.product(request.product());
            var open = request.state().isPending();
            var mine =
                    file.heldBy().filter(held -> held.operator().equals(reader)).isPresent();
            return new FilePage(
                    request.id().toString(),
                    request.shown(),
                    Integer.toString(request.number()),
                    productName(catalogue, request.product(), language),
                    request.state().name(),
                    request.stateSince(),
                    request.months(),
                    request.note(),
                    file.detail().orderer(),
                    HolderFacts.of(request),
                    file.organisation().map(OrganisationFacts::of),
                    file.verification().map(RegisterFacts::of),
                    file.detail().checklist().items().stream()
                            .map(item -> DocumentFacts.of(item, catalogue, language))
                            .toList(),
                    file.detail().timeline().stream()
                            .map(span -> new Moment(span.state().name(), span.since()))
                            .toList(),
                    open,
                    file.own(),
                    open && !file.own() && (mine || file.heldBy().isEmpty()),
                    file.heldBy().map(HeldBy::name),
                    file.heldBy().map(HeldBy::until),
                    mine,
                    product.map(Product::faceToFace).orElse(false)
                            && request.holder().person().isPresent(),
                    file.faceToFace().map(recorded -> MetFacts.of(recorded, language)),
                    Arrays.stream(FaceToFace.IdentityDocument.values())
                            .map(Enum::name)
                            .toList(),
                    file.validations().stream()
                            .map(need -> NeedFacts.of(need, language))
                            .toList(),
                    file.acceptances().stream()
                            .map(acceptance -> new Accepted(acceptance.name(), acceptance.at()))
                            .toList(),
                    file.acceptances().stream()
                            .anyMatch(acceptance -> acceptance.operator().equals(reader)),
                    product.map(Product::decisions).orElse(1),
                    request.refusal().map(refusal -> reason(catalogue.requestRefusals(), refusal, language)),
                    options(catalogue.documentRefusals(), language),
                    options(catalogue.requestRefusals(), language),
                    withDomain(form, file),
                    done);
        }
    }

    /** The name of the server is the first proposal for the domain. */
    private static Form withDomain(Form form, DeskFile file) {
        return file.validations().stream()
                .filter(need -> need.thing() == CheckedThing.DOMAIN)
                .findFirst()
                .map(need -> form.orElse("DOMAIN.domain", need.subject()))
                .orElse(form);
    }

    static String productName(Catalogue catalogue, String code, Language language) {
        return catalogue.product(code).map(found -> found.name().in(language)).orElse(code);
    }

    private static List<Option> options(List<Reason> reasons, Language language) {
        return reasons.stream()
                .map(reason -> new Option(reason.code(), reason.text().in(language)))
                .toList();
    }

    static String reason(List<Reason> reasons, Refusal refusal, Language language) {
        var chosen = refusal.code().stream()
                .flatMap(code -> reasons.stream().filter(reason -> reason.code().equals(code)))
                .map(reason -> reason.text().in(language));
        return Stream.concat(chosen, refusal.text().stream()).collect(Collectors.joining(" – "));
    }
}
