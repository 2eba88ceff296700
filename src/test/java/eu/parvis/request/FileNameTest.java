package eu.parvis.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that somebody downloads opens as what it is. */
class FileNameTest {

    @ParameterizedTest
    @CsvSource({
        "carte.pdf, application/pdf, carte.pdf",
        "CARTE.PDF, application/pdf, CARTE.PDF",
        "photo.jpeg, image/jpeg, photo.jpeg",
        "carte.html, application/pdf, carte.html.pdf",
        "carte.pdf, image/png, carte.pdf.png",
        "../../.., application/pdf, ...pdf",
        "' ', image/jpeg, IDENTITY.jpg",
        "C:\\scans\\carte, image/png, carte.png"
    })
    void theNameEndsAsItsTypeDoes(String name, String mediaType, String cleaned) {
        assertEquals(cleaned, FileName.cleaned(name, "IDENTITY", mediaType));
    }
}
