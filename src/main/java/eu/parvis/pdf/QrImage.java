package eu.parvis.pdf;

import io.nayuki.qrcodegen.QrCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** A QR code of a text, with the quiet zone that readers need. */
public record QrImage(String text) {

    private static final int QUIET = 4;
    private static final int PIXELS = 8;
    private static final int WHITE = 0xffffff;

    /** Width and height, in modules. */
    public int size() {
        return code().size + 2 * QUIET;
    }

    private QrCode code() {
        return QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    }

    /** The dark modules as the {@code d} of an SVG path. */
    public String path() {
        var code = code();
        var path = new StringBuilder();
        for (var y = 0; y < code.size; y++) {
            for (var x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + QUIET)
                            .append(' ')
                            .append(y + QUIET)
                            .append("h1v1h-1z");
                }
            }
        }
        return path.toString();
    }

    /** A PNG picture as an address, for PDF files. */
    public String dataAddress() {
        var code = code();
        var image = new BufferedImage(size() * PIXELS, size() * PIXELS, BufferedImage.TYPE_INT_RGB);
        for (var y = 0; y < image.getHeight(); y++) {
            for (var x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, code.getModule(x / PIXELS - QUIET, y / PIXELS - QUIET) ? 0 : WHITE);
            }
        }
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(out.toByteArray());
    }
}
