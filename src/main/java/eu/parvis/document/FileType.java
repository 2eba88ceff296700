package eu.parvis.document;

/** Reads a file of one type as it arrives, far enough to know whether it is whole. */
interface FileType {

    String mediaType();

    void read(byte[] bytes);

    /**
     * Whether the file has its end.
     *
     * @param end the last bytes as ISO-8859-1
     */
    boolean isWhole(String end);

    /** What may follow the end of the file, of its last bytes. */
    default String afterEnd(String end) {
        return end;
    }
}
