package eu.parvis.config;

import eu.parvis.crypto.HashingApi.HashAll;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * Finds readable settings that prevent a start, because they are unsafe or contradict each other. A group with an
 * unreadable setting is not checked, because the setting has a placeholder.
 */
final class ConsistencyChecks {

    private static final int KEY_BYTES = 32;
    private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Configuration configuration;
    private final List<SettingsGroup<?>> groups;
    private final List<SameNode> sameNode;
    private final List<String> problems;

    /** Adds the problems that it finds to the list. */
    ConsistencyChecks(
            Configuration configuration,
            List<SettingsGroup<?>> groups,
            List<SameNode> sameNode,
            List<String> problems) {
        this.configuration = configuration;
        this.groups = groups;
        this.sameNode = sameNode;
        this.problems = problems;
    }

    void run() {
        checkPublicUrl();
        checkTls();
        checkPorts();
        DatabaseTls.of(configuration.db().uri()).problem().ifPresent(problems::add);
        checkKeys();
        groups.forEach(this::checkRule);
        if (readable("hashing")) {
            checkHashingQueue();
        }
        if (readable("verticles")) {
            checkReferences();
        }
        if (readable("verticles") && readable("cluster")) {
            sameNode.forEach(this::checkSameNode);
            checkOtherVerticles();
        }
    }

    private void checkRule(SettingsGroup<?> group) {
        if (readable(group.name()) && group.compared().stream().allMatch(this::readable)) {
            group.rule().apply(configuration).ifPresent(problems::add);
        }
    }

    private boolean readable(String group) {
        return problems.stream().noneMatch(problem -> problem.startsWith(group + "."));
    }

    private void checkPublicUrl() {
        var http = configuration.http();
        if (!http.publicUrl().isEmpty() && !http.secure() && !isThisMachine(http.publicUrl())) {
            problems.add("http.publicUrl must be https, because visitors send passwords");
        }
    }

    private static boolean isThisMachine(String url) {
        return THIS_MACHINE.contains(URI.create(url).getHost());
    }

    private void checkTls() {
        var http = configuration.http();
        if (http.tlsCertificate().isPresent() != http.tlsKey().isPresent()) {
            problems.add("http.tlsCertificate and http.tlsKey go together: one of them is not set");
        }
    }

    private void checkPorts() {
        var http = configuration.http();
        var management = configuration.management();
        if (http.port() == management.port() && overlap(http.host(), management.host())) {
            problems.add(
                    "http.port and management.port are both " + http.port() + ": visitors must not reach /metrics");
        }
    }

    /**
     * Whether the two addresses cannot have the same port. An address that means all addresses overlaps each of them.
     */
    private static boolean overlap(String one, String other) {
        return one.equals(other)
                || EVERY_ADDRESS.contains(one)
                || EVERY_ADDRESS.contains(other)
                || (LOOPBACK.contains(one) && LOOPBACK.contains(other));
    }

    private void checkKeys() {
        var secrets = configuration.secrets();
        if (!secrets.key().isEmpty()) {
            checkKey("secrets.key", secrets.key());
        }
        secrets.previousKeys().forEach(key -> checkKey("secrets.previousKeys", key));
    }

    private void checkKey(String setting, String value) {
        try {
            if (Base64.getDecoder().decode(value).length != KEY_BYTES) {
                problems.add(setting + " must be 32 bytes in Base64 (openssl rand -base64 32)");
            }
        } catch (IllegalArgumentException e) {
            problems.add(setting + " is not Base64 (openssl rand -base64 32)");
        }
    }

    /** A shorter queue could refuse them even on an idle node. This does not depend on the number of threads. */
    private void checkHashingQueue() {
        var queue = configuration.hashing().queue();
        if (queue != 0 && queue < HashAll.MOST) {
            problems.add("hashing.queue: " + queue + " is too short: one request may hash " + HashAll.MOST
                    + " secrets; use 0, or at least that number");
        }
    }

    private void checkReferences() {
        var verticles = configuration.verticles();
        verticles.forEach((kind, own) -> own.sameAs()
                .filter(other -> !verticles.containsKey(other)
                        || verticles.get(other).sameAs().isPresent())
                .ifPresent(other -> problems.add(
                        instances(kind) + ": " + other + " is not a kind of verticle with a number of its own")));
    }

    private void checkSameNode(SameNode rule) {
        var kind = rule.kind();
        var served = rule.callers().stream()
                .filter(caller -> configuration.instances(caller) > 0)
                .toList();
        if (hasNumberZero(kind) && !served.isEmpty()) {
            problems.add(instances(kind) + ": 0 is not possible with verticles." + String.join(", ", served)
                    + ": requests that contain passwords stay on this node");
        }
    }

    /** A kind that takes over another kind's number is reported there. */
    private boolean hasNumberZero(String kind) {
        return configuration.verticles().get(kind).sameAs().isEmpty() && configuration.instances(kind) == 0;
    }

    private static String instances(String kind) {
        return "verticles." + kind + ".instances";
    }

    private void checkOtherVerticles() {
        configuration.verticles().keySet().forEach(kind -> {
            var named = problems.stream().anyMatch(problem -> problem.startsWith(instances(kind)));
            if (hasNumberZero(kind) && !configuration.cluster().enabled() && !named) {
                problems.add(instances(kind) + ": 0 needs cluster.enabled, so that another node can run them");
            }
        });
    }
}
