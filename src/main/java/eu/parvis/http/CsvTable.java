package eu.parvis.http;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A table as CSV for spreadsheets: UTF-8 with a byte order mark, semicolons, CRLF.
 *
 * <p>A spreadsheet runs a cell that begins with {@code = + - @}, a tab or a line break as a formula (ASVS 1.2.10). Such a
 * cell gets an apostrophe in front, except a telephone number.
 */
public final class CsvTable {

    /** Spreadsheets need it to recognise UTF-8. */
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private static final String FORMULA = "=+-@\t\r\n";
    private static final Pattern TELEPHONE = Pattern.compile("\\+\\d[\\d \\u00a0\\u202f]{4,24}");

    private final StringWriter text = new StringWriter().append(BYTE_ORDER_MARK);
    private final CsvWriter writer = CsvWriter.builder()
            .fieldSeparator(';')
            .lineDelimiter(LineDelimiter.CRLF)
            .build(text);

    public void row(List<String> cells) {
        writer.writeRecord(cells.stream().map(CsvTable::harmless).toList());
    }

    private static String harmless(String cell) {
        var formula = !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0;
        return formula && !TELEPHONE.matcher(cell).matches() ? "'" + cell : cell;
    }

    public Buffer content() {
        try {
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(text.toString());
    }
}
