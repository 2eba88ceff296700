package eu.parvis.desk;

import eu.parvis.catalogue.Catalogue;
import eu.parvis.desk.DeskPages.Option;
import eu.parvis.http.Form;
import eu.parvis.http.PageModel;
import eu.parvis.http.Template;
import eu.parvis.validation.NeededValidation;
import eu.parvis.validation.Validation;
import eu.parvis.validation.Validation.Withdrawal;
import eu.parvis.validation.ValidationApi.CalendarLine;
import eu.parvis.validation.ValidationApi.Reuse;
import eu.parvis.validation.ValidationApi.ShownValidation;
import eu.parvis.validation.ValidationMethod;
import eu.parvis.values.Language;
import eu.parvis.words.Days;
import eu.parvis.words.Words;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Page models of validations. Days are in words. */
final class ValidationPages {

    private ValidationPages() {}

    /**
     * A thing that the product needs checked.
     *
     * @param until of the validation that lasts longest, perhaps over
     * @param methods by which it can be checked today
     */
    record NeedFacts(
            String thing,
            String subject,
            boolean valid,
            Optional<String> until,
            Optional<ValidationFacts> validation,
            List<Option> methods) {

        static NeedFacts of(NeededValidation need, Language language) {
            return new NeedFacts(
                    need.thing().name(),
                    need.subject(),
                    need.valid(),
                    need.until().map(day -> Days.inWords(day, language)),
                    need.validation().map(validation -> ValidationFacts.of(validation, language)),
                    need.methods().stream()
                            .map(method -> new Option(method.name(), text(method, language)))
                            .toList());
        }
    }

    private static String text(ValidationMethod method, Language language) {
        return Words.of(language).text("validation.method." + method) + " (" + method.source() + ")";
    }

    /**
     * What was checked.
     *
     * @param number of the request for which it was checked
     */
    record ValidationFacts(
            String id,
            String thing,
            String subject,
            String method,
            Optional<String> evidence,
            String checkedOn,
            String request,
            String number,
            String recordedBy,
            Instant recordedAt,
            Optional<Withdrawal> withdrawal) {

        static ValidationFacts of(Validation validation, Language language) {
            return new ValidationFacts(
                    validation.id().toString(),
                    validation.thing().name(),
                    validation.subject(),
                    text(validation.method(), language),
                    validation.evidence(),
                    Days.inWords(validation.checkedOn(), language),
                    validation.request().toString(),
                    Integer.toString(validation.number()),
                    validation.recordedBy(),
                    validation.recordedAt(),
                    validation.withdrawal());
        }
    }

    /**
     * The calendar.
     *
     * @param form the filters
     * @param next path of the next page
     */
    @Template("desk/validations.html")
    record CalendarPage(Form form, List<String> things, List<CalendarRow> rows, Optional<String> next, boolean first)
            implements PageModel {}

    /** The end of a validation for some products. */
    record CalendarRow(
            String id,
            String thing,
            String subject,
            Optional<String> organisation,
            String products,
            String until,
            boolean ended) {

        static CalendarRow of(CalendarLine line, Catalogue catalogue, Language language) {
            return new CalendarRow(
                    line.id().toString(),
                    line.thing().name(),
                    line.subject(),
                    line.organisation(),
                    names(line.products(), catalogue, language),
                    Days.inWords(line.until(), language),
                    line.ended());
        }
    }

    private static String names(List<String> products, Catalogue catalogue, Language language) {
        return products.stream()
                .map(code -> DeskPages.productName(catalogue, code, language))
                .collect(Collectors.joining(", "));
    }

    /** Until when it can be reused for some products. */
    record ReuseRow(String products, String until) {

        static ReuseRow of(Reuse reuse, Catalogue catalogue, Language language) {
            return new ReuseRow(names(reuse.products(), catalogue, language), Days.inWords(reuse.until(), language));
        }
    }

    /** A validation, and the others of its subject. */
    @Template("desk/validation.html")
    record ValidationPage(
            ValidationFacts validation,
            List<ReuseRow> reuses,
            List<ValidationFacts> others,
            Form form,
            Optional<String> done)
            implements PageModel {

        static ValidationPage of(
                ShownValidation shown, Catalogue catalogue, Language language, Form form, Optional<String> done) {
            return new ValidationPage(
                    ValidationFacts.of(shown.validation(), language),
                    shown.reuses().stream()
                            .map(reuse -> ReuseRow.of(reuse, catalogue, language))
                            .toList(),
                    shown.others().stream()
                            .map(other -> ValidationFacts.of(other, language))
                            .toList(),
                    form,
                    done);
        }
    }
}
