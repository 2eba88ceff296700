package eu.parvis.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.http.Browser;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tests a form whose values are valid except for one field. An invalid value must cause a message at its field and a
 * link to it in the summary, and no typed value may be lost.
 */
public final class FormTrial {

    static final String MARKUP = NastyValue.MARKUP.text.substring(0, 10);

    private final Supplier<Browser> visitors;
    private final String path;
    private final MultiMap filled;
    private final List<FieldRule> rules;
    private int otherwise = 303;
    private Runnable beforeEach = () -> {};
    private Browser visitor;

    /**
     * Takes a form.
     *
     * @param visitors each opens the page of the form; after an accepted value the next visitor is used
     * @param path target of the form
     * @param filled names and values, as a browser sends them
     * @param rules the rule of each field
     */
    public FormTrial(Supplier<Browser> visitors, String path, MultiMap filled, List<FieldRule> rules) {
        this.visitors = visitors;
        this.path = path;
        this.filled = filled;
        this.rules = rules;
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

    public Stream<DynamicContainer> tests() {
        return rules.stream()
                .map(rule -> DynamicContainer.dynamicContainer(
                        rule.path(),
                        Stream.of(NastyValue.values())
                                .map(value ->
                                        DynamicTest.dynamicTest(title(rule, value), () -> attempt(rule, value)))));
    }

    static String title(FieldRule rule, NastyValue value) {
        return value + (rule.refused().contains(value) ? " is refused" : " is taken");
    }

    private void attempt(FieldRule rule, NastyValue value) {
        var sent = MultiMap.caseInsensitiveMultiMap().addAll(filled).set(rule.path(), value.text);
        rule.twin().ifPresent(twin -> sent.set(twin, value.text));

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
        var page = visitor.post(path, form);
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
