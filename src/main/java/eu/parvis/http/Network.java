package eu.parvis.http;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.HexFormat;

/** The network that a visitor can change addresses within. */
public final class Network {

    private static final int BYTES = 8;

    private Network() {}

    /**
     * Reduces an IPv6 address to its first 64 bits, because a subscriber gets a whole network (RFC 6177). Any other
     * text stays as it is.
     */
    public static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        var bytes = NetUtil.createByteArrayFromIpAddressString(address);
        var isNetwork = bytes != null && bytes.length > 4 && !isIpv4(bytes);
        return isNetwork ? HexFormat.of().formatHex(bytes, 0, BYTES) : address;
    }

    /** Whether this is an IPv4 address written as IPv6, {@code ::ffff:192.0.2.1} (RFC 4291, 2.5.5.2). */
    private static boolean isIpv4(byte[] bytes) {
        return Arrays.equals(bytes, 0, 12, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1}, 0, 12);
    }
}
