package eu.parvis.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.http.Browser;
import eu.parvis.http.Input;
import eu.parvis.http.SecretFields;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tests a form whose values are valid except for one field. An invalid value must cause a message at its field and a
 * link to it in the summary, and no typed value may be lost.
 */
public final class FormTrial {

    static final String MARKUP = NastyValue.MARKUP.text.substring(0, 10);

    private final Supplier<Opened> visitors;
    private final MultiMap filled;
    private final List<FieldRule> rules;
    private int otherwise = 303;
    private Runnable beforeEach = () -> {};
    private SecretFields secrets = SecretFields.of();
    private Optional<Consumer<Input>> reader = Optional.empty();
    private Set<String> behindTheReader = Set.of();
    private Opened visitor;
    private String path;

    /** A browser that has opened the page of a form, and the target of the form. */
    public record Opened(Browser browser, String path) {}

    /**
     * Takes a form.
     *
     * @param visitors each opens the page of the form; after an accepted value the next visitor is used
     * @param filled names and values, as a browser sends them
     * @param rules the rule of each field
     */
    public FormTrial(Supplier<Opened> visitors, MultiMap filled, List<FieldRule> rules) {
        this.visitors = visitors;
        this.filled = filled;
        this.rules = rules;
    }

    /** @param path target of the form, the same for all visitors */
    public FormTrial(Supplier<Browser> visitors, String path, MultiMap filled, List<FieldRule> rules) {
        this(() -> new Opened(visitors.get(), path), filled, rules);
    }

    public FormTrial(Supplier<Browser> visitors, String path, List<String> filled, List<FieldRule> rules) {
        this(visitors, path, form(filled), rules);
    }

    private static MultiMap form(List<String> pairs) {
        var form = MultiMap.caseInsensitiveMultiMap();
        for (var i = 0; i < pairs.size(); i += 2) {
            form.add(pairs.get(i), pairs.get(i + 1));
        }
        return form;
    }

    /** The status of the answer to a value that is valid, but for which the form still does not succeed. */
    public FormTrial otherwise(int status) {
        otherwise = status;
        return this;
    }

    /** An action before each value is sent. */
    public FormTrial beforeEach(Runnable action) {
        beforeEach = action;
        return this;
    }

    /** The fields that the route declares as secrets. */
    public FormTrial hiding(SecretFields declared) {
        secrets = declared;
        return this;
    }

    /**
     * Two values of each field are sent over HTTP; the reader decides on the others.
     *
     * @param reader reads all fields as the route does, and fails as it does
     * @param behindTheReader fields of which more than the reader decides; all their values are sent over HTTP
     */
    public FormTrial readBy(Consumer<Input> reader, String... behindTheReader) {
        this.reader = Optional.of(reader);
        this.behindTheReader = Set.of(behindTheReader);
        return this;
    }

    public Stream<DynamicContainer> tests() {
        return IntStream.range(0, rules.size()).mapToObj(this::field);
    }

    private DynamicContainer field(int turn) {
        var rule = rules.get(turn);
        var inMemory = reader.filter(some -> !behindTheReader.contains(rule.path()));
        return DynamicContainer.dynamicContainer(
                rule.path(),
                Stream.of(NastyValue.values())
                        .map(value -> inMemory.isEmpty() || rule.overHttp(turn).contains(value)
                                ? DynamicTest.dynamicTest(title(rule, value) + " over HTTP", () -> attempt(rule, value))
                                : DynamicTest.dynamicTest(
                                        title(rule, value), () -> read(inMemory.get(), rule, value))));
    }

    static String title(FieldRule rule, NastyValue value) {
        return value + (rule.refused().contains(value) ? " is refused" : " is taken");
    }

    private MultiMap filledBut(FieldRule rule, NastyValue value) {
        var form = MultiMap.caseInsensitiveMultiMap().addAll(filled).set(rule.path(), value.text);
        rule.twin().ifPresent(twin -> form.set(twin, value.text));
        return form;
    }

    private void read(Consumer<Input> route, FieldRule rule, NastyValue value) {
        var sent = filledBut(rule, value);
        var input = Input.form(sent, secrets);

        var refusal = Refusal.inMemory(() -> input, route);

        var wrong = rule.refused().contains(value) ? Set.of(rule.path()) : Set.of();
        assertEquals(wrong, refusal.map(Refusal::paths).orElse(Set.of()), () -> refusal + " of " + sent);
        for (var name : sent.names()) {
            assertEquals(
                    isSecret(name) ? List.of() : sent.getAll(name), input.form().values(name), name);
        }
    }

    private void attempt(FieldRule rule, NastyValue value) {
        var sent = filledBut(rule, value);

        beforeEach.run();
        var page = send(sent);

        assertFalse(page.bodyAsString() != null && page.bodyAsString().contains(MARKUP), page::bodyAsString);
        if (!rule.refused().contains(value)) {
            assertEquals(otherwise, page.statusCode(), page::bodyAsString);
        } else {
            assertEquals(400, page.statusCode(), page::bodyAsString);
            assertComplaint(rule, page);
        }
        if (page.statusCode() >= 400) {
            assertNothingIsLost(sent, page);
        }
    }

    private HttpResponse<Buffer> send(MultiMap form) {
        if (visitor == null) {
            visitor = visitors.get();
        }
        path = visitor.path;
        var page = visitor.browser.post(path, form);
        if (page.statusCode() != 400) {
            visitor = null;
        }
        return page;
    }

    private void assertComplaint(FieldRule rule, HttpResponse<Buffer> page) {
        var id = rule.path().replace('.', '-');
        var form = PageForm.of(page.bodyAsString(), path);
        assertEquals(Set.of(id), form.messages(), page::bodyAsString);
        assertEquals(Set.of(id), form.summary(), page::bodyAsString);
        assertTrue(page.bodyAsString().contains(" id=\"" + id + "\""), () -> "nothing to lead to: " + id);
        assertTrue(page.bodyAsString().contains("<title>Error:"), "the title says that something is wrong");
    }

    private void assertNothingIsLost(MultiMap sent, HttpResponse<Buffer> page) {
        var form = PageForm.of(page.bodyAsString(), path);
        var shown = form.fields();
        for (var name : sent.names()) {
            if (isSecret(name)) {
                assertEquals("", String.join("", shown.getAll(name)), name);
            } else if (isTyped(name, sent, form)) {
                assertEquals(sent.getAll(name), shown.getAll(name), name);
            }
        }
    }

    private boolean isSecret(String name) {
        return rules.stream()
                .filter(FieldRule::secret)
                .anyMatch(rule -> rule.path().equals(name)
                        || rule.twin().filter(name::equals).isPresent());
    }

    /**
     * Whether the page must show the sent value again. A choice is shown again only if it is one of the options, and a
     * button never.
     */
    private boolean isTyped(String name, MultiMap sent, PageForm form) {
        var isNasty = Stream.of(NastyValue.values()).anyMatch(value -> value.text.equals(sent.get(name)));
        return !form.buttons().contains(name) && !(isNasty && form.choices().contains(name));
    }
}
