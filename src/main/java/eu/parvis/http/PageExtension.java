package eu.parvis.http;

import eu.parvis.values.Language;
import eu.parvis.words.Days;
import eu.parvis.words.Times;
import eu.parvis.words.Words;
import io.pebbletemplates.pebble.attributes.AttributeResolver;
import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.extension.Function;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** In templates: records, {@code asset('css/portal.css')}, {@code at | day}, {@code at | time}, {@code at | moment}. */
final class PageExtension extends AbstractExtension {

    private final StaticFiles files;
    private final ZoneId zone;

    PageExtension(StaticFiles files, ZoneId zone) {
        this.files = files;
        this.zone = zone;
    }

    @Override
    public List<AttributeResolver> getAttributeResolver() {
        return List.of(new TemplateVariables());
    }

    @Override
    public Map<String, Function> getFunctions() {
        return Map.of("asset", new Asset());
    }

    @Override
    public Map<String, Filter> getFilters() {
        return Map.of(
                "day", new Moment(PageExtension::day),
                "time", new Moment(Times::inWords),
                "moment", new Moment(PageExtension::moment),
                "iso", new Moment((at, language) -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at)));
    }

    private static String day(ZonedDateTime at, Language language) {
        return Days.inWords(at.toLocalDate(), language);
    }

    static String moment(ZonedDateTime at, Language language) {
        return Words.of(language).text("page.moment", day(at, language), Times.inWords(at, language));
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

        private final BiFunction<ZonedDateTime, Language, String> written;

        Moment(BiFunction<ZonedDateTime, Language, String> written) {
            this.written = written;
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
            var language = Language.of((String) context.getVariable("lang")).orElseThrow();
            return input == null ? "" : written.apply(((Instant) input).atZone(zone), language);
        }
    }
}
