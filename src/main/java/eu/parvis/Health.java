package eu.parvis;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * The health check of a container: requests {@code /health} of a portal on this machine and exits with 0 or 1. So an
 * image needs no other tool than Java. Uses no other class of the portal.
 */
public final class Health {

    private static final int TIMEOUT_MILLIS = 3000;

    private Health() {}

    /** An argument may give another address. */
    public static void main(String[] arguments) {
        System.exit(isWell(arguments.length > 0 ? arguments[0] : managementAddress()) ? 0 : 1);
    }

    private static String managementAddress() {
        var port = System.getenv().getOrDefault("PARVIS_MANAGEMENT_PORT", "");
        // Kubernetes may set this variable to the address of a Service.
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
