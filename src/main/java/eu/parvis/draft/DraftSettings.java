package eu.parvis.draft;

import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;
import java.time.Duration;

/** How long unsent forms are kept. */
public record DraftSettings(Duration form, Duration secrets, Duration sweep) {

    public static final SettingsGroup<DraftSettings> GROUP =
            SettingsGroup.of("draft", DraftSettings.class, DraftSettings::from);

    private static DraftSettings from(Settings settings) {
        return new DraftSettings(settings.duration("form"), settings.duration("secrets"), settings.timeout("sweep"));
    }
}
