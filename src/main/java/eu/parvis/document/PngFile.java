package eu.parvis.document;

/** Walks over the chunks of a PNG up to IEND. Some programs write more behind it. */
final class PngFile implements FileType {

    private static final int SIGNATURE = 8;
    private static final int CHECKSUM = 4;
    private static final int IEND = 0x49454e44;

    private long skip = SIGNATURE;
    private int header;
    private long length;
    private int name;
    private boolean whole;

    @Override
    public String mediaType() {
        return "image/png";
    }

    @Override
    public void read(byte[] bytes) {
        for (var i = 0; i < bytes.length && !whole; i++) {
            if (skip > 0) {
                var step = (int) Math.min(skip, bytes.length - i);
                skip -= step;
                i += step - 1;
                whole = skip == 0 && name == IEND;
            } else {
                readHeader(bytes[i] & 0xff);
            }
        }
    }

    /** Four bytes of length, four of name. */
    private void readHeader(int next) {
        if (header < 4) {
            length = length << 8 | next;
        } else {
            name = name << 8 | next;
        }
        if (++header == 8) {
            skip = length + CHECKSUM;
            header = 0;
            length = 0;
        }
    }

    @Override
    public boolean isWhole(String end) {
        return whole;
    }
}
