package eu.parvis.account;

import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;
import eu.parvis.crypto.PasswordPolicy;

/** The rules that a new password has to follow. */
public record PasswordSettings(PasswordPolicy policy) {

    public static final SettingsGroup<PasswordSettings> GROUP =
            SettingsGroup.of("password", PasswordSettings.class, PasswordSettings::from);

    private static PasswordSettings from(Settings settings) {
        return new PasswordSettings(settings.choice("policy", PasswordPolicy.class));
    }
}
