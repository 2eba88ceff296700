package eu.parvis.document;

/** ISO 32000-2, 7.5.5: a PDF ends with {@code %%EOF}. */
final class PdfFile implements FileType {

    private static final String END = "%%EOF";

    @Override
    public String mediaType() {
        return "application/pdf";
    }

    @Override
    public void read(byte[] bytes) {
        // Its end is in the last bytes.
    }

    @Override
    public boolean isWhole(String end) {
        return end.contains(END);
    }

    @Override
    public String afterEnd(String end) {
        return end.substring(end.lastIndexOf(END) + END.length());
    }
}
