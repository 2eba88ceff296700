package eu.parvis.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import eu.parvis.bus.Bus;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DroppedFutureTest {

    @Test
    void noFutureIsDroppedAnywhereInThePortal() throws Exception {
        assertEquals(List.of(), DroppedFutures.in(folderOf(Bus.class)));
    }

    @Test
    void eachKindOfDropIsFoundAndWhatIsLookedAtIsNot() throws Exception {
        var tests = folderOf(DroppedFutureTest.class);

        var found = DroppedFutures.in(tests).stream()
                .filter(place -> place.startsWith(PlantedDrops.class.getName()))
                .map(place -> place.replaceFirst("^.*\\.", "").replaceFirst(" line \\d+$", ""))
                .map(place -> place.replaceFirst("^lambda\\$(\\w+)\\$\\d+$", "$1"))
                .toList();

        assertFalse(found.isEmpty());
        assertEquals(
                PlantedDrops.EXPECTED,
                found.stream().sorted().toList(),
                "planted drops that were found; more is a false alarm, fewer a miss");
    }

    private static Path folderOf(Class<?> type) throws URISyntaxException {
        var folder =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        assertEquals(true, Files.isDirectory(folder), folder + " holds class files");
        return folder;
    }
}
