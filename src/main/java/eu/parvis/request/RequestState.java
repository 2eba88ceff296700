package eu.parvis.request;

/** State of a request. The names are stored and stand in the API; a constant is never renamed. */
public enum RequestState {
    /** Not submitted yet. */
    DRAFT,
    /**
     * Submitted; somebody of the organisation must approve, or the holder must confirm the own data. Where one of them
     * has refused, the person who ordered must change the request or delete it.
     */
    REGISTERED,
    /** A required document is missing, or a document was refused. */
    DOCUMENTS_MISSING,
    /** The registration desk checks it. */
    IN_REVIEW,
    ACCEPTED,
    /** Waits for the appointment at which the token is handed over. */
    APPOINTMENT,
    ISSUED,
    COLLECTED,
    /** Refused by the registration desk. */
    REFUSED,
    /** Deleted by the person who ordered; the number is not given again. */
    CANCELLED;

    /** Whether the customer may still change or delete the request. */
    public boolean isEditable() {
        return switch (this) {
            case DRAFT, REGISTERED, DOCUMENTS_MISSING -> true;
            default -> false;
        };
    }

    /** Whether documents may be handed in or replaced. */
    public boolean takesDocuments() {
        return isEditable();
    }

    /** Whether it is submitted and nobody has decided on it. */
    public boolean isPending() {
        return switch (this) {
            case REGISTERED, DOCUMENTS_MISSING, IN_REVIEW -> true;
            default -> false;
        };
    }
}
