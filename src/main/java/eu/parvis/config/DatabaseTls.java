package eu.parvis.config;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The TLS parameters of {@code db.uri}, named as in PostgreSQL's own clients: sslmode and sslrootcert. */
final class DatabaseTls {

    private static final String MODE = "sslmode";
    private static final String AUTHORITY = "sslrootcert";
    private static final List<String> VERIFYING = List.of("verify-ca", "verify-full");
    private static final List<String> MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    private final Map<String, String> parameters;

    private DatabaseTls(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    static DatabaseTls of(String uri) {
        var parameters = new LinkedHashMap<String, String>();
        Stream.of(uri.replaceFirst("^[^?]*\\??", "").split("&", -1))
                .map(parameter -> parameter.split("=", 2))
                .filter(parts -> parts[0].toLowerCase(Locale.ROOT).startsWith("ssl"))
                .forEach(parts -> parameters.put(parts[0], parts.length > 1 ? decoded(parts[1]) : ""));
        return new DatabaseTls(parameters);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8).strip();
    }

    /** A file with the certificates of the authorities that may have signed the server's certificate. */
    Optional<String> authority() {
        return Optional.ofNullable(parameters.get(AUTHORITY));
    }

    /**
     * Finds the first problem. Parameters that would be ignored are problems, so that an operator does not rely on a
     * protection that does not exist.
     */
    Optional<String> problem() {
        return misspelt()
                .or(this::unknownMode)
                .or(this::missing)
                .or(this::unusable)
                .map(problem -> "db.uri: " + problem);
    }

    /** Other parameters are rejected, because only one of the two drivers supports them. */
    private Optional<String> misspelt() {
        return parameters.keySet().stream()
                .filter(name -> !name.equals(MODE) && !name.equals(AUTHORITY))
                .findFirst()
                .map(name -> name + " is not known here, " + MODE + " and " + AUTHORITY + " are");
    }

    private Optional<String> unknownMode() {
        return Optional.of(mode())
                .filter(mode -> !MODES.contains(mode))
                .map(mode -> MODE + "=" + mode + " is none of " + String.join(", ", MODES));
    }

    private String mode() {
        return parameters.getOrDefault(MODE, "disable");
    }

    private Optional<String> missing() {
        if (VERIFYING.contains(mode()) && authority().isEmpty()) {
            return Optional.of(MODE + "=" + mode() + " needs " + AUTHORITY + ", the certificate of the authority");
        }
        if (authority().isPresent() && !VERIFYING.contains(mode()) && !mode().equals("require")) {
            return Optional.of(AUTHORITY + " is of no use with " + MODE + "=" + mode() + ", verify-full is meant");
        }
        return Optional.empty();
    }

    private Optional<String> unusable() {
        return authority().flatMap(DatabaseTls::unusable);
    }

    private static Optional<String> unusable(String file) {
        try (var content = Files.newInputStream(Path.of(file))) {
            return CertificateFactory.getInstance("X.509")
                            .generateCertificates(content)
                            .isEmpty()
                    ? Optional.of(AUTHORITY + "=" + file + " holds no certificate")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of(AUTHORITY + "=" + file + " cannot be read");
        } catch (CertificateException e) {
            return Optional.of(AUTHORITY + "=" + file + " holds no certificate");
        }
    }
}
