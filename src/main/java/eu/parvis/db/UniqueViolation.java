package eu.parvis.db;

/** A row that may exist once exists already. The index decided, so this holds under concurrency too. */
public final class UniqueViolation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String constraint;

    UniqueViolation(String constraint) {
        super(constraint);
        this.constraint = constraint;
    }

    /** Name of the constraint or unique index. */
    public String constraint() {
        return constraint;
    }

    public static boolean of(String constraint, Throwable cause) {
        return cause instanceof UniqueViolation violation && violation.constraint.equals(constraint);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
