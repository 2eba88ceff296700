package eu.parvis.session;

import eu.parvis.audit.Entry;
import eu.parvis.words.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A browser or program and its operating system, by the names that it gives in the User-Agent header. The header proves
 * nothing.
 */
public record DeviceName(Optional<String> program, Optional<String> system) {

    private static final String PROGRAM = "program";
    private static final String SYSTEM = "system";

    private record Sign(String name, Pattern pattern) {

        static Sign of(String name, String pattern) {
            return new Sign(name, Pattern.compile(pattern));
        }
    }

    /** In this order, because Edge and others also name Chrome, and Chrome also names Safari. */
    private static final List<Sign> BROWSERS = List.of(
            Sign.of("Edge", "\\bEdg(e|A|iOS)?/"),
            Sign.of("Opera", "\\bOPR/"),
            Sign.of("Samsung Internet", "\\bSamsungBrowser/"),
            Sign.of("Firefox", "\\b(Firefox|FxiOS)/"),
            Sign.of("Chrome", "\\b(Chrome|HeadlessChrome|CriOS)/"),
            Sign.of("Safari", "\\bVersion/\\S+ .*\\bSafari/"));

    private static final List<Sign> SYSTEMS = List.of(
            Sign.of("Android", "\\bAndroid\\b"),
            Sign.of("iOS", "\\b(iPhone|iPad|iPod)\\b"),
            Sign.of("Windows", "\\bWindows\\b"),
            Sign.of("macOS", "\\bMac(intosh| OS X)\\b"),
            Sign.of("ChromeOS", "\\bCrOS\\b"),
            Sign.of("Linux", "\\bLinux\\b"));

    /** The first product of RFC 9110, such as {@code curl/8.5.0}. */
    private static final Pattern PRODUCT = Pattern.compile("([A-Za-z][\\w.-]{0,39})(?![\\w.-])");

    /** Every browser begins with this name. */
    private static final String ANY_BROWSER = "Mozilla";

    public static DeviceName of(Optional<String> userAgent) {
        var text = userAgent.orElse("");
        return new DeviceName(first(BROWSERS, text).or(() -> product(text)), first(SYSTEMS, text));
    }

    /** Reads what {@link #in} has written. */
    public static DeviceName of(Map<String, String> detail) {
        return new DeviceName(Optional.ofNullable(detail.get(PROGRAM)), Optional.ofNullable(detail.get(SYSTEM)));
    }

    private static Optional<String> first(List<Sign> signs, String text) {
        return signs.stream()
                .filter(sign -> sign.pattern().matcher(text).find())
                .map(Sign::name)
                .findFirst();
    }

    private static Optional<String> product(String text) {
        var product = PRODUCT.matcher(text);
        return product.lookingAt() && !product.group(1).equals(ANY_BROWSER)
                ? Optional.of(product.group(1))
                : Optional.empty();
    }

    /** Adds the names to a journal entry. */
    public Entry in(Entry entry) {
        var named = program.map(name -> entry.with(PROGRAM, name)).orElse(entry);
        return system.map(name -> named.with(SYSTEM, name)).orElse(named);
    }

    /** For example "Firefox on Windows"; empty if neither is known. */
    public Optional<String> text(Words words) {
        return program.isPresent() && system.isPresent()
                ? Optional.of(words.text("session.device", program.get(), system.get()))
                : program.or(() -> system);
    }
}
