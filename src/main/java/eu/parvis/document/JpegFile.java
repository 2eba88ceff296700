package eu.parvis.document;

/** Walks over the segments of a JPEG up to its end marker. Cameras write more behind it. */
final class JpegFile implements FileType {

    private static final int MARK = 0xff;
    private static final int START_OF_SCAN = 0xda;
    private static final int END = 0xd9;

    private enum Expect {
        MARK,
        MARKER,
        LENGTH_1,
        LENGTH_2,
        SEGMENT,
        PICTURE,
        PICTURE_MARK,
        NOTHING
    }

    private Expect expect = Expect.MARK;
    private int marker;
    private int length;

    @Override
    public String mediaType() {
        return "image/jpeg";
    }

    @Override
    public void read(byte[] bytes) {
        for (var i = 0; i < bytes.length && expect != Expect.NOTHING; i++) {
            if (expect == Expect.SEGMENT) {
                var step = Math.min(length, bytes.length - i);
                length -= step;
                i += step - 1;
                expect = length > 0 ? Expect.SEGMENT : afterSegment();
            } else {
                expect = next(bytes[i] & 0xff);
            }
        }
    }

    private Expect next(int value) {
        return switch (expect) {
            case MARK -> value == MARK ? Expect.MARKER : Expect.MARK;
            case MARKER -> marker(value);
            case LENGTH_1 -> {
                length = value << 8;
                yield Expect.LENGTH_2;
            }
            case LENGTH_2 -> {
                length = (length | value) - 2;
                yield length > 0 ? Expect.SEGMENT : afterSegment();
            }
            case PICTURE -> value == MARK ? Expect.PICTURE_MARK : Expect.PICTURE;
            case PICTURE_MARK -> isPartOfPicture(value) ? Expect.PICTURE : marker(value);
            case SEGMENT, NOTHING -> expect;
        };
    }

    private Expect marker(int value) {
        marker = value;
        if (value == END) {
            return Expect.NOTHING;
        }
        if (value == MARK) {
            return Expect.MARKER;
        }
        return hasNoSegment(value) ? Expect.MARK : Expect.LENGTH_1;
    }

    private Expect afterSegment() {
        return marker == START_OF_SCAN ? Expect.PICTURE : Expect.MARK;
    }

    /** A stuffed byte or a restart marker. */
    private static boolean isPartOfPicture(int value) {
        return value == 0 || isRestart(value);
    }

    private static boolean isRestart(int value) {
        return value >= 0xd0 && value <= 0xd7;
    }

    private static boolean hasNoSegment(int value) {
        return value == 0xd8 || value == 0x01 || isRestart(value);
    }

    @Override
    public boolean isWhole(String end) {
        return expect == Expect.NOTHING;
    }
}
