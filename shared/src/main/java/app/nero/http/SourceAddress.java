package app.nero.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Where a request comes from, as far as limits are concerned. */
final class SourceAddress {

    /** One customer's usual share of IPv6 (RFC 6177). */
    private static final int PREFIX_BYTES = 8;

    private SourceAddress() {}

    /** An IPv4 address as it is, an IPv6 address by its first 64 bits; a text that is neither stands for itself. */
    static String group(String ip) {
        try {
            InetAddress address = InetAddress.ofLiteral(ip);
            return address instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), PREFIX_BYTES)) + "/64"
                    : address.getHostAddress();
        } catch (IllegalArgumentException _) {
            return ip;
        }
    }
}
