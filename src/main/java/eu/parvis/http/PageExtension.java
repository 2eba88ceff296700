package eu.parvis.http;

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

/** In templates: {@code asset('css/portal.css')}, {@code at | day}, {@code at | time}, {@code at | moment}. */
final class PageExtension extends AbstractExtension {

    private final StaticFiles files;
    private final ZoneId zone;

    PageExtension(StaticFiles files, ZoneId zone) {
        this.files = files;
        this.zone = zone;
    }

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

    private final class Asset implements Function {

        @Override
        public List<String> getArgumentNames() {
            return List.of("name");
        }

        @Override
        public Object execute(
                Map<String, Object> arguments, PebbleTemplate self, EvaluationContext context, int lineNumber) {
            return files.url((String) arguments.get("name"));
        }
    }

    private final class Moment implements Filter {

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
                Object input,
                Map<String, Object> arguments,
                PebbleTemplate self,
                EvaluationContext context,
                int lineNumber) {
            var locale = java.util.Locale.forLanguageTag((String) context.getVariable("lang"));
            return input == null ? "" : format.withLocale(locale).format(((Instant) input).atZone(zone));
        }
    }
}
