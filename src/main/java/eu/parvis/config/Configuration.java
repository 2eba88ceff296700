package eu.parvis.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every setting; {@code conf/portal.yaml} says what each means. A record component is a key of that file. */
public record Configuration(
        Http http,
        Management management,
        Db db,
        Smtp smtp,
        Mail mail,
        Secrets secrets,
        Session session,
        Hashing hashing,
        Password password,
        Registration registration,
        Recovery recovery,
        Company company,
        Limits limits,
        Brand brand,
        Map<String, Verticles> verticles,
        Cluster cluster,
        Log log) {

    /**
     * Reads the settings, and checks that the portal can run with them.
     *
     * @param file an operator's file that overrides the defaults, where there is one
     * @throws ConfigurationException naming every setting that is missing, misspelt or unsafe
     */
    public static Configuration read(Optional<Path> file, Map<String, String> environment) {
        var configuration = ConfigurationReader.read(file, environment);
        var problems = configuration.problems();
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return configuration;
    }

    public record Http(
            String host,
            int port,
            String publicUrl,
            Optional<String> tlsCertificate,
            Optional<String> tlsKey,
            List<String> trustedProxies,
            int bodyLimit,
            Duration bodyTimeout,
            Duration idleTimeout,
            Duration drain) {

        /** Scheme, host and port of the public address, as browsers send it in {@code Origin}. */
        public String origin() {
            var url = URI.create(publicUrl);
            return url.getScheme() + "://" + url.getAuthority();
        }

        /** Whether visitors come by https; only a sandbox on this machine may do without. */
        public boolean secure() {
            return publicUrl.startsWith("https://");
        }
    }

    public record Management(String host, int port) {}

    public record Db(
            String uri, String user, String password, int poolSize, int waitQueue, Duration deadline, boolean migrate) {
        @Override
        public String toString() {
            return "Db[uri=" + uri + ", user=" + user + "]";
        }
    }

    public enum StartTls {
        REQUIRED,
        OPTIONAL,
        DISABLED
    }

    public record Smtp(
            String host,
            int port,
            StartTls startTls,
            Optional<String> user,
            Optional<String> password,
            int connections,
            Duration connectTimeout,
            Duration idleTimeout) {
        @Override
        public String toString() {
            return "Smtp[host=" + host + ", port=" + port + ", startTls=" + startTls + "]";
        }
    }

    public record Mail(String sender, Duration lease, Duration sweep, Duration giveUpAfter, int perAddressAndHour) {}

    public record Secrets(String key, List<String> previousKeys) {

        public byte[] master() {
            return Base64.getDecoder().decode(key);
        }

        public List<byte[]> previousMasters() {
            return previousKeys.stream().map(Base64.getDecoder()::decode).toList();
        }

        @Override
        public String toString() {
            return "Secrets[***]";
        }
    }

    public record Session(Duration inactivity, Duration warning, Duration absolute, Duration flush, Duration sweep) {}

    public record Hashing(int memory, int iterations, int parallelism, int threads, int queue) {}

    public enum PasswordPolicy {
        MIXED,
        LENGTH,
        BASIC
    }

    public record Password(PasswordPolicy policy) {}

    public record Registration(
            boolean organisation,
            Duration draft,
            Duration temporaryPassword,
            Duration unactivatedAfter,
            Duration waitingPage,
            Duration resendAfter,
            Duration joinAnswerWithin,
            Duration sweep) {}

    public record Recovery(Duration link) {}

    public record Company(
            Optional<String> directoryUrl,
            Optional<String> viesUrl,
            Duration timeout,
            int directoryRate,
            Duration sweep) {}

    public record Limits(
            int addressFactor,
            int requestsPerMinute,
            int signInsPer15Minutes,
            int registrationsPerHour,
            int lookUpsPerHour,
            int recoveriesPerHour,
            int triesPer15Minutes,
            int triesPerDay) {}

    /** The provider that wears the portal. */
    public record Brand(
            String name,
            String legalName,
            Optional<String> logoUrl,
            String accent,
            String accentDark,
            String supportPhone,
            Optional<String> supportPhonePrice,
            String supportEmail,
            ZoneId timeZone,
            List<String> openingHours,
            String operatorEmail,
            String website,
            String legalUrl,
            String privacyUrl) {}

    public record Verticles(int instances) {}

    public record Cluster(boolean enabled, String name, String host, int port, List<String> members) {}

    public enum LogFormat {
        JSON,
        TEXT
    }

    public record Log(LogFormat format) {}

    /** How many verticles of this kind run on this node. */
    public int instances(String kind) {
        return verticles.get(kind).instances();
    }

    private List<String> problems() {
        var problems = new ArrayList<String>();
        needed(problems, "http.publicUrl", http.publicUrl);
        needed(problems, "db.uri", db.uri);
        needed(problems, "smtp.host", smtp.host);
        needed(problems, "mail.sender", mail.sender);
        needed(problems, "secrets.key", secrets.key);
        if (!http.publicUrl.isBlank() && !http.secure() && !isThisMachine(http.publicUrl)) {
            problems.add("http.publicUrl must be https: passwords travel over it");
        }
        if (http.tlsCertificate.isPresent() != http.tlsKey.isPresent()) {
            problems.add("http.tlsCertificate and http.tlsKey go together: one of them is not set");
        }
        if (!secrets.key.isBlank()) {
            keyProblem("secrets.key", secrets.key).ifPresent(problems::add);
        }
        secrets.previousKeys.forEach(
                key -> keyProblem("secrets.previousKeys", key).ifPresent(problems::add));
        if (hashing.memory < 19456 || hashing.iterations < 2) {
            problems.add("hashing: at least memory 19456 and iterations 2 (OWASP password storage)");
        }
        if (!cluster.enabled && verticles.values().stream().anyMatch(verticles -> verticles.instances() < 1)) {
            problems.add("verticles: 0 instances need cluster.enabled, so that another node can have them");
        }
        return problems;
    }

    private static void needed(List<String> problems, String key, String value) {
        if (value.isBlank()) {
            problems.add(key + " is not set (" + ConfigurationReader.variable(key) + ")");
        }
    }

    private static boolean isThisMachine(String url) {
        var host = URI.create(url).getHost();
        return "localhost".equals(host) || "127.0.0.1".equals(host) || "[::1]".equals(host);
    }

    private static Optional<String> keyProblem(String key, String value) {
        try {
            return Base64.getDecoder().decode(value).length == 32
                    ? Optional.empty()
                    : Optional.of(key + " must be 32 bytes in Base64 (openssl rand -base64 32)");
        } catch (IllegalArgumentException e) {
            return Optional.of(key + " is not Base64 (openssl rand -base64 32)");
        }
    }
}
