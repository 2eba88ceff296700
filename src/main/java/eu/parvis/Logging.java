package eu.parvis;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import eu.parvis.config.Configuration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes log events to standard output: as JSON for log collectors, one object a line, or as text for a terminal. In
 * both, a visitor's input cannot start a new line.
 *
 * <p>Configured by code, because reading a {@code logback.xml} would delay every start. An operator can still use a
 * file: {@code -Dlogback.configurationFile=...}.
 */
public final class Logging {

    private static final String OWN_FILE = "logback.configurationFile";
    private static final String TEXT =
            "%date{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level %logger{24} - %replace(%msg){'[\\r\\n]+', ' / '}%n";

    /**
     * Libraries whose events at INFO need no action of an operator. The last one warns at every start that verticles
     * share a gauge.
     */
    private static final Map<String, Level> QUIET = Map.of(
            "io.zonky.test.db.postgres", Level.WARN,
            "com.icegreen.greenmail", Level.WARN,
            "com.hazelcast", Level.WARN,
            "org.flywaydb", Level.WARN,
            "io.pebbletemplates", Level.WARN,
            "io.micrometer.core.instrument.MeterRegistry", Level.ERROR);

    private Logging() {}

    public static void use(Configuration.Log settings) {
        if (System.getProperty(OWN_FILE) == null) {
            use(settings.format(), (LoggerContext) LoggerFactory.getILoggerFactory());
        }
    }

    static void use(Configuration.LogFormat format, LoggerContext context) {
        context.reset();
        QUIET.forEach((name, level) -> context.getLogger(name).setLevel(level));
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(console(context, format == Configuration.LogFormat.JSON ? json() : text()));
    }

    private static ConsoleAppender<ILoggingEvent> console(LoggerContext context, Encoder<ILoggingEvent> encoder) {
        encoder.setContext(context);
        encoder.start();
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setContext(context);
        console.setName("console");
        console.setEncoder(encoder);
        console.start();
        return console;
    }

    /** Writes the formatted message without its arguments, which may contain details that the message omits. */
    private static Encoder<ILoggingEvent> json() {
        var encoder = new JsonEncoder();
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        return encoder;
    }

    private static Encoder<ILoggingEvent> text() {
        var encoder = new PatternLayoutEncoder();
        encoder.setPattern(TEXT);
        return encoder;
    }
}
