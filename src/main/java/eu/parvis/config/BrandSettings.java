package eu.parvis.config;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** The name, colours and contacts of the provider that operates the portal. */
public record BrandSettings(
        String name,
        String legalName,
        Optional<String> logoUrl,
        String accent,
        String accentDark,
        String supportPhone,
        Optional<String> supportPhonePrice,
        String supportEmail,
        ZoneId timeZone,
        List<String> openingHours,
        String operatorEmail,
        String website,
        String legalUrl,
        String privacyUrl) {
    static BrandSettings from(Settings settings) {
        return new BrandSettings(
                settings.text("name"),
                settings.text("legalName"),
                settings.optional("logoUrl"),
                settings.text("accent"),
                settings.text("accentDark"),
                settings.phone("supportPhone"),
                settings.optional("supportPhonePrice"),
                settings.mailAddress("supportEmail"),
                settings.zone("timeZone"),
                settings.openingHours("openingHours"),
                settings.mailAddress("operatorEmail"),
                settings.text("website"),
                settings.text("legalUrl"),
                settings.text("privacyUrl"));
    }
}
