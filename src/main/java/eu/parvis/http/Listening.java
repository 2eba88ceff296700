package eu.parvis.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;

/** Opens a port; the failure names the settings of a port that cannot be opened. */
final class Listening {

    private Listening() {}

    /**
     * @param group prefix of the settings host and port
     */
    static Future<HttpServer> on(HttpServer server, String group, String host, int port) {
        return server.listen(port, host).recover(cause -> Future.failedFuture(refused(group, host, port, cause)));
    }

    private static IllegalStateException refused(String group, String host, int port, Throwable cause) {
        var address = group + ".host, " + group + ".port: the portal cannot listen at " + host + ":" + port;
        return new IllegalStateException(address + " (" + cause.getMessage() + ")", cause);
    }
}
