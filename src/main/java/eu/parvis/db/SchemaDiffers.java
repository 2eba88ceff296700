package eu.parvis.db;

/** A database whose migrations are not those of this build: it was made by another line of builds. Nobody can migrate it. */
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
