package eu.parvis.account;

import eu.parvis.capability.Capability;

/** What the roof deploys and serves of this package: nothing but its settings. */
public final class AccountCapability {

    public static final Capability DESCRIPTOR = Capability.of("account").settings(PasswordSettings.GROUP);

    private AccountCapability() {}
}
