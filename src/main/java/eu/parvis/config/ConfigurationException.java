package eu.parvis.config;

import java.util.List;

/** The portal cannot start. The message lists every setting that prevents it, one a line. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConfigurationException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
