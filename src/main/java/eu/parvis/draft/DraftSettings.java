package eu.parvis.draft;

import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;
import java.time.Duration;

/** How long unsent forms are kept, and how often they may be saved. */
public record DraftSettings(Duration form, Duration secrets, int savesPerMinute, Duration sweep) {

    public static final SettingsGroup<DraftSettings> GROUP =
            SettingsGroup.of("draft", DraftSettings.class, DraftSettings::from);

    private static DraftSettings from(Settings settings) {
        return new DraftSettings(
                settings.duration("form"),
                settings.duration("secrets"),
                settings.number("savesPerMinute", 1),
                settings.timeout("sweep"));
    }
}
