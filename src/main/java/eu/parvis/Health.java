package eu.parvis;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * Asks a portal on this machine whether it is well, and ends with 0 or 1: the health check of a container, for which an
 * image needs no tool but its Java. Loads nothing of the portal.
 */
public final class Health {

    private static final int TIMEOUT_MILLIS = 3000;

    private Health() {}

    /** One argument may name another address to ask. */
    public static void main(String[] arguments) {
        System.exit(isWell(arguments.length > 0 ? arguments[0] : managementAddress()) ? 0 : 1);
    }

    private static String managementAddress() {
        var port = System.getenv().getOrDefault("PARVIS_MANAGEMENT_PORT", "");
        // Kubernetes may put the address of a Service there.
        return "http://127.0.0.1:" + (port.contains("://") || port.isEmpty() ? "9090" : port) + "/health";
    }

    private static boolean isWell(String address) {
        try {
            var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            return connection.getResponseCode() < 400;
        } catch (IOException e) {
            return false;
        }
    }
}
