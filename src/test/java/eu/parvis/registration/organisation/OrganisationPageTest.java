package eu.parvis.registration.organisation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.company.CompanyApi;
import eu.parvis.values.Language;
import eu.parvis.words.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OrganisationPageTest {

    @Test
    void aLookUpHasTheSameToneWithScriptsAndWithout() throws IOException {
        var script = Files.readString(Path.of("src/main/resources/static/js/company.js"));

        var tones = Stream.of("VERIFIED", "CLOSED", "NOT_FOUND", "NOT_PUBLIC", "UNVERIFIED")
                .map(CompanyApi.State::valueOf)
                .map(state -> "%s: '%s'"
                        .formatted(
                                state,
                                OrganisationPage.LookUp.of(state, Words.of(Language.EN))
                                        .tone()))
                .collect(Collectors.joining(", "));

        assertEquals(true, script.contains("TONES = {" + tones + "}"), tones);
    }
}
