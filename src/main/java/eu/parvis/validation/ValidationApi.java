package eu.parvis.validation;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.catalogue.CheckedThing;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the authority has checked, and what of it ends. Only operators may ask. */
public final class ValidationApi {

    public static final Address<AskCalendar, Calendar> CALENDAR =
            Address.of("validation.calendar", AskCalendar.class, Calendar.class).asQuestion();

    /** {@code NOT_FOUND} if there is none. */
    public static final Address<AskValidation, ShownValidation> SHOW = Address.of(
                    "validation.show", AskValidation.class, ShownValidation.class)
            .asQuestion();

    /** How many validations are due for another check; as of five minutes ago at most. */
    public static final Address<AskDue, Due> DUE =
            Address.of("validation.due", AskDue.class, Due.class).asQuestion();

    private ValidationApi() {}

    /**
     * Asks for a page of the calendar.
     *
     * @param organisation part of the name of the organisation for which it was checked
     * @param after cursor of the page before
     */
    @MessageName("validation.ask-calendar")
    public record AskCalendar(
            Optional<CheckedThing> thing, Optional<String> organisation, Optional<String> after, int limit)
            implements Message {}

    /**
     * The end of a validation for some products.
     *
     * @param organisation for which it was checked
     * @param products codes of the catalogue
     * @param until the last day of its reuse
     * @param ended whether that day is over; then a request waits for another check
     */
    public record CalendarLine(
            UUID id,
            CheckedThing thing,
            String subject,
            Optional<String> organisation,
            ValidationMethod method,
            LocalDate checkedOn,
            List<String> products,
            LocalDate until,
            boolean ended) {

        public CalendarLine {
            products = List.copyOf(products);
        }
    }

    /**
     * What ends in the next 90 days, and what has ended while a request needs it; the first to end comes first.
     *
     * @param next cursor of the page after; empty on the last
     */
    @MessageName("validation.calendar")
    public record Calendar(List<CalendarLine> lines, Optional<String> next) implements Message {

        public Calendar {
            lines = List.copyOf(lines);
        }
    }

    @MessageName("validation.ask")
    public record AskValidation(UUID id) implements Message {}

    /** Until when it can be reused for these products. */
    public record Reuse(List<String> products, LocalDate until) {

        public Reuse {
            products = List.copyOf(products);
        }
    }

    /**
     * A validation with its ends.
     *
     * @param others of the same subject, the newest first
     */
    @MessageName("validation.shown")
    public record ShownValidation(Validation validation, List<Reuse> reuses, List<Validation> others)
            implements Message {

        public ShownValidation {
            reuses = List.copyOf(reuses);
            others = List.copyOf(others);
        }
    }

    @MessageName("validation.ask-due")
    public record AskDue() implements Message {}

    /**
     * Validations that have ended while a request needs them, or end soon.
     *
     * @param days how soon
     */
    @MessageName("validation.due")
    public record Due(int number, int days) implements Message {}
}
