package eu.parvis.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.awt.Dimension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.imageio.ImageIO;

/**
 * A picture of the README. Each run takes it anew in {@code target/pictures} and compares its size with the published
 * one; {@code -Ddocs.write=true} publishes it in {@code src/docs}.
 */
record ReadmePicture(String name) {

    private static final Path TAKEN = Path.of("target", "pictures");
    private static final Path PUBLISHED = Path.of("src", "docs");
    private static final long MOST_BYTES = 200_000;

    void take(Page page) {
        var file = name + ".png";
        page.screenshot(new Page.ScreenshotOptions().setPath(TAKEN.resolve(file)));
        try {
            publish(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void publish(String file) throws IOException {
        var taken = TAKEN.resolve(file);
        var published = PUBLISHED.resolve(file);
        if (Boolean.getBoolean("docs.write")) {
            Files.copy(taken, published, StandardCopyOption.REPLACE_EXISTING);
        }
        assertTrue(Files.exists(published), published + " is missing: run this test with -Ddocs.write=true");
        assertEquals(size(taken), size(published), published + " has another size than the page");
        assertTrue(Files.size(published) <= MOST_BYTES, published + " is too large");
    }

    private static Dimension size(Path picture) throws IOException {
        var image = ImageIO.read(picture.toFile());
        return new Dimension(image.getWidth(), image.getHeight());
    }
}
