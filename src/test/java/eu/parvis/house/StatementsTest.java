package eu.parvis.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** PostgreSQL prepares every statement of every repository against the migrated schema. */
class StatementsTest {

    private static final Pattern STATEMENT = Pattern.compile("(SELECT|INSERT|UPDATE|DELETE|WITH)\\b.*", Pattern.DOTALL);

    @Test
    void everyStatementFitsTheSchema() throws Exception {
        var database = TestDatabase.fresh();
        var faults = new TreeMap<String, String>();

        for (var statement : statements().entrySet()) {
            try {
                prepare(database, statement.getValue());
            } catch (IllegalStateException e) {
                faults.put(statement.getKey(), e.getCause().getMessage());
            }
        }

        assertEquals(Map.of(), faults);
    }

    @Test
    void columnsAreNamedAndTimeComesFromTheClock() throws Exception {
        var loose =
                Pattern.compile("(?i)SELECT\\s+\\*|RETURNING\\s+\\*|\\bnow\\(\\)|\\bcurrent_(timestamp|date|time)\\b");

        var found = statements().entrySet().stream()
                .filter(statement -> loose.matcher(statement.getValue()).find())
                .map(Map.Entry::getKey)
                .toList();

        assertEquals(List.of(), found);
    }

    @Test
    void aStatementThatDoesNotFitIsFound() {
        var database = TestDatabase.fresh();

        var fault = assertThrows(
                IllegalStateException.class, () -> prepare(database, "SELECT colour FROM account WHERE id = $1"));

        assertTrue(
                fault.getCause().getMessage().contains("colour"),
                fault.getCause().getMessage());
    }

    private static void prepare(TestDatabase database, String statement) {
        database.execute("PREPARE one AS " + statement, "DEALLOCATE one");
    }

    private static Map<String, String> statements() throws IOException, ReflectiveOperationException {
        var statements = new TreeMap<String, String>();
        for (var type : holdersOfStatements()) {
            for (var field : type.getDeclaredFields()) {
                if (isStatement(field)) {
                    statements.put(type.getSimpleName() + "." + field.getName(), (String) field.get(null));
                }
            }
        }
        return statements;
    }

    private static List<Class<?>> holdersOfStatements() throws IOException, ReflectiveOperationException {
        var root = House.FOLDER;
        var types = new ArrayList<Class<?>>();
        try (var files = Files.walk(root)) {
            for (var file : (Iterable<Path>) files::iterator) {
                var name = root.relativize(file).toString().replace(File.separatorChar, '.');
                if (name.matches(".*(Repository|Store)\\.class")) {
                    types.add(Class.forName(name.replaceFirst("\\.class$", "")));
                }
            }
        }
        return types;
    }

    private static boolean isStatement(Field field) throws IllegalAccessException {
        if (field.getType() != String.class || !Modifier.isStatic(field.getModifiers())) {
            return false;
        }
        field.setAccessible(true);
        return STATEMENT.matcher(((String) field.get(null)).strip()).matches();
    }
}
