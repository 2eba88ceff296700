package eu.parvis.document;

import static eu.parvis.document.Files.bytes;
import static eu.parvis.document.Files.half;
import static eu.parvis.document.Files.joined;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import eu.parvis.bus.Failure;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The type of a document is found in its content, whatever its name says. */
class ContentCheckTest {

    private static final byte[] PAGE = bytes("<html><script>alert(1)</script></html>");

    /** In pieces of several lengths, as they come from a network. */
    private static String typeOf(byte[] file) {
        var types = List.of(1024, 1500, 65_536).stream()
                .map(length -> typeOf(file, length))
                .distinct()
                .toList();
        assertEquals(1, types.size(), types::toString);
        return types.get(0);
    }

    private static String typeOf(byte[] file, int length) {
        var check = new ContentCheck();
        for (var from = 0; from < file.length; from += length) {
            check.accept(Arrays.copyOfRange(file, from, Math.min(file.length, from + length)));
        }
        return check.finish();
    }

    private static String refusalOf(byte[] file) {
        var fields = assertThrows(Failure.class, () -> typeOf(file)).fields();
        assertEquals("document", fields.get(0).field());
        return fields.get(0).message();
    }

    @Test
    void pdfJpegAndPngAreAccepted() {
        assertEquals("application/pdf", typeOf(Files.pdf()));
        assertEquals("application/pdf", typeOf(Files.pdf(300_000)));
        assertEquals("image/jpeg", typeOf(Files.jpeg()));
        assertEquals("image/png", typeOf(Files.png()));
    }

    /** Cameras write films and data of their own behind the picture; scanners fill up with zeros. */
    @Test
    void whatDevicesWriteBehindTheEndIsAccepted() {
        assertEquals("image/jpeg", typeOf(joined(Files.jpeg(), new byte[5000], bytes("SEFT"))));
        assertEquals("image/png", typeOf(joined(Files.png(), new byte[5000])));
        assertEquals("application/pdf", typeOf(joined(Files.pdf(), bytes("\r\n"), new byte[500])));
        assertEquals("application/pdf", typeOf(joined(Files.pdf(), bytes("2 0 obj\nendobj\n%%EOF"))), "changed later");
    }

    /** A thumbnail is a JPEG in the JPEG, with an end of its own. */
    @Test
    void aPictureThatBreaksOffBehindItsThumbnailIsNotWhole() {
        var thumbnail = joined(bytes("Exif\0\0"), Arrays.copyOf(Files.jpeg(), 500), bytes("\u00ff\u00d9"));
        var length = thumbnail.length + 2;
        var file = joined(
                bytes("\u00ff\u00d8\u00ff\u00e1"),
                new byte[] {(byte) (length >> 8), (byte) length},
                thumbnail,
                Arrays.copyOfRange(Files.jpeg(), 2, 20_000));

        assertEquals("error.document.truncated", refusalOf(file));
    }

    @Test
    void aFileThatBreaksOffIsRefused() {
        assertEquals("error.document.truncated", refusalOf(half(Files.pdf(4_000))));
        assertEquals("error.document.truncated", refusalOf(half(Files.jpeg())));
        assertEquals("error.document.truncated", refusalOf(half(Files.png())));
        assertEquals("error.document.truncated", refusalOf(bytes("%PDF-1.7\n")));
        var png = Files.png();
        assertEquals("error.document.truncated", refusalOf(Arrays.copyOf(png, png.length - 1)));
    }

    @Test
    void anArchiveOrOfficeDocumentIsRefusedWhateverItsName() {
        assertEquals("error.document.archive", refusalOf(Files.zip()));
    }

    @Test
    void aHeicPictureIsRefusedWithItsOwnSentence() {
        assertEquals("error.document.heic", refusalOf(Files.heic()));
    }

    @Test
    void anEmptyFileIsRefused() {
        assertEquals("error.document.empty", refusalOf(new byte[0]));
    }

    @Test
    void anythingElseIsRefused() {
        assertEquals("error.document.type", refusalOf(bytes("Carte nationale d'identit\u00e9")));
        assertEquals("error.document.type", refusalOf(PAGE));
        assertEquals("error.document.type", refusalOf(bytes("GIF89a\1\0\1\0")));
        assertEquals("error.document.type", refusalOf(new byte[] {0}));
        assertEquals("error.document.type", refusalOf(bytes("MZ\u0090\0\3")));
    }

    @Test
    void aFileOfTwoTypesIsRefused() {
        assertEquals(
                "error.document.mixed", refusalOf(joined(bytes("%PDF-1.7\n"), PAGE, Files.pdf())), "page in the head");
        assertEquals("error.document.mixed", refusalOf(joined(PAGE, Files.pdf())), "page before");
        assertEquals("error.document.mixed", refusalOf(joined(Files.pdf(), PAGE)), "page behind");
        assertEquals("error.document.mixed", refusalOf(joined(Files.pdf(), Files.zip())), "archive behind");
        assertEquals("error.document.mixed", refusalOf(joined(Files.jpeg(), Files.zip())), "archive behind a picture");
        assertEquals("error.document.mixed", refusalOf(joined(Files.png(), PAGE)), "page behind a picture");
        var comment = joined(bytes("\u00ff\u00d8\u00ff\u00fe\0\50"), PAGE, Arrays.copyOfRange(Files.jpeg(), 2, 9_000));
        assertEquals("error.document.mixed", refusalOf(comment), "page in the comment of a picture");
    }
}
