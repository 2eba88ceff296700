package eu.parvis.db;

/** Something is not as it must be. The database decided, so this holds under concurrency too. */
public final class CheckViolation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String constraint;

    CheckViolation(String constraint, Throwable cause) {
        super(constraint, cause);
        this.constraint = constraint;
    }

    /** Name of the constraint. */
    public String constraint() {
        return constraint;
    }

    public static boolean of(String constraint, Throwable cause) {
        return cause instanceof CheckViolation violation && violation.constraint.equals(constraint);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
