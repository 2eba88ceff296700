package eu.parvis.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "=HYPERLINK(\"https://evil.example\")",
                "+1+1",
                "-2+3",
                "@SUM(A1)",
                "\t=1+1",
                "\r=1+1",
                "\n=1+1",
                "+33 1 99 00 12 34;=1"
            })
    void aSpreadsheetRunsNoCell(String cell) {
        assertEquals(List.of("'" + cell), read(cell));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Nolwenn",
                "1-2",
                "a=b",
                "2026-11-30T04:00:00+01:00",
                "192.0.2.7",
                "+33199001234",
                "+33 1 99 00 12 34",
                "say \"hello\"; and more",
                "two\r\nlines"
            })
    void anyOtherCellStaysAsItIs(String cell) {
        assertEquals(List.of(cell), read(cell));
    }

    @Test
    void aTableIsWhatAFrenchSpreadsheetOpens() {
        var table = new CsvTable();
        table.row(List.of("Prénom", "Rôle"));
        table.row(List.of("Maël", "a;b"));

        assertEquals("\ufeffPrénom;Rôle\r\nMaël;\"a;b\"\r\n", table.content().toString(UTF_8));
        assertTrue(table.content().getByte(0) == (byte) 0xef);
    }

    private static List<String> read(String cell) {
        var table = new CsvTable();
        table.row(List.of("first"));
        table.row(List.of(cell));
        var rows = CsvReader.builder()
                .fieldSeparator(';')
                .detectBomHeader(true)
                .skipEmptyLines(false)
                .ofCsvRecord(new java.io.ByteArrayInputStream(table.content().getBytes()), UTF_8)
                .stream()
                .map(CsvRecord::getFields)
                .toList();
        return rows.get(1);
    }
}
