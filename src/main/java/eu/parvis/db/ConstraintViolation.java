package eu.parvis.db;

/** A unique index has rejected a row that already exists. This holds under concurrency, too. */
public final class ConstraintViolation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String constraint;

    ConstraintViolation(String constraint, Throwable cause) {
        super(constraint, cause);
        this.constraint = constraint;
    }

    /** Whether the cause is a violation of this constraint or unique index. */
    public static boolean of(String constraint, Throwable cause) {
        return cause instanceof ConstraintViolation violation && violation.constraint.equals(constraint);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
