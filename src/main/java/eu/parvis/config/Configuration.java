package eu.parvis.config;

import eu.parvis.crypto.HashingSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
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
        return ConfigurationReader.read(file, environment);
    }

    static Configuration from(Settings settings) {
        return new Configuration(
                Http.from(settings.group("http")),
                Management.from(settings.group("management")),
                Db.from(settings.group("db")),
                Smtp.from(settings.group("smtp")),
                Mail.from(settings.group("mail")),
                Secrets.from(settings.group("secrets")),
                Session.from(settings.group("session")),
                Hashing.from(settings.group("hashing")),
                Password.from(settings.group("password")),
                Registration.from(settings.group("registration")),
                Recovery.from(settings.group("recovery")),
                Company.from(settings.group("company")),
                Limits.from(settings.group("limits")),
                Brand.from(settings.group("brand")),
                settings.groups("verticles", Verticles::from),
                Cluster.from(settings.group("cluster")),
                Log.from(settings.group("log")));
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
            Duration closeAfter,
            Duration drain) {

        static Http from(Settings settings) {
            return new Http(
                    settings.text("host"),
                    settings.port("port"),
                    settings.neededWebAddress("publicUrl"),
                    settings.optional("tlsCertificate"),
                    settings.optional("tlsKey"),
                    settings.networks("trustedProxies"),
                    settings.number("bodyLimit", 1),
                    settings.timeout("bodyTimeout"),
                    settings.timeout("idleTimeout"),
                    settings.pause("closeAfter"),
                    settings.pause("drain"));
        }

        private static final int HTTP = 80;
        private static final int HTTPS = 443;

        /** Scheme, host and port of the public address, as browsers send it in {@code Origin}. */
        public String origin() {
            var url = URI.create(publicUrl.toLowerCase(Locale.ROOT));
            var port = url.getPort() == (secure() ? HTTPS : HTTP) ? -1 : url.getPort();
            return url.getScheme() + "://" + url.getHost() + (port < 0 ? "" : ":" + port);
        }

        /** Whether visitors come by https; only a sandbox on this machine may do without. */
        public boolean secure() {
            return publicUrl.startsWith("https://");
        }
    }

    public record Management(String host, int port) {
        static Management from(Settings settings) {
            return new Management(settings.text("host"), settings.port("port"));
        }
    }

    public record Db(
            String uri,
            String user,
            String password,
            int poolSize,
            int waitQueue,
            Duration deadline,
            Duration patience,
            boolean migrate) {

        static Db from(Settings settings) {
            return new Db(
                    settings.neededDatabaseAddress("uri"),
                    settings.text("user"),
                    settings.text("password"),
                    settings.number("poolSize", 1),
                    settings.number("waitQueue", 1),
                    settings.timeout("deadline"),
                    settings.pause("patience"),
                    settings.flag("migrate"));
        }

        /** The file of the authority that has to vouch for the server, where one is named. */
        public Optional<String> authority() {
            return DatabaseTls.of(uri).authority();
        }

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

        static Smtp from(Settings settings) {
            return new Smtp(
                    settings.needed("host"),
                    settings.port("port"),
                    settings.choice("startTls", StartTls.class),
                    settings.optional("user"),
                    settings.optional("password"),
                    settings.number("connections", 1),
                    settings.timeout("connectTimeout"),
                    settings.timeout("idleTimeout"));
        }

        @Override
        public String toString() {
            return "Smtp[host=" + host + ", port=" + port + ", startTls=" + startTls + "]";
        }
    }

    public record Mail(
            String sender, Duration lease, Duration sweep, Duration giveUpAfter, Duration keep, int perAddressAndHour) {
        static Mail from(Settings settings) {
            return new Mail(
                    settings.neededMailAddress("sender"),
                    settings.timeout("lease"),
                    settings.timeout("sweep"),
                    settings.duration("giveUpAfter"),
                    settings.duration("keep"),
                    settings.number("perAddressAndHour", 1));
        }
    }

    public record Secrets(String key, List<String> previousKeys) {

        static Secrets from(Settings settings) {
            return new Secrets(settings.needed("key"), settings.list("previousKeys"));
        }

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

    public record Session(Duration inactivity, Duration warning, Duration absolute, Duration flush, Duration sweep) {
        static Session from(Settings settings) {
            return new Session(
                    settings.duration("inactivity"),
                    settings.duration("warning"),
                    settings.duration("absolute"),
                    settings.timeout("flush"),
                    settings.timeout("sweep"));
        }
    }

    public record Hashing(int memory, int iterations, int parallelism, int threads, int queue) {
        static Hashing from(Settings settings) {
            return new Hashing(
                    settings.number("memory", HashingSettings.LEAST_MEMORY_KB, HashingSettings.MOST_MEMORY_KB),
                    settings.number("iterations", HashingSettings.LEAST_ITERATIONS, HashingSettings.MOST_ITERATIONS),
                    settings.number("parallelism", 1, HashingSettings.MOST_PARALLELISM),
                    settings.number("threads", 0),
                    settings.number("queue", 0));
        }
    }

    public enum PasswordPolicy {
        MIXED,
        LENGTH,
        BASIC
    }

    public record Password(PasswordPolicy policy) {
        static Password from(Settings settings) {
            return new Password(settings.choice("policy", PasswordPolicy.class));
        }
    }

    public record Registration(
            boolean organisation,
            Duration draft,
            Duration temporaryPassword,
            Duration unactivatedAfter,
            Duration waitingPage,
            Duration resendAfter,
            Duration joinAnswerWithin,
            Duration keepJoinRequests,
            Duration sweep) {
        static Registration from(Settings settings) {
            return new Registration(
                    settings.flag("organisation"),
                    settings.duration("draft"),
                    settings.duration("temporaryPassword"),
                    settings.duration("unactivatedAfter"),
                    settings.duration("waitingPage"),
                    settings.pause("resendAfter"),
                    settings.duration("joinAnswerWithin"),
                    settings.duration("keepJoinRequests"),
                    settings.timeout("sweep"));
        }
    }

    public record Recovery(Duration link) {
        static Recovery from(Settings settings) {
            return new Recovery(settings.duration("link"));
        }
    }

    public record Company(
            Optional<String> directoryUrl,
            Optional<String> viesUrl,
            Duration timeout,
            int directoryRate,
            Duration sweep) {
        static Company from(Settings settings) {
            return new Company(
                    settings.webAddress("directoryUrl"),
                    settings.webAddress("viesUrl"),
                    settings.timeout("timeout"),
                    settings.number("directoryRate", 1),
                    settings.timeout("sweep"));
        }
    }

    public record Limits(
            int addressFactor,
            int requestsPerMinute,
            int signInsPer15Minutes,
            int registrationsPerHour,
            int lookUpsPerHour,
            int recoveriesPerHour,
            int triesPer15Minutes,
            int triesPerDay,
            int invitationsPerDay) {
        static Limits from(Settings settings) {
            return new Limits(
                    settings.number("addressFactor", 1),
                    settings.number("requestsPerMinute", 1),
                    settings.number("signInsPer15Minutes", 1),
                    settings.number("registrationsPerHour", 1),
                    settings.number("lookUpsPerHour", 1),
                    settings.number("recoveriesPerHour", 1),
                    settings.number("triesPer15Minutes", 1),
                    settings.number("triesPerDay", 1),
                    settings.number("invitationsPerDay", 1));
        }
    }

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
            String privacyUrl) {
        static Brand from(Settings settings) {
            return new Brand(
                    settings.text("name"),
                    settings.text("legalName"),
                    settings.optional("logoUrl"),
                    settings.text("accent"),
                    settings.text("accentDark"),
                    settings.phone("supportPhone"),
                    settings.optional("supportPhonePrice"),
                    settings.mailAddress("supportEmail"),
                    settings.zone("timeZone"),
                    settings.openingHours("openingHours"),
                    settings.mailAddress("operatorEmail"),
                    settings.text("website"),
                    settings.text("legalUrl"),
                    settings.text("privacyUrl"));
        }
    }

    public record Verticles(int instances) {
        static Verticles from(Settings settings) {
            return new Verticles(settings.number("instances", 0));
        }
    }

    public record Cluster(boolean enabled, String name, String host, int port, int busPort, List<String> members) {
        static Cluster from(Settings settings) {
            return new Cluster(
                    settings.flag("enabled"),
                    settings.text("name"),
                    settings.text("host"),
                    settings.port("port"),
                    settings.port("busPort"),
                    settings.list("members"));
        }
    }

    public enum LogFormat {
        JSON,
        TEXT
    }

    public record Log(LogFormat format) {
        static Log from(Settings settings) {
            return new Log(settings.choice("format", LogFormat.class));
        }
    }

    /** How many verticles of this kind run on this node. */
    public int instances(String kind) {
        return verticles.get(kind).instances();
    }
}
