package eu.parvis.config;

import eu.parvis.crypto.HashingSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * All settings; {@code conf/portal.yaml} explains each. The records in this class belong to no capability. A capability
 * declares its own records as a {@link SettingsGroup}, and {@link #get} returns them.
 */
public final class Configuration {

    /** The groups that belong to no capability. */
    public static final List<SettingsGroup<?>> GROUND = List.of(
            SettingsGroup.of("http", Http.class, Http::from),
            SettingsGroup.of("management", Management.class, Management::from),
            SettingsGroup.of("db", Db.class, Db::from),
            SettingsGroup.of("mail", Sender.class, Sender::from),
            SettingsGroup.of("secrets", Secrets.class, Secrets::from),
            SettingsGroup.of("hashing", Hashing.class, Hashing::from),
            SettingsGroup.of("registration", Doors.class, Doors::from),
            SettingsGroup.of("terms", Terms.class, Terms::from),
            SettingsGroup.of("brand", BrandSettings.class, BrandSettings::from),
            SettingsGroup.of("cluster", Cluster.class, Cluster::from),
            SettingsGroup.of("log", Log.class, Log::from));

    private final Map<Class<?>, Record> groups;
    private final Map<String, Integer> limits;
    private final Map<String, Verticles> verticles;

    Configuration(Map<Class<?>, Record> groups, Map<String, Integer> limits, Map<String, Verticles> verticles) {
        this.groups = groups;
        this.limits = limits;
        this.verticles = verticles;
    }

    /** Returns the settings of this type, which a capability of this node has declared. */
    public <T extends Record> T get(Class<T> type) {
        var group = groups.get(type);
        if (group == null) {
            throw new IllegalArgumentException("No capability declares " + type.getName());
        }
        return type.cast(group);
    }

    /** Returns the same configuration with these settings instead of those of their type. */
    public Configuration with(Record settings) {
        var changed = new LinkedHashMap<>(groups);
        changed.put(settings.getClass(), settings);
        return new Configuration(changed, limits, verticles);
    }

    public Http http() {
        return get(Http.class);
    }

    public Management management() {
        return get(Management.class);
    }

    public Db db() {
        return get(Db.class);
    }

    public Secrets secrets() {
        return get(Secrets.class);
    }

    public Hashing hashing() {
        return get(Hashing.class);
    }

    public Doors doors() {
        return get(Doors.class);
    }

    public Terms terms() {
        return get(Terms.class);
    }

    /** The sender address of all mails. */
    public String sender() {
        return get(Sender.class).sender();
    }

    public BrandSettings brand() {
        return get(BrandSettings.class);
    }

    public Cluster cluster() {
        return get(Cluster.class);
    }

    public Log log() {
        return get(Log.class);
    }

    /** The setting {@code limits.<name>}. */
    public int limit(String name) {
        return Optional.ofNullable(limits.get(name))
                .orElseThrow(() -> new IllegalArgumentException("No setting limits." + name));
    }

    /** Kinds of verticle and how many of each run on this node. */
    public Map<String, Verticles> verticles() {
        return verticles;
    }

    /** How many verticles of this kind run on this node. */
    public int instances(String kind) {
        var own = Optional.ofNullable(verticles.get(kind))
                .orElseThrow(() -> new IllegalArgumentException("No setting verticles." + kind));
        return own.sameAs().map(this::instances).orElseGet(() -> Integer.valueOf(own.instances()));
    }

    @Override
    public String toString() {
        return groups.values() + ", limits " + limits + ", " + verticles;
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

        /** Whether visitors use https; only a sandbox on this machine may use http. */
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

        /** The file with the certificate of the authority that must have signed the server's certificate. */
        public Optional<String> authority() {
            return DatabaseTls.of(uri).authority();
        }

        @Override
        public String toString() {
            return "Db[uri=" + uri + ", user=" + user + "]";
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

    /** The sender address of all mails; every page shows it. */
    public record Sender(String sender) {
        static Sender from(Settings settings) {
            return new Sender(settings.neededMailAddress("sender"));
        }
    }

    /** The ways to register that are open; every page shows them. */
    public record Doors(boolean organisation, boolean person) {
        static Doors from(Settings settings) {
            return new Doors(settings.flag("organisation"), settings.flag("person"));
        }
    }

    /** The folder of the terms of use; every page links to them unless it is empty. */
    public record Terms(Optional<String> folder) {
        static Terms from(Settings settings) {
            return new Terms(settings.optional("folder"));
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

    /**
     * The verticles of one kind.
     *
     * @param instances a number, or the kind of verticle that has the same number
     */
    public record Verticles(String instances) {
        static Verticles from(Settings settings) {
            return new Verticles(settings.instances("instances"));
        }

        /** Empty where the kind has a number of its own. */
        Optional<String> sameAs() {
            return Optional.of(instances).filter(text -> Character.isLetter(text.charAt(0)));
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
}
