package eu.parvis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Tells two ports of this machine on which nobody listens: for a rehearsal, which may take place beside a running portal.
 * Loads nothing of the portal.
 */
public final class FreePorts {

    private FreePorts() {}

    /** Both are held until both are found, or they could be the same. */
    public static void main(String[] arguments) throws IOException {
        try (var one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.out.println(one.getLocalPort() + " " + other.getLocalPort());
        }
    }
}
