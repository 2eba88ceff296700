package eu.parvis.db;

/**
 * A row that may exist once exists already. The unique index decided, so this holds under concurrency too.
 */
public final class ConstraintViolation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String constraint;

    ConstraintViolation(String constraint, Throwable cause) {
        super(constraint, cause);
        this.constraint = constraint;
    }

    /** Whether this is what failed, by its name or that of the unique index. */
    public static boolean of(String constraint, Throwable cause) {
        return cause instanceof ConstraintViolation violation && violation.constraint.equals(constraint);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
