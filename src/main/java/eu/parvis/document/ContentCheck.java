package eu.parvis.document;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Recognises the type of a document by its bytes as they arrive. Accepts whole PDF, JPEG and PNG files.
 *
 * <p>Failures, all {@code INVALID} at {@code document}: {@code error.document.empty}; {@code error.document.heic}; {@code error.document.archive} for ZIP, and so
 * for office documents; {@code error.document.type} for anything else; {@code error.document.truncated}; {@code error.document.mixed} for
 * a file that is also a web page or an archive.
 */
final class ContentCheck {

    /** Browsers and readers look for marks of a type within this length of the start or the end. */
    private static final int WINDOW = 1024;

    private static final int BRAND = 4;
    private static final Set<String> HEIC =
            Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1");

    private static final List<String> WEB_PAGE =
            List.of("<html", "<head", "<body", "<script", "<iframe", "<svg", "<!doctype", "<?php");
    private static final String ARCHIVE = "PK\3\4";
    private static final String END_OF_ARCHIVE = "PK\5\6";
    private static final String PDF = "%PDF-";
    private static final String PNG = "\u0089PNG\r\n\u001a\n";
    private static final String JPEG = "\u00ff\u00d8\u00ff";

    private FileType type;
    private byte[] tail = new byte[0];

    /** Takes the next bytes; the first ones must contain the head of the file. */
    void accept(byte[] bytes) {
        if (type == null) {
            type = recognised(text(bytes, 0, Math.min(bytes.length, WINDOW)));
        }
        type.read(bytes);
        tail = last(tail, bytes);
    }

    private static FileType recognised(String head) {
        if (head.startsWith(ARCHIVE) || head.startsWith(END_OF_ARCHIVE)) {
            throw refused("error.document.archive");
        }
        if (isHeic(head)) {
            throw refused("error.document.heic");
        }
        var type = typeOf(head);
        if (isWebPage(head)) {
            throw refused("error.document.mixed");
        }
        return type;
    }

    private static boolean isHeic(String head) {
        return head.startsWith("ftyp", BRAND) && head.length() >= 12 && HEIC.contains(head.substring(8, 12));
    }

    private static FileType typeOf(String head) {
        if (head.startsWith(PDF)) {
            return new PdfFile();
        }
        if (head.startsWith(PNG)) {
            return new PngFile();
        }
        if (head.startsWith(JPEG)) {
            return new JpegFile();
        }
        throw refused(head.contains(PDF) ? "error.document.mixed" : "error.document.type");
    }

    private static boolean isWebPage(String text) {
        var small = text.toLowerCase(Locale.ROOT);
        return WEB_PAGE.stream().anyMatch(small::contains);
    }

    /** The media type. */
    String finish() {
        if (type == null) {
            throw refused("error.document.empty");
        }
        var end = text(tail, 0, tail.length);
        if (!type.isWhole(end)) {
            throw refused("error.document.truncated");
        }
        if (end.contains(END_OF_ARCHIVE) || isWebPage(type.afterEnd(end))) {
            throw refused("error.document.mixed");
        }
        return type.mediaType();
    }

    private static byte[] last(byte[] before, byte[] bytes) {
        if (bytes.length >= WINDOW) {
            return Arrays.copyOfRange(bytes, bytes.length - WINDOW, bytes.length);
        }
        var both = Arrays.copyOf(before, before.length + bytes.length);
        System.arraycopy(bytes, 0, both, before.length, bytes.length);
        return Arrays.copyOfRange(both, Math.max(0, both.length - WINDOW), both.length);
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, ISO_8859_1);
    }

    private static Failure refused(String messageId) {
        return Failure.invalid(FieldError.of("document", messageId));
    }
}
