package eu.parvis.config;

import java.util.List;

/** The portal cannot start: every setting that stands in the way, one a line. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConfigurationException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
