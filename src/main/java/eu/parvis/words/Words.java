package eu.parvis.words;

import eu.parvis.values.Language;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The messages of the portal in one language. */
public final class Words {

    private static final Logger LOG = LoggerFactory.getLogger(Words.class);

    /** With assertions enabled, as in tests, an unknown id is an error. In production the page shows the id instead. */
    private static final boolean STRICT = Words.class.desiredAssertionStatus();

    private static final Map<Language, Words> ALL = all();

    private final Language language;
    private final Properties sentences;

    private Words(Language language) {
        this.language = language;
        this.sentences = read("/messages/portal_" + language.code() + ".properties");
    }

    public static Words of(Language language) {
        return ALL.get(language);
    }

    public Set<String> ids() {
        return sentences.stringPropertyNames();
    }

    /** Returns the message as plain text. It is a {@link MessageFormat} pattern only if arguments are given. */
    public String text(String id, Object... arguments) {
        var sentence = sentences.getProperty(id);
        if (sentence == null) {
            return unknown(id);
        }
        return arguments.length == 0 ? sentence : new MessageFormat(sentence, language.locale()).format(arguments);
    }

    private String unknown(String id) {
        if (STRICT) {
            throw new IllegalArgumentException("No sentence in " + language + " for " + id);
        }
        LOG.error("No sentence in {} for {}", language, id);
        return id;
    }

    private static Map<Language, Words> all() {
        var all = new EnumMap<Language, Words>(Language.class);
        for (var language : Language.values()) {
            all.put(language, new Words(language));
        }
        return all;
    }

    private static Properties read(String file) {
        try (var stream = Words.class.getResourceAsStream(file);
                var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            var sentences = new Properties();
            sentences.load(reader);
            return sentences;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
