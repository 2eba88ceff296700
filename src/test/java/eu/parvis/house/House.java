package eu.parvis.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;

/** The compiled classes of the portal, read once for all tests of the house. */
final class House {

    static final Path FOLDER = Path.of("target/classes");
    static final JavaClasses CLASSES = new ClassFileImporter().importPath(FOLDER);

    private House() {}
}
