package eu.parvis.terms;

import eu.parvis.config.Configuration;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The published versions, the oldest first; none if the terms are switched off.
 *
 * @param grace how long the person who accepted an earlier version may go on without the current one
 */
public record TermsCatalogue(List<TermsVersion> versions, Duration grace) {

    public TermsCatalogue {
        versions = versions.stream()
                .sorted(Comparator.comparing(TermsVersion::effectiveFrom))
                .toList();
    }

    /** Reads the folder of the settings. */
    public static TermsCatalogue of(Configuration configuration) {
        var versions = configuration
                .terms()
                .folder()
                .map(folder -> TermsFolder.read(folder, configuration.brand().timeZone()))
                .orElse(List.of());
        return new TermsCatalogue(
                versions, configuration.get(TermsSettings.class).grace());
    }

    /** The newest version whose date of effect has come. */
    public Optional<TermsVersion> current(Instant now) {
        return versions.stream()
                .filter(version -> !now.isBefore(version.effectiveFrom()))
                .reduce((older, newer) -> newer);
    }

    public Optional<TermsVersion> find(String name) {
        return versions.stream().filter(version -> version.name().equals(name)).findFirst();
    }

    /**
     * What a person must still accept. An accepted version that this node does not know is newer: another node has
     * published it.
     *
     * @param accepted the version that the person accepted last
     */
    public Optional<TermsDue> due(Optional<String> accepted, Instant now) {
        var known = accepted.flatMap(this::find);
        if (accepted.isPresent() && known.isEmpty()) {
            return Optional.empty();
        }
        return current(now)
                .filter(current ->
                        known.isEmpty() || known.get().effectiveFrom().isBefore(current.effectiveFrom()))
                .map(current -> {
                    var deadline = known.map(this::deadlineAfter).orElse(current.effectiveFrom());
                    return new TermsDue(current.name(), accepted, deadline, !now.isBefore(deadline));
                });
    }

    /** The first version after the accepted one counts: a further version gives no further delay. */
    private Instant deadlineAfter(TermsVersion accepted) {
        return versions.stream()
                .map(TermsVersion::effectiveFrom)
                .filter(accepted.effectiveFrom()::isBefore)
                .findFirst()
                .orElseThrow()
                .plus(grace);
    }
}
