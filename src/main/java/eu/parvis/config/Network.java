package eu.parvis.config;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;

/** An address ({@code 10.0.0.7}, {@code fd00::7}) or a network ({@code 10.0.0.0/8}, {@code fd00::/8}). */
public final class Network {

    private final IpSubnetFilterRule rule;

    private Network(IpSubnetFilterRule rule) {
        this.rule = rule;
    }

    /**
     * Parses an address or a network.
     *
     * @throws IllegalArgumentException if it is neither, or a network of all addresses
     */
    public static Network parse(String text) {
        var slash = text.indexOf('/');
        var address = NetUtil.createInetAddressFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException(text);
        }
        var bits = address.getAddress().length * Byte.SIZE;
        var prefix = slash < 0 ? bits : Spelling.within(1, Integer.valueOf(text.substring(slash + 1)), bits);
        return new Network(new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT));
    }

    /** Whether the text is an address in this network. */
    public boolean contains(String text) {
        var address = NetUtil.createInetAddressFromIpAddressString(text);
        return address != null && rule.matches(new InetSocketAddress(address, 0));
    }
}
