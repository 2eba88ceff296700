package eu.parvis.account;

import eu.parvis.capability.Capability;

/** Declares this package to the node. It has only settings. */
public final class AccountCapability {

    public static final Capability DESCRIPTOR =
            Capability.of("account").settings(PasswordSettings.GROUP, DeviceSettings.GROUP);

    private AccountCapability() {}
}
