#!/usr/bin/env bash
# openhtmltopdf-pdfbox 1.1.65: a program closes the network with useExternalResourceAccessControl((address, type) ->
# false, RUN_AFTER_RESOLVING_URI), and its document has one picture, given as a data: address, so nothing is fetched.
# The control refuses that address, too. The picture is left out without an exception and without a mark in the page, and
# the file still declares PDF/UA-1 and PDF/A-2a; veraPDF 1.30.2 finds it compliant with both, because the figure is
# tagged and has its alternative text: a reader's program announces a picture that nobody sees.
# Expected: "external" does not mean an address that holds its own bytes; or the missing picture is an error.
# A program that prints codes or stamps has to look for them in its files; a validator does not miss them.
# Needs Maven and a JDK (17 or newer). Ends with 0 while it behaves so.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.github.openhtmltopdf</groupId>
      <artifactId>openhtmltopdf-pdfbox</artifactId>
      <version>1.1.65</version>
    </dependency>
    <dependency>
      <groupId>com.github.librepdf</groupId>
      <artifactId>openpdf-fonts-extra</artifactId>
      <version>3.0.5</version>
      <exclusions>
        <exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion>
      </exclusions>
    </dependency>
    <dependency>
      <groupId>org.verapdf</groupId>
      <artifactId>validation-model</artifactId>
      <version>1.30.2</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory="$work/jars"

cat > Picture.java <<'JAVA'
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;

class Picture {
    public static void main(String[] arguments) throws Exception {
        var png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB), "png", png);
        var html = "<html lang='en'><head><title>Request</title><meta name='description' content='Request'/>"
                + "<style>@page { size: A4 } html { font-family: 'Liberation Sans' }</style></head><body><h1>Request</h1>"
                + "<p><img alt='Code of the request' width='40' height='40' src='data:image/png;base64,"
                + Base64.getEncoder().encodeToString(png.toByteArray()) + "'/></p></body></html>";
        VeraGreenfieldFoundryProvider.initialise();
        int refused = print("control refuses every address", html, false);
        int allowed = print("control allows data:", html, true);
        if (refused != 0 || allowed != 1) {
            throw new AssertionError("Otherwise than described");
        }
        System.out.println("As described: no exception, no picture, and compliant");
    }

    private static int print(String name, String html, boolean data) throws Exception {
        var out = new ByteArrayOutputStream();
        var builder = new PdfRendererBuilder();
        builder.withHtmlContent(html, null);
        builder.useExternalResourceAccessControl(
                (address, type) -> data && address.startsWith("data:"),
                ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI);
        builder.usePdfUaAccessibility(true)
                .usePdfAConformance(PdfAConformance.PDFA_2_A)
                .useColorProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData())
                .toStream(out);
        for (int weight : new int[] {400, 700}) {
            var file = "/liberation/LiberationSans-" + (weight == 400 ? "Regular" : "Bold") + ".ttf";
            builder.useFont(() -> Picture.class.getResourceAsStream(file), "Liberation Sans", weight, FontStyle.NORMAL, true);
        }
        builder.run();
        int pictures = 0;
        try (var file = Loader.loadPDF(out.toByteArray())) {
            for (var page : file.getPages()) {
                for (var object : page.getResources().getXObjectNames()) {
                    pictures += page.getResources().getXObject(object) instanceof PDImageXObject ? 1 : 0;
                }
            }
        }
        System.out.println(name + ": pictures in the file " + pictures + ", PDF/UA-1 "
                + compliant(out.toByteArray(), PDFAFlavour.PDFUA_1) + ", PDF/A-2a "
                + compliant(out.toByteArray(), PDFAFlavour.PDFA_2_A));
        return compliant(out.toByteArray(), PDFAFlavour.PDFUA_1) && compliant(out.toByteArray(), PDFAFlavour.PDFA_2_A)
                ? pictures
                : -1;
    }

    private static boolean compliant(byte[] pdf, PDFAFlavour flavour) throws Exception {
        try (var parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour);
                var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            return validator.validate(parser).isCompliant();
        }
    }
}
JAVA
java -cp "$work/jars/*" Picture.java 2> errors.log || { cat errors.log; exit 1; }
