package eu.parvis;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import eu.parvis.config.Configuration;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** Loggers exist before the settings are read; this gives them the form that the settings ask for. */
public final class Logging {

    /** Read by {@code logback.xml}. */
    private static final String FORMAT = "log.format";

    private Logging() {}

    public static void use(Configuration.Log settings) {
        var format = settings.format().name().toLowerCase(Locale.ROOT);
        if (format.equals(System.getProperty(FORMAT, "json"))) {
            return;
        }
        System.setProperty(FORMAT, format);
        configureAgain((LoggerContext) LoggerFactory.getILoggerFactory());
    }

    private static void configureAgain(LoggerContext context) {
        context.reset();
        try {
            new ContextInitializer(context).autoConfig();
        } catch (JoranException e) {
            throw new IllegalStateException(e);
        }
    }
}
