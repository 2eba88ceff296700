package eu.parvis.desk;

import eu.parvis.catalogue.CheckedThing;
import eu.parvis.validation.NeededValidation;
import eu.parvis.validation.Validation;
import eu.parvis.validation.ValidationApi.Calendar;
import eu.parvis.validation.ValidationApi.CalendarLine;
import eu.parvis.validation.ValidationMethod;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** JSON forms of validations, as described in {@code openapi.yaml}. */
final class ValidationViews {

    private ValidationViews() {}

    record ValidationView(
            UUID id,
            String subject,
            ValidationMethod method,
            Optional<String> evidence,
            LocalDate checkedOn,
            int requestNumber,
            String recordedBy,
            Instant recordedAt) {

        static ValidationView of(Validation validation) {
            return new ValidationView(
                    validation.id(),
                    validation.subject(),
                    validation.method(),
                    validation.evidence(),
                    validation.checkedOn(),
                    validation.number(),
                    validation.recordedBy(),
                    validation.recordedAt());
        }
    }

    /** A thing that the product needs checked. */
    record NeedView(
            CheckedThing thing,
            String subject,
            boolean valid,
            Optional<LocalDate> until,
            Optional<ValidationView> validation,
            List<ValidationMethod> methods) {

        static NeedView of(NeededValidation need) {
            return new NeedView(
                    need.thing(),
                    need.subject(),
                    need.valid(),
                    need.until(),
                    need.validation().map(ValidationView::of),
                    need.methods());
        }
    }

    record CalendarView(List<CalendarLine> validations, Optional<String> next) {

        static CalendarView of(Calendar calendar) {
            return new CalendarView(calendar.lines(), calendar.next());
        }
    }
}
