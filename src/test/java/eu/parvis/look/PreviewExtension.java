package eu.parvis.look;

import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.extension.Function;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Map;

/** The template functions that the server provides, for previews opened from disk; instants are texts. */
final class PreviewExtension extends AbstractExtension {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    @Override
    public Map<String, Function> getFunctions() {
        return Map.of("asset", new Asset());
    }

    @Override
    public Map<String, Filter> getFilters() {
        return Map.of(
                "day", new Moment(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)),
                "time", new Moment(DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)),
                "moment", new Moment(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)),
                "iso", new Moment(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    }

    /** The compiled static files lie beside the previews. */
    private static final class Asset implements Function {

        @Override
        public List<String> getArgumentNames() {
            return List.of("name");
        }

        @Override
        public Object execute(Map<String, Object> arguments, PebbleTemplate self, EvaluationContext context, int line) {
            var name = (String) arguments.get("name");
            var generated = "css/brand.css".equals(name);
            if (!generated && PreviewExtension.class.getResource("/static/" + name) == null) {
                throw new IllegalStateException(self.getName() + ":" + line + " asks for a missing file: " + name);
            }
            return "../classes/static/" + name;
        }
    }

    private static final class Moment implements Filter {

        private final DateTimeFormatter format;

        Moment(DateTimeFormatter format) {
            this.format = format;
        }

        @Override
        public List<String> getArgumentNames() {
            return null;
        }

        @Override
        public Object apply(
                Object input, Map<String, Object> arguments, PebbleTemplate self, EvaluationContext context, int line) {
            return input == null
                    ? ""
                    : format.withLocale(context.getLocale())
                            .format(Instant.parse(input.toString()).atZone(PARIS));
        }
    }
}
