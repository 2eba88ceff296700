package eu.parvis.db;

/** The database has run other migrations than those of this build, so this build cannot migrate it. */
public final class SchemaDiffers extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SchemaDiffers(String file, String difference) {
        super("The database does not belong to this build. Migration " + file + ": " + difference);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
