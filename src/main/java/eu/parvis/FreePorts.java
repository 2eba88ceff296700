package eu.parvis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Prints two free ports of this machine, for a test start beside a running portal. Uses no other class of the portal.
 */
public final class FreePorts {

    private FreePorts() {}

    /** Holds both ports until both are found; otherwise they could be the same. */
    public static void main(String[] arguments) throws IOException {
        try (var one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.out.println(one.getLocalPort() + " " + other.getLocalPort());
        }
    }
}
