package eu.parvis.terms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import eu.parvis.config.ConfigurationException;
import eu.parvis.crypto.Tokens;
import eu.parvis.values.Language;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the versions of a folder: {@code terms.yaml} names each with its date of effect, {@code
 * <version>/<language>.md} holds the texts. Where the default folder does not exist, the copy in the jar is read.
 */
final class TermsFolder {

    private static final String DEFAULT = "conf/terms";
    private static final String INDEX = "terms.yaml";

    /** A part of addresses. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,39}");

    /** The time to compare two versions grows with the square of their length. */
    private static final int LONGEST = 100_000;

    private final String folder;
    private final ZoneId zone;
    private final List<String> problems = new ArrayList<>();

    private TermsFolder(String folder, ZoneId zone) {
        this.folder = folder;
        this.zone = zone;
    }

    /**
     * The versions in the folder.
     *
     * @throws ConfigurationException names every file that is missing or not usable
     */
    static List<TermsVersion> read(String folder, ZoneId zone) {
        var reader = new TermsFolder(folder, zone);
        var versions = reader.versions();
        if (!reader.problems.isEmpty()) {
            throw new ConfigurationException(reader.problems);
        }
        return versions;
    }

    private List<TermsVersion> versions() {
        var versions = new ArrayList<TermsVersion>();
        var names = new HashMap<Instant, String>();
        for (var entry : index().properties()) {
            var name = entry.getKey();
            if (!NAME.matcher(name).matches()) {
                problems.add(path(INDEX) + ": " + name + " is no name of a version (letters, digits and hyphens)");
                continue;
            }
            var from = dateOfEffect(name, entry.getValue().asText());
            if (names.putIfAbsent(from, name) != null) {
                problems.add(path(INDEX) + ": " + name + " has the date of effect of " + names.get(from));
            }
            versions.add(new TermsVersion(name, from, texts(name)));
        }
        if (versions.isEmpty() && problems.isEmpty()) {
            problems.add(path(INDEX) + " names no version");
        }
        return versions;
    }

    private JsonNode index() {
        var mapper = new YAMLMapper();
        try {
            return text(INDEX).isPresent() ? mapper.readTree(text(INDEX).get()) : mapper.createObjectNode();
        } catch (IOException e) {
            problems.add(path(INDEX) + " is not YAML");
            return mapper.createObjectNode();
        }
    }

    private Instant dateOfEffect(String version, String typed) {
        try {
            return LocalDate.parse(typed).atStartOfDay(zone).toInstant();
        } catch (DateTimeParseException e) {
            problems.add(path(INDEX) + ": " + version + " has no date of effect such as 2026-12-01, but " + typed);
            return Instant.EPOCH;
        }
    }

    private Map<Language, TermsText> texts(String version) {
        var texts = new EnumMap<Language, TermsText>(Language.class);
        for (var language : Language.values()) {
            text(version + "/" + language.code() + ".md")
                    .ifPresent(markdown -> texts.put(language, new TermsText(markdown, sha256(markdown))));
        }
        return texts;
    }

    private static String sha256(String markdown) {
        return HexFormat.of().formatHex(Tokens.sha256(markdown).getBytes());
    }

    private Optional<String> text(String name) {
        try {
            var bytes = bytes(name);
            if (bytes.length > LONGEST) {
                problems.add(path(name) + " is longer than " + LONGEST + " bytes");
            }
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            problems.add(path(name) + " is not UTF-8");
        } catch (IOException e) {
            problems.add(path(name) + " cannot be read");
        }
        return Optional.empty();
    }

    private byte[] bytes(String name) throws IOException {
        if (!folder.equals(DEFAULT) || Files.isDirectory(Path.of(folder))) {
            return Files.readAllBytes(Path.of(folder).resolve(name));
        }
        try (var copy = TermsFolder.class.getResourceAsStream("/" + path(name))) {
            if (copy == null) {
                throw new IOException(name);
            }
            return copy.readAllBytes();
        }
    }

    private String path(String name) {
        return folder + "/" + name;
    }
}
