package eu.parvis.document;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Files as people hand them in, good and bad ones. */
public final class Files {

    private Files() {}

    public static byte[] pdf() {
        return pdf(600);
    }

    /** A PDF of this length, whose middle is not compressible. */
    public static byte[] pdf(int length) {
        var start = "%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj\n".getBytes(ISO_8859_1);
        var end = "\nendobj\nstartxref\n9\n%%EOF\n".getBytes(ISO_8859_1);
        var middle = new byte[length - start.length - end.length];
        new Random(length).nextBytes(middle);
        return joined(start, middle, end);
    }

    public static byte[] jpeg() {
        return picture("jpg", BufferedImage.TYPE_INT_RGB);
    }

    public static byte[] png() {
        return picture("png", BufferedImage.TYPE_INT_ARGB);
    }

    private static byte[] picture(String format, int type) {
        var picture = new BufferedImage(400, 300, type);
        var random = new Random(7);
        for (var x = 0; x < 400; x++) {
            for (var y = 0; y < 300; y++) {
                picture.setRGB(x, y, random.nextInt());
            }
        }
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, format, bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    public static byte[] zip() {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("carte.txt"));
            zip.write(bytes("recto"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    public static byte[] heic() {
        return joined(new byte[] {0, 0, 0, 24}, bytes("ftypheic\0\0\0\0mif1heic"), new byte[900]);
    }

    public static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    public static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    public static byte[] half(byte[] file) {
        return Arrays.copyOf(file, file.length / 2);
    }
}
